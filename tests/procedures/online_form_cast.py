"""Which forms do the tests fill in? A small one with every kind of question, and the ready ones of data/."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.core.reading import plain
from motcua.core.yaml_files import read_yaml
from motcua.procedures.online_forms.schema import FaultySchema, Form, Group, Question, read_schema

TODAY = date(2026, 11, 23)
READY = sorted((Path(settings.ROOT) / "data" / "online_forms").glob("*.yaml"))


def question(key: str, **facts: Any) -> dict[str, Any]:
    """A question whose label is its key unless told otherwise."""
    return {"key": key, "label": key.replace("_", " ").capitalize(), **facts}


def group(key: str, *questions: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A page."""
    return {"key": key, "title": f"Trang {key}", "questions": list(questions), **facts}


def schema(*groups: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """A form of pages."""
    return {"title": "Tờ khai thử", "groups": list(groups), "declaration": {"title": "Tờ khai thử"}, **facts}


def small() -> dict[str, Any]:
    """Who asks, whether there is a child, the children."""
    return schema(
        group("who", question("name", kind="name"), question("born", kind="date", last="today")),
        group(
            "family",
            question("married", kind="yes_no"),
            question("spouse", kind="name", shown_when={"question": "married", "is": "yes"}),
            question(
                "why",
                kind="choice",
                choices=[{"value": "a", "label": "A"}, {"value": "b", "label": "B"}],
            ),
        ),
        group(
            "children",
            question("child", kind="name"),
            question(
                "sex", kind="choice", choices=[{"value": "m", "label": "Nam"}, {"value": "f", "label": "Nữ"}]
            ),
            question("school", required=False, shown_when={"question": "sex", "is": "f"}),
            shown_when={"question": "married", "is": "yes"},
            repeat={"least": 1, "most": 3, "row": "Người con"},
        ),
    )


def faults(data: Any) -> str:
    """Everything a reader finds wrong, in one text; "" for a good form."""
    try:
        read_schema(data)
    except FaultySchema as faulty:
        return "\n".join(faulty.faults)
    return ""


def ready(code: str) -> dict[str, Any]:
    """The schema of a ready form."""
    data = read_yaml(next(path for path in READY if path.stem == code))
    made: dict[str, Any] = plain(data["form"])
    return made


def asked(form: Form, key: str) -> Question:
    """The question of that key, which the form has."""
    found = form.question(key)
    assert found is not None
    return found


def page_of(form: Form, key: str) -> Group:
    """The page of that key, which the form has."""
    found = form.group(key)
    assert found is not None
    return found
