"""Addresses of the hall, all under /can-bo/sanh/, each with the roles that open it."""

from django.urls import path

from motcua.queueing.policies import SERVING
from motcua.web.staff.doors import door
from motcua.web.staff.hall import board, counter, frame, tickets

app_name = "hall"
urlpatterns = [
    path("", door(counter.counter, frozenset(SERVING)), name="counter"),
    path("cap-so/", door(tickets.issue_here, frame.IN_HALL), name="issue"),
    path("so/<str:public_id>/", door(tickets.ticket, frame.IN_HALL | frame.BOARD), name="ticket"),
    path("so/<str:public_id>/phieu/", door(tickets.slip, frame.IN_HALL), name="slip"),
    path("theo-doi/", door(board.board, frame.BOARD), name="board"),
    path("bao-khan/dang-co/", door(frame.alarms, frame.IN_HALL | frame.BOARD), name="alarms"),
    path("bao-khan/", door(frame.ask_for_help, frame.IN_HALL), name="help"),
    path("bao-khan/<int:call_id>/", door(frame.answer, frame.IN_HALL), name="alarm"),
]
