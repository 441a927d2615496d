"""On which schema does an editor work, and how is a change kept? The draft, else the newest version."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from config import clock
from motcua.core.moments import local_day
from motcua.core.refusals import Refusal, Refused
from motcua.procedures.models import FormVersion, Procedure
from motcua.procedures.online_forms.actions import write_form
from motcua.procedures.online_forms.editing import NEW
from motcua.procedures.online_forms.queries import versions_of_form
from motcua.procedures.online_forms.schema import Form, read_schema
from motcua.procedures.queries import version_on, versions_of
from motcua.web.staff.requests import StaffRequest

Change = Callable[[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Work:
    """The form of a procedure as it is being written; `version` is None before the first."""

    code: str
    name: str
    version: FormVersion | None

    @property
    def schema(self) -> Mapping[str, Any]:
        """The schema that a change begins from."""
        return self.version.schema if self.version else {**NEW, "title": self.name}

    @property
    def seen(self) -> str:
        """The digest of that schema, for the act to know that nothing came between."""
        return self.version.digest if self.version else ""

    @cached_property
    def form(self) -> Form:
        """The same, read once."""
        data = self.schema
        return read_schema({**data, "declaration": {"title": data["title"], **data["declaration"]}})


def work_on(code: str) -> Work:
    """The draft of a procedure's form, else its newest version; 404 without such a procedure."""
    if not Procedure.objects.filter(code=code).exists():
        raise Http404
    version = version_on(code, local_day(clock.now())) or versions_of(code).last()
    return Work(code, version.name if version else code, versions_of_form(code).first())


def keep(request: StaffRequest, work: Work, change: Change, said: str) -> Refusal | None:
    """Write the changed schema as the draft; a refusal where it may not be kept."""
    try:
        write_form(
            code=work.code,
            schema=change(work.schema),
            said=said,
            seen=request.POST.get("seen", work.seen),
            actor=request.actor,
            at=clock.now(),
        )
    except Refused as refused:
        return refused.refusal
    return None
