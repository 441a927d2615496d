"""Addresses under /tham-gia/: festival days, surveys and contests that anybody may take part in."""

from django.urls import path

from motcua.web.citizen import answering, taking_part

urlpatterns = [
    path("", taking_part.overview, name="taking_part"),
    path("su-kien/<int:event_id>/", taking_part.event, name="public_event"),
    path("khao-sat/<int:row_id>/", answering.survey, name="survey"),
    path("khao-sat/cam-on/", answering.thanks, name="survey_thanks"),
    path("cuoc-thi/<int:row_id>/", answering.contest, name="contest"),
]
