"""Every template of the project makes its paper: of its kind, with what was typed, numbered as its kind is."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from motcua.dossiers.models import TemplateVersion
from motcua.dossiers.result_terms import TemplateKind
from motcua.dossiers.results.content import read_content
from motcua.dossiers.results.paper import set_result
from motcua.dossiers.results.values import Decided
from motcua.procedures.models import Procedure
from tests.cast import CERTIFIED_COPY
from tests.dossiers.result_cast import NINE, appraised, pdf_text, whole

FOLDER = Path(__file__).resolve().parents[2] / "data" / "templates"
DECIDED = Decided(
    moment=NINE,
    number="17/UBND-X",
    signer="Nguyễn Văn Ký",
    power={"title": "Phó Chủ tịch", "prefix": "KT. CHỦ TỊCH", "capacity": "deputy"},
    book_numbers=("417",),
    check_code="K7QM2P9XABCD",
)
STATE_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TYPED = "Nguyễn Thị Ánh Tuyết"


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.requirement("R-055")
@pytest.mark.usefixtures("seeded")
def test_at_least_twelve_procedures_have_a_template_and_every_kind_of_paper_is_there() -> None:
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.yaml")]
    own = {code for one in found for code in one["procedures"] if code != "*"}
    assert len(own) >= 12
    assert own == set(Procedure.objects.filter(pk__in=own).values_list("pk", flat=True))
    assert {one["template_kind"] for one in found} == {kind.value for kind in TemplateKind}
    loaded = TemplateVersion.objects.values_list("template__key", flat=True)
    assert {one["key"] for one in found} == set(loaded)


@pytest.mark.requirement("R-055")
@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_template_makes_a_paper_with_all_it_was_told(path: Path) -> None:
    said: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    content, kind = read_content(said["content"]), TemplateKind(said["template_kind"])
    dossier = appraised(CERTIFIED_COPY)
    typed = whole(content, text=TYPED)
    pdf = set_result(content, typed, dossier, DECIDED, label=said["name"]).pdf
    text = words(pdf_text(pdf))
    assert content.title.partition("{")[0].strip() in text
    assert "NGUYỄN VĂN KÝ" in text.upper()
    assert "KT. CHỦ TỊCH" in text
    assert b"pdfaid:part" in pdf
    free = [one for one in content.fields if not one.choices and one.kind not in {"date", "number", "long"}]
    assert text.count(TYPED) >= min(1, len(free))
    certifies = kind is TemplateKind.CERTIFICATION
    assert ("417" in text) is certifies
    assert ("Số: 17/UBND-X" in text) is not certifies
    assert (STATE_NAME in text) is not certifies
