"""Addresses of one's own account under /can-bo/tai-khoan/, open to everybody who signs in."""

from django.urls import path

from motcua.web.admin import account
from motcua.web.staff.doors import EVERYBODY, door

app_name = "account"
urlpatterns = [
    path("", door(account.sessions, EVERYBODY), name="sessions"),
    path("phien/<int:sign_in>/ket-thuc/", door(account.end_one, EVERYBODY), name="end_one"),
    path("phien/ket-thuc-khac/", door(account.end_others, EVERYBODY), name="end_others"),
    path("mat-khau/", door(account.password, EVERYBODY), name="password"),
]
