"""Addresses of one's own account under /can-bo/tai-khoan/, open to everybody who signs in."""

from django.urls import path

from motcua.web.admin import account, second_factor
from motcua.web.staff.doors import EVERYBODY, door

app_name = "account"
urlpatterns = [
    path("", door(account.sessions, EVERYBODY), name="sessions"),
    path("phien/<int:sign_in>/ket-thuc/", door(account.end_one, EVERYBODY), name="end_one"),
    path("phien/ket-thuc-khac/", door(account.end_others, EVERYBODY), name="end_others"),
    path("xac-thuc/", door(second_factor.factors, EVERYBODY), name="factors"),
    path("xac-thuc/khoa/", door(second_factor.add_passkey, EVERYBODY), name="add_passkey"),
    path("xac-thuc/ma-du-phong/", door(second_factor.recovery, EVERYBODY), name="recovery_codes"),
    path("xac-thuc/may/", door(second_factor.revoke, EVERYBODY), name="revoke_devices"),
    path("xac-thuc/<int:factor_id>/bo/", door(second_factor.drop, EVERYBODY), name="drop_factor"),
    path("mat-khau/", door(account.password, EVERYBODY), name="password"),
]
