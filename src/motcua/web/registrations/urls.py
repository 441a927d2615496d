"""Addresses of what units do for a programme under /can-bo/kiem-soat/dang-ky/, each with the roles that open it."""

from django.urls import path

from motcua.web.registrations import lists, pages
from motcua.web.registrations.looking import KEEPING, READING
from motcua.web.staff.doors import door

app_name = "registrations"
urlpatterns = [
    path("", door(pages.overview, READING), name="overview"),
    path("thuong-tre/", door(lists.late_prone, READING), name="late_prone"),
    path("thuong-tre/tai.<str:kind>", door(lists.late_prone_file, READING), name="late_prone_file"),
    path("thuong-tre/ho-so/", door(lists.late_list, READING), name="late_dossiers"),
    path("ct/<slug:slug>/", door(pages.own, READING), name="own"),
    path("ct/<slug:slug>/ghi/<str:number>/", door(pages.register, KEEPING), name="register"),
    path("ct/<slug:slug>/them-thu-tuc/", door(pages.add_procedure, KEEPING), name="add_procedure"),
    path("ct/<slug:slug>/<slug:name>/", door(lists.table, READING), name="table"),
    path("ct/<slug:slug>/<slug:name>/tai.<str:kind>", door(lists.table_as_file, READING), name="file"),
    path("noi-dung/<int:registration_id>/", door(pages.registration, READING), name="registration"),
    path("noi-dung/<int:registration_id>/<slug:slug>/", door(pages.act, KEEPING), name="act"),
    path("noi-dung/<int:registration_id>/<slug:slug>/<int:item>/", door(pages.act, KEEPING), name="item_act"),
]
