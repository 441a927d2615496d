"""Addresses of the 4-tại-chỗ programme under /can-bo/kiem-soat/4-tai-cho/, each with the roles that open it."""

from django.urls import path

from motcua.web.on_the_spot import pages
from motcua.web.on_the_spot.kinds import KEEPING, READING
from motcua.web.staff.doors import door

app_name = "on_the_spot"
urlpatterns = [
    path("", door(pages.overview, READING), name="overview"),
    path("ho-so/", door(pages.dossiers, READING), name="dossiers"),
    path("che-do/huy/<int:entry>/", door(pages.cancel, KEEPING), name="cancel"),
    path("<slug:slug>/", door(pages.sheet, READING), name="sheet"),
    path("<slug:slug>/tai.<str:kind>", door(pages.sheet_file, READING), name="file"),
]
