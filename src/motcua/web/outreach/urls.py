"""Addresses of outreach under /can-bo/hoat-dong/, each with the roles that open it."""

from django.urls import path

from motcua.outreach import policies
from motcua.web.outreach import asking, events, figures, initiatives, questions
from motcua.web.staff.doors import WORKING, door

READING, KEEPING = frozenset(policies.READING), frozenset(policies.KEEPING)
ANSWERING, PROPOSING = frozenset(policies.ANSWERING), frozenset(policies.PROPOSING)

app_name = "outreach"
urlpatterns = [
    path("", door(events.listed, READING), name="events"),
    path("them/", door(events.plan, KEEPING), name="plan"),
    path("so-lieu/", door(figures.figures, READING), name="figures"),
    path("so-lieu/tai.<str:kind>", door(figures.figures_file, READING), name="figures_file"),
    path("<int:event_id>/", door(events.event, READING), name="event"),
    path("<int:event_id>/ngay/<int:day_id>/", door(events.outcome, KEEPING), name="outcome"),
    path("<int:event_id>/minh-chung/<int:outcome_id>/", door(events.evidence, READING), name="evidence"),
    path("<int:event_id>/bao-cao/", door(events.report, KEEPING), name="report"),
    path("<int:event_id>/bao-cao/<int:report_id>/", door(events.report_file, READING), name="report_file"),
    path("<int:event_id>/cau-hoi/", door(questions.ask, KEEPING), name="ask"),
    path("cau-hoi/", door(questions.listed, READING), name="questions"),
    path("cau-hoi/<int:question_id>/", door(questions.answer, ANSWERING), name="answer"),
    path("sang-kien/", door(initiatives.listed, WORKING), name="initiatives"),
    path("sang-kien/them/", door(initiatives.propose, PROPOSING), name="propose"),
    path("sang-kien/<int:initiative_id>/", door(initiatives.initiative, WORKING), name="initiative"),
    path("phieu/", door(asking.listed, READING), name="questionnaires"),
    path("phieu/them/", door(asking.draft, KEEPING), name="draft"),
    path("phieu/<int:row_id>/", door(asking.questionnaire, READING), name="questionnaire"),
    path("phieu/<int:row_id>/viec/<slug:act>/", door(asking.act, KEEPING), name="asking_act"),
]
