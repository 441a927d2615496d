"""Where does a figure of a report open its dossiers, those of now? (R-271)"""

from urllib.parse import urlencode

from django.urls import reverse

from motcua.reports.issue_rules import month_of, quarter_of
from motcua.reports.issue_terms import ReportKind
from motcua.reports.models import Report
from motcua.web.issuing.showing import Opening, nothing_opens


def opening_of(report: Report) -> Opening:
    """The address for a key of this report; a model day has lists for whole months and quarters."""
    if report.kind == ReportKind.CAMPAIGN:
        return _of_campaign
    days = (report.first, report.last)
    if days not in (month_of(report.first), quarter_of(report.first)):
        return nothing_opens
    said = {"chuong-trinh": report.programme, "ngay": report.first.isoformat()}
    if days == quarter_of(report.first):
        said["ky"] = "quy"

    def of_model_day(key: str) -> str:
        return f"{reverse('issuing:model_days_list')}?{urlencode(said | {'o': key})}"

    return of_model_day


def _of_campaign(key: str) -> str:
    return f"{reverse('campaign:cell')}?{urlencode({'o': key})}"
