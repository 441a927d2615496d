"""Addresses of the result report of programmes, each with the roles that open it."""

from django.urls import path

from motcua.organisation.terms import Role
from motcua.web.campaign import pages
from motcua.web.staff.doors import door

app_name = "campaign"
# Heads, who controls procedures, who inspects.
READING = frozenset({Role.LEAD, Role.CONTROL, Role.INSPECT})
urlpatterns = [
    path("", door(pages.campaign, READING), name="report"),
    path("tai.<str:kind>", door(pages.campaign_file, READING), name="file"),
    path("danh-sach/", door(pages.cell, READING), name="cell"),
]
