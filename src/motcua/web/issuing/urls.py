"""Addresses of reports, dates owed, model days and long lists, each with the roles that open it."""

from django.urls import path

from motcua.reports.issue_policies import DRAFTING, READING
from motcua.web.issuing import duties, long_lists, model_days, reports
from motcua.web.staff.doors import KEEPING, door

app_name = "issuing"
_READING, _DRAFTING = frozenset(READING), frozenset(DRAFTING)
urlpatterns = [
    path("", door(reports.reports, _READING), name="reports"),
    path("lap/", door(reports.draft, _DRAFTING), name="draft"),
    path("<int:report_id>/", door(reports.report, _READING), name="report"),
    path("<int:report_id>/tai.<str:kind>", door(reports.file, _READING), name="file"),
    path("han/", door(duties.duties, _READING), name="duties"),
    path("mo-hinh/", door(model_days.model_days, KEEPING), name="model_days"),
    path("mo-hinh/tai.<str:kind>", door(model_days.model_days_file, KEEPING), name="model_days_file"),
    path("mo-hinh/danh-sach/", door(model_days.model_days_list, KEEPING), name="model_days_list"),
    path("danh-sach-lon/", door(long_lists.long_lists, _DRAFTING), name="long_lists"),
    path(
        "danh-sach-lon/<int:export_id>.xlsx",
        door(long_lists.long_list_file, _DRAFTING),
        name="long_list_file",
    ),
]
