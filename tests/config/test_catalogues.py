"""The translations: readable, compiled right, and every hole of a sentence filled in both languages."""

import ast
import gettext
import io
import re
from pathlib import Path

import pytest

from config.launch.catalogues import compile_catalogue, ensure_catalogues, read_entries
from motcua.outreach.communication_terms import TOPIC_LABELS
from motcua.outreach.terms import EVENT_KIND_LABELS, EVENT_STANDING_LABELS, EventStanding
from motcua.web.citizen.taking_part import PUBLIC

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
WEB = ROOT / "src" / "motcua" / "web"
CITIZEN, KIOSK = WEB / "templates" / "citizen", WEB / "templates" / "kiosk"
OF_THE_ACCOUNT = (
    "account", "acting", "add_contact", "code", "join", "my_consents", "my_data", "my_dossier", "my_dossiers",
    "my_export", "my_notices", "my_removal", "my_removal_done", "my_requests", "my_viewers", "passkey_add",
    "passkey_sign_in", "pay", "receive", "security", "sign_in", "step_up", "store", "store_paper",
)  # fmt: skip
OF_APPOINTMENTS = (
    "_booking_keys", "_booking_slip", "booked", "booking_services", "booking_slot", "booking_standing",
    "booking_start", "booking_wait", "booking_waits", "booking_wish", "my_bookings",
)  # fmt: skip
APPOINTMENT_PAGES = [CITIZEN / f"{name}.html" for name in OF_APPOINTMENTS]
BOOKING = [WEB / "citizen" / f"{name}.py" for name in ("booking", "booking_forms", "my_booking")]
OF_PROGRAMMES = (
    "_event_days", "_films", "_programme_events", "_programme_list_of_level", "_programme_today", "_programmes",
    "_topic_figures", "_topic_foot", "contest_entered", "event_day", "performance", "programme", "programme_list",
    "programme_pledges", "questionnaire", "survey_thanks", "taking_part", "topic-kiem-soat-thu-tuc",
    "topic-loi-ich-truc-tuyen", "topic-moi-truong-dien-tu", "topics",
)  # fmt: skip
READ_BY_THEM = (
    "answering", "performance", "pledges", "programme_papers", "programme_reading", "programme_results",
    "programme_speaking", "programmes", "sentences", "taking_part", "topics", "wording",
)  # fmt: skip
PROGRAMME_PAGES = [CITIZEN / f"{name}.html" for name in OF_PROGRAMMES]
PROGRAMMES = [WEB / "citizen" / f"{name}.py" for name in READ_BY_THEM]
_BLOCK = re.compile(r"{%[ ]blocktranslate[ ]?[^%]*%}(.*?){%[ ]endblocktranslate[ ]%}", re.DOTALL)
_PLURAL, _VALUE = re.compile(r"{%[ ]plural[ ]%}"), re.compile(r"{{[ ](\w+)[ ]}}")
_CALLS = frozenset({"_", "gettext", "gettext_lazy", "lazy", "ngettext", "ngettext_lazy"})
_SAID = re.compile(r"""{%[ ]translate[ ]"([^"]+)"|\b_\("([^"]+)"\)""")
_HOLE = re.compile(r"%\(\w+\)[sd]|%\{\w+\}")
_SAMPLE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: somewhere.py
msgid "Hồ sơ "
"quá hạn"
msgstr "Overdue\\ndossier"

msgctxt "nút"
msgid "Tìm"
msgstr "Search"

msgid "%(n)d hồ sơ"
msgid_plural "%(n)d hồ sơ"
msgstr[0] "%(n)d dossier"
msgstr[1] "%(n)d dossiers"

#, fuzzy
msgid "Quầy"
msgstr "Guess"

