"""Addresses of staff pages, all under /can-bo/, each with the roles that open it."""

from django.urls import path

from motcua.web.staff import (
    control,
    dossier,
    home,
    intakes,
    lists,
    received,
    reception,
    sign_in,
    slips,
    trays,
)
from motcua.web.staff.doors import EVERYBODY, RECEIVING, door

app_name = "staff"
urlpatterns = [
    path("", door(home.home, EVERYBODY), name="home"),
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/minh-hoa/", sign_in.sign_in_as, name="sign_in_as"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("don-vi/", door(sign_in.choose_unit, EVERYBODY), name="choose_unit"),
    path("tiep-nhan/", door(reception.choose, RECEIVING), name="choose"),
    path("tiep-nhan/<str:code>/", door(reception.receive_here, RECEIVING), name="receive"),
    path("hang-loat/", door(trays.tray), name="tray"),
    path("phieu/<str:number>/", door(intakes.intake), name="intake"),
    path("ho-so/<str:code>/", door(dossier.dossier), name="dossier"),
    path("ho-so/<str:code>/da-tiep-nhan/", door(received.received), name="received"),
    path("ho-so/<str:code>/viec/<str:act_code>/", door(dossier.act), name="act"),
    path("in/<str:number>/<str:form>.pdf", door(slips.pdf), name="slip_pdf"),
    path("in/<str:number>/<str:form>/", door(slips.page), name="slip"),
    path("kiem-soat/", door(control.overview, EVERYBODY), name="control"),
    path("kiem-soat/<str:code>/", door(control.procedure, EVERYBODY), name="control_procedure"),
    path("<slug:slug>/", door(lists.shelf), name="list"),
]
