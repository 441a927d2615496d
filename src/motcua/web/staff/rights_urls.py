"""Addresses of requests about personal data and of the register of leaks, each with the roles that open it."""

from django.urls import path

from motcua.personal_data.policies import ANSWERING, KEEPING_BREACHES
from motcua.web.staff import breaches, rights
from motcua.web.staff.doors import door

app_name = "rights"
_ANSWERING, _BREACHES = frozenset(ANSWERING), frozenset(KEEPING_BREACHES)
urlpatterns = [
    path("", door(rights.waiting, _ANSWERING), name="waiting"),
    path("su-co/", door(breaches.register, _BREACHES), name="breaches"),
    path("su-co/<str:number>.xlsx", door(breaches.list_file, _BREACHES), name="breach_list"),
    path("<str:number>/", door(rights.one, _ANSWERING), name="one"),
]
