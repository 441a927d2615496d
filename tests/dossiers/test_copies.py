"""Electronic copies of components: attached in one step, told in the chain, opened only by people of the unit."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection

from motcua.core.refusals import Refused
from motcua.documents.files.reading import read_file
from motcua.documents.files.stores import FolderStore
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.copying import MOST_FILES, Upload
from motcua.dossiers.copies.listing import by_component, copy_to_open, standing
from motcua.dossiers.models import ComponentCopy, Dossier
from motcua.dossiers.terms import Act
from motcua.dossiers.verification import verify
from motcua.organisation.terms import Role
from tests.cast import CERTIFIED_COPY, P5, Q11, at, colleague, do, received
from tests.documents.hostile_files import plain_pdf
from tests.dossiers.other_acts import now, refused

NINE, TEN = at("2022-05-16 09:00"), at("2022-05-16 10:00")


def component_of(dossier: Dossier) -> str:
    return str(dossier.version.components.first())


def attach(dossier: Dossier, *names: str, role: Role = Role.RECEIVE, pad: int = 0, **more: Any) -> Any:
    key = component_of(dossier)
    uploads = [Upload(key, name, plain_pdf(pad=pad + n)) for n, name in enumerate(names)]
    return do(Act.ATTACH_COPY, dossier, role, TEN, **({"uploads": uploads} | more))


@pytest.mark.usefixtures("seeded")
class TestCopies:
    """One after the other."""

    @pytest.mark.requirement("R-085")
    def test_an_attached_file_stands_at_its_component_with_who_when_where_and_in_the_chain(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        step = attach(dossier, "C:\\Anh\\Giấy khai sinh.pdf").step
        [copy] = standing(dossier)
        assert (copy.name, copy.pages, copy.added_at, copy.place) == ("Giấy khai sinh.pdf", 1, TEN, "desk")
        assert copy.added_by is not None
        assert copy.added_by.full_name == step.actor_name
        assert step.data["copies_added"][0]["sha256"] == copy.file.sha256
        assert read_file(copy.file) == plain_pdf()
        assert next(one for one in by_component(dossier) if one.copies).key == component_of(dossier)
        assert verify() == []

    def test_one_bad_file_and_none_of_them_is_attached(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        key = component_of(dossier)
        uploads = [Upload(key, "a.pdf", plain_pdf()), Upload(key, "b.pdf", b"MZ\x90\x00this is no pdf")]
        refusal = refused(lambda: do(Act.ATTACH_COPY, dossier, Role.RECEIVE, TEN, uploads=uploads))
        assert (refusal.code, refusal.field) == ("file_kind", f"file-{key}")
        assert "“b.pdf”" in refusal.text
        assert not StoredFile.objects.exists()
        assert now(dossier).step_count == dossier.step_count

    def test_the_same_file_twice_for_a_component_a_strange_component_or_too_much_is_refused(
        self, settings
    ) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        attach(dossier, "a.pdf")
        assert refused(lambda: attach(dossier, "khác.pdf")).code == "copy_there"
        assert refused(lambda: attach(dossier, uploads=[])).code == "file_missing"
        strange = [Upload("khong-co", "a.pdf", plain_pdf())]
        assert refused(lambda: attach(dossier, uploads=strange)).code == "component_unknown"
        many = [f"{n}.pdf" for n in range(MOST_FILES + 1)]
        assert refused(lambda: attach(dossier, *many, pad=9)).code == "too_many_files"
        settings.FILES = dataclasses.replace(configured.FILES, dossier_limit=2000)
        assert refused(lambda: attach(dossier, "b.pdf", pad=3000)).code == "dossier_too_large"
        settings.FILES = dataclasses.replace(configured.FILES, file_limit=2000)
        assert refused(lambda: attach(dossier, "b.pdf", pad=3000)).code == "file_too_large"

    def test_a_copy_taken_off_needs_a_reason_and_stays_on_record(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        attach(dossier, "a.pdf", "b.pdf")
        assert (
            refused(lambda: do(Act.DROP_COPY, dossier, Role.RECEIVE, TEN, numbers=[1])).code
            == "reason_missing"
        )
        do(Act.DROP_COPY, dossier, Role.RECEIVE, TEN, numbers=[1], reason="Quét mờ")
        assert [row.number for row in standing(dossier)] == [2]
        again = refused(lambda: do(Act.DROP_COPY, dossier, Role.RECEIVE, TEN, numbers=[1], reason="x"))
        assert again.code == "copy_not_here"
        attach(dossier, "a.pdf")
        assert [row.number for row in standing(dossier)] == [2, 3]
        assert verify() == []

    def test_a_copy_changed_behind_the_back_of_the_office_is_found(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        attach(dossier, "a.pdf", "b.pdf")
        first, second = standing(dossier)
        ComponentCopy.objects.filter(pk=first.pk).update(file=second.file, component="other")
        assert [(one.chain, one.what) for one in verify()] == [
            (dossier.code, "danh sách bản điện tử không khớp với bước đã ghi")
        ]

    @pytest.mark.requirement("R-087")
    def test_a_file_deleted_by_hand_is_named_with_its_dossier(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        attach(dossier, "Giấy khai sinh.pdf", "b.pdf", pad=4321)
        lost = standing(dossier)[0].file
        FolderStore(configured.FILES.folder).path(lost.sha256).unlink()
        [finding] = verify()
        assert finding.chain == f"tệp {lost.sha256}"
        assert finding.what == f"tệp không còn trong kho: “Giấy khai sinh.pdf” của hồ sơ {dossier.code}"

    def test_strangers_open_nothing_and_helpers_and_the_post_no_identity_paper(self) -> None:
        dossier = received(CERTIFIED_COPY, Q11, NINE)
        attach(dossier, "a.pdf")
        clerk = colleague(Role.RECEIVE, Q11, NINE)
        helper = dataclasses.replace(clerk, roles=frozenset({Role.ASSIST}))
        keeper = dataclasses.replace(clerk, roles=frozenset({Role.ADMIN}))
        elsewhere = colleague(Role.RECEIVE, P5, NINE)
        assert copy_to_open(dossier, 1, clerk) is not None
        assert copy_to_open(dossier, 2, clerk) is None
        assert copy_to_open(dossier, 1, helper) is not None
        assert refused(lambda: copy_to_open(dossier, 1, elsewhere)).code == "other_unit"
        assert refused(lambda: copy_to_open(dossier, 1, keeper)).code == "no_role"
        StoredFile.objects.update(sensitive=True)
        assert refused(lambda: copy_to_open(dossier, 1, helper)).code == "no_role"
        assert copy_to_open(dossier, 1, clerk) is not None


@pytest.mark.usefixtures("seeded_alone")
def test_two_clerks_attach_the_same_file_at_once_and_it_is_stored_once() -> None:
    first, second = (received(CERTIFIED_COPY, Q11, NINE) for _ in range(2))
    gate = Barrier(3)

    def one(dossier: Dossier) -> str:
        try:
            gate.wait()
            attach(dossier, "a.pdf", pad=2_000_000)
        except Refused as refusal:
            return refusal.refusal.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        said = sorted(pool.map(one, [first, second, second]))
    assert said == ["copy_there", "done", "done"]
    assert StoredFile.objects.count() == 1
    assert read_file(StoredFile.objects.get()) == plain_pdf(pad=2_000_000)
    assert verify() == []
