"""Where does a figure of a report open its dossiers, those of now? (R-271)"""

from functools import partial

from motcua.organisation.actors import Actor
from motcua.organisation.queries import units_under
from motcua.organisation.terms import Role
from motcua.reports.issue_rules import quarter_of
from motcua.reports.issue_terms import ReportKind
from motcua.reports.models import Report
from motcua.web.issuing.model_days import Asked
from motcua.web.issuing.showing import Opening, campaign_list, nothing_opens

# Who reads a report but not its dossiers (the signer) gets no links.
_OPENING = (Role.LEAD, Role.CONTROL, Role.INSPECT)


def opening_of(report: Report, actor: Actor) -> Opening:
    """The address for a key of this report, of its agency; nothing where that is not the reader's or below."""
    if not actor.has(*_OPENING) or report.unit_id not in units_under([actor.unit_id]):
        return nothing_opens
    if report.kind == ReportKind.CAMPAIGN:
        return partial(campaign_list, unit_id=report.unit_id)
    days = (report.first, report.last)
    asked = Asked(report.programme, days == quarter_of(report.first), *days)
    return partial(asked.list_of, unit_id=report.unit_id)