msgid "Dấu"
msgstr ""
"""


def translations(text: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(compile_catalogue(text)))


def test_a_compiled_catalogue_answers_as_its_source_says() -> None:
    english = translations(_SAMPLE)
    assert english.gettext("Hồ sơ quá hạn") == "Overdue\ndossier"
    assert english.pgettext("nút", "Tìm") == "Search"
    assert [english.ngettext("%(n)d hồ sơ", "%(n)d hồ sơ", n) for n in (1, 2)] == [
        "%(n)d dossier",
        "%(n)d dossiers",
    ]


def test_a_guess_or_a_missing_translation_leaves_the_vietnamese() -> None:
    english = translations(_SAMPLE)
    assert english.gettext("Quầy") == "Quầy"
    assert english.gettext("Dấu") == "Dấu"


def test_a_broken_catalogue_names_the_line() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(read_entries('msgid "a"\nmsgstr oops'))


def test_a_catalogue_is_written_again_only_when_its_source_says_something_else(tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(_SAMPLE, encoding="utf-8")
    ensure_catalogues(tmp_path)
    compiled = folder / "django.mo"
    first = compiled.stat().st_mtime_ns
    ensure_catalogues(tmp_path)
    assert compiled.stat().st_mtime_ns == first
    compiled.write_bytes(b"stale")
    ensure_catalogues(tmp_path)
    assert compiled.read_bytes() == compile_catalogue(_SAMPLE)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parts[-3])
def test_every_translation_keeps_the_holes_of_its_sentence(source: Path) -> None:
    entries = [entry for entry in read_entries(source.read_text(encoding="utf-8")) if entry.get("msgid")]
    assert entries
    for entry in entries:
        wanted = set(_HOLE.findall(entry["msgid"]))
        for key, text in entry.items():
            if key.startswith("msgstr") and text:
                assert set(_HOLE.findall(text)) == wanted, entry["msgid"]


def english() -> set[str]:
    """What has an English wording, of a sentence with a number both of its forms."""
    known = read_entries((ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8"))
    return {
        entry["msgid"]
        for entry in known
        if all(text for key, text in entry.items() if key.startswith("msgstr"))
    }


def said_on(page: Path) -> set[str]:
    """Every sentence of a page as the catalogue knows it."""
    text = page.read_text(encoding="utf-8")
    blocks = [part for block in _BLOCK.findall(text) for part in _PLURAL.split(block)]
    return {one or other for one, other in _SAID.findall(text)} | {
        _VALUE.sub(r"%(\1)s", block.strip()) for block in blocks
    }


def said_in(module: Path) -> set[str]:
    """Every sentence that a module of the pages has translated."""
    calls = [
        one for one in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(one, ast.Call)
    ]
    spoken = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in _CALLS]
    words = [word for call in spoken for word in call.args if isinstance(word, ast.Constant)]
    return {word.value for word in words if isinstance(word.value, str)}


def test_the_pages_of_a_persons_account_are_in_english_too() -> None:
    pages = [CITIZEN / f"{name}.html" for name in OF_THE_ACCOUNT]
    said = {(page.name, one or other) for page in pages for one, other in _SAID.findall(page.read_text())}
    assert len(said) > 100
    assert sorted(one for one in said if one[1] not in english()) == []


@pytest.mark.parametrize(
    ("pages", "modules", "least"),
    [
        (sorted(KIOSK.glob("*.html")), sorted((WEB / "kiosk").glob("*.py")), 70),
        (APPOINTMENT_PAGES, BOOKING, 60),
        (PROGRAMME_PAGES, PROGRAMMES, 200),
    ],
    ids=["kiosk", "appointments", "programmes, events, results, topics"],
)
def test_the_pages_of_kiosk_appointments_and_programmes_are_in_english_too(
    pages: list[Path], modules: list[Path], least: int
) -> None:
    said = {(page.name, one) for page in pages for one in said_on(page)}
    said |= {(module.name, one) for module in modules for one in said_in(module)}
    assert len(said) > least
    known = english()
    assert sorted(one for one in said if one[1] not in known) == []


def test_what_an_event_is_and_how_it_stands_is_in_english_too() -> None:
    # What lacks its result is simply over for the public.
    told = {*EVENT_STANDING_LABELS.values()} - {EVENT_STANDING_LABELS[EventStanding.OVERDUE]}
    kinds = {EVENT_KIND_LABELS[kind] for kind in PUBLIC}
    assert sorted((told | kinds | {*TOPIC_LABELS.values()}) - english()) == []
