"""Addresses of documents between agencies under /can-bo/, each with the roles that open it."""

from django.urls import path

from motcua.participation.policies import SENDING, TAKING
from motcua.web.on_the_spot import exchange
from motcua.web.staff.doors import door

app_name = "exchange"
urlpatterns = [
    path("ho-so/<str:code>/gui-tai-lieu/", door(exchange.send, frozenset(SENDING)), name="send"),
    path("tai-lieu-den/", door(exchange.inbox, frozenset(TAKING)), name="inbox"),
    path(
        "tai-lieu-den/<int:sent_id>/<int:number>/",
        door(exchange.sent_copy, frozenset(TAKING)),
        name="sent_copy",
    ),
]
