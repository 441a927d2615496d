"""Addresses of the hall's figures, each with the roles that open it."""

from django.urls import path

from motcua.organisation.terms import Role
from motcua.web.staff import hall_planning, hall_report, hall_travel
from motcua.web.staff.doors import door

app_name = "hall_report"
# Heads, who controls procedures, who inspects.
READING = frozenset({Role.LEAD, Role.CONTROL, Role.INSPECT})
urlpatterns = [
    path("bao-cao/", door(hall_report.report, READING), name="report"),
    path("bao-cao/tai.<str:kind>", door(hall_report.report_as_file, READING), name="file"),
    path("bao-cao/danh-sach/", door(hall_report.behind, READING), name="list"),
    path("bao-cao/luot.<str:kind>", door(hall_report.raw_times, READING), name="raw"),
    path("bao-cao/di-lai/", door(hall_travel.travel, READING), name="travel"),
    path("bao-cao/di-lai/danh-sach/", door(hall_travel.travel_list, READING), name="travel_list"),
    path("ke-hoach/", door(hall_planning.plan_page, READING), name="plan"),
]
