"""Templates: closed blocks, nothing is markup, edited by one and approved by another, a version in force is frozen."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import yaml

from motcua.core.refusals import Refused
from motcua.dossiers.actions.results.templating import approve_template, edit_template
from motcua.dossiers.models import TemplateVersion
from motcua.dossiers.results.content import Faulty, filled, read_content
from motcua.dossiers.results.filling import said_by, shown_values
from motcua.dossiers.results.queries import templates_of
from motcua.organisation.actors import Actor
from motcua.organisation.models import RoleGrant
from motcua.organisation.terms import Role
from tests.cast import P5, Q11
from tests.dossiers.result_cast import NINE, appraised

KEY = "giay-xac-nhan-tinh-trang-hon-nhan"
PLAIN: dict[str, Any] = {
    "title": "GIẤY XÁC NHẬN",
    "symbol": "XN",
    "fields": [{"key": "person", "label": "Họ tên"}, {"key": "note", "label": "Ghi chú", "required": False}],
    "blocks": [
        {
            "kind": "rows",
            "rows": [{"label": "Tên", "value": "{person}"}, {"label": "Ghi chú", "value": "{note}"}],
        },
        {"kind": "paragraph", "text": "Ghi chú: {note}"},
        {"kind": "signature"},
    ],
}


def faults(**changed: Any) -> str:
    with pytest.raises(Faulty) as faulty:
        read_content(PLAIN | changed)
    return " | ".join(faulty.value.faults)


def test_a_template_knows_only_its_blocks_its_fields_and_what_the_office_knows() -> None:
    assert read_content(PLAIN).symbol == "XN"
    assert "không có ô {nobody}" in faults(
        blocks=[{"kind": "paragraph", "text": "{nobody}"}, {"kind": "signature"}]
    )
    assert "kind phải là" in faults(blocks=[{"kind": "raw", "text": "#x"}, {"kind": "signature"}])
    assert "thiếu khối chữ ký" in faults(blocks=[{"kind": "paragraph", "text": "x"}])
    assert "mục “script” không có" in faults(script="x")
    assert "ghi trùng" in faults(fields=[{"key": "person", "label": "a"}, {"key": "person", "label": "b"}])
    assert "symbol" in faults(symbol="a/b")
    assert "không có nguồn" in faults(fields=[{"key": "person", "label": "a", "from": "applicant.password"}])
    assert "dấu ngoặc nhọn" in faults(title="{ x }")
    assert "blocks phải là danh sách" in faults(blocks=[{"kind": "signature"}] * 41)
    assert "không có mục href" in faults(
        blocks=[{"kind": "paragraph", "text": "x", "href": "y"}, {"kind": "signature"}]
    )


def test_a_row_or_block_that_names_only_what_is_empty_is_left_out_and_values_are_put_in_once() -> None:
    content = read_content(PLAIN)
    said = list(said_by(content, shown_values(content, {"person": "{note} Tư", "note": ""})))
    assert [block["kind"] for block in said] == ["rows", "signature"]
    assert [row["value"] for row in said[0]["rows"]] == ["{note} Tư"]
    assert filled("{a} {b}", {"a": "{b}", "b": "x"}) == "{b} x"


def controller(number: int) -> Actor:
    """A person of the control office of Phường 5."""
    return Actor(
        person_id=people()[number],
        name=f"Người kiểm soát {number}",
        unit_id=P5,
        roles=frozenset({Role.CONTROL}),
        desks=frozenset(),
    )


def people() -> list[int]:
    from_grants = (
        RoleGrant.objects.filter(unit_id=P5).order_by("person_id").values_list("person_id", flat=True)
    )
    return list(dict.fromkeys(from_grants))


def no(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


@pytest.mark.usefixtures("seeded")
def test_two_persons_bring_a_changed_template_into_force_for_their_unit_only() -> None:
    common = TemplateVersion.objects.get(template__key=KEY, template__unit=None)
    changed = common.content | {"subtitle": "(Mẫu của phường)"}
    said = {"content": yaml.safe_dump(changed, allow_unicode=True), "note": "Thêm dòng dưới tên"}
    draft = edit_template(key=KEY, actor=controller(0), at=NINE, said=said)
    assert (
        no(lambda: approve_template(key=KEY, actor=controller(0), at=NINE, seen=draft.digest))
        == "template_own_edit"
    )
    assert no(lambda: approve_template(key=KEY, actor=controller(1), at=NINE, seen="x")) == "already_moved"
    approve_template(key=KEY, actor=controller(1), at=NINE, seen=draft.digest)
    dossier = appraised()
    mine = templates_of(dossier.version, P5).first()
    theirs = templates_of(dossier.version, Q11).first()
    assert mine is not None
    assert theirs is not None
    assert (mine.pk, theirs.pk) == (draft.pk, common.pk)
    assert (
        no(lambda: approve_template(key=KEY, actor=controller(1), at=NINE, seen="x")) == "template_no_draft"
    )


@pytest.mark.usefixtures("seeded")
def test_what_cannot_be_used_is_refused_with_its_faults_and_nothing_is_kept() -> None:
    texts = {
        "title: [": "file_unreadable",
        "title: x\nblocks: []": "template_faulty",
        "x" * 60_001: "content_too_long",
        "a: &a [x, x]\nb: [*a, *a]": "template_faulty",
        "title: x\nsymbol: XN\nabout: 2022-05-16\nblocks: [{kind: signature}]": "template_faulty",
    }
    for text, code in texts.items():
        said = {"content": text, "note": "x"}
        assert no(partial(edit_template, key=KEY, actor=controller(0), at=NINE, said=said)) == code
    assert not TemplateVersion.objects.filter(state="draft").exists()
    nobody = Actor(1, "x", P5, frozenset({Role.RECEIVE}), frozenset())
    assert no(lambda: edit_template(key=KEY, actor=nobody, at=NINE, said={})) == "no_role"
