"""Addresses of ratings under /can-bo/thi-dua/, each with the roles that open it."""

from django.urls import path

from motcua.evaluation import policies
from motcua.web.evaluation import decisions, objections, pages, through_time
from motcua.web.staff.doors import door

app_name = "evaluation"
READING = frozenset(policies.READING)
DECIDING = frozenset(policies.DECIDING)
OWN = policies.OWN
urlpatterns = [
    path("", door(pages.units, READING), name="units"),
    path("don-vi/", door(pages.unit, READING), name="unit"),
    path("can-bo/", door(pages.officials, READING), name="officials"),
    path("can-bo/mot-nguoi/", door(pages.official, READING), name="official"),
    path("toi/", door(pages.own, OWN), name="own"),
    path("danh-sach/", door(pages.behind, OWN), name="list"),
    path("y-kien/", door(objections.objections, OWN), name="objections"),
    path("y-kien/gui/", door(objections.send, OWN), name="object"),
    path("y-kien/<int:objection_id>/", door(objections.objection, OWN), name="objection"),
    path("tieu-chi/", door(decisions.criteria, OWN), name="criteria"),
    path("tieu-chi/ghi/", door(decisions.decide, DECIDING), name="decide"),
    path("dot/", door(decisions.drives, OWN), name="drives"),
    path("dot/phat-dong/", door(decisions.start, DECIDING), name="start"),
    path("dot/<int:drive_id>/", door(decisions.drive, OWN), name="drive"),
    path("khen-thuong/", door(decisions.rewards, OWN), name="rewards"),
    path(
        "khen-thuong/<int:entry>/huy/",
        door(decisions.cancel, DECIDING),
        {"kind": "reward"},
        name="cancel_reward",
    ),
    path("ky-luat/", door(decisions.findings, READING), name="findings"),
    path(
        "ky-luat/<int:entry>/huy/",
        door(decisions.cancel, READING),
        {"kind": "finding"},
        name="cancel_finding",
    ),
    path("xu-huong/", door(through_time.trend, READING), name="trend"),
    path("nam/", door(through_time.year, READING), name="year"),
    path("nam/tai.<str:kind>", door(through_time.year_file, READING), name="year_file"),
]
