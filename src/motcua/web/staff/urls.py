"""Addresses of staff pages, all under /can-bo/."""

from django.urls import path

from motcua.web.staff import control, dossier, home, intakes, lists, reception, sign_in, slips

app_name = "staff"
urlpatterns = [
    path("", home.home, name="home"),
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/minh-hoa/", sign_in.sign_in_as, name="sign_in_as"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("don-vi/", sign_in.choose_unit, name="choose_unit"),
    path("tiep-nhan/", reception.choose, name="choose"),
    path("tiep-nhan/<str:code>/", reception.receive_here, name="receive"),
    path("hang-loat/", lists.tray, name="tray"),
    path("phieu/<str:number>/", intakes.intake, name="intake"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/viec/<str:act_code>/", dossier.act, name="act"),
    path("in/<str:number>/<str:form>.pdf", slips.pdf, name="slip_pdf"),
    path("in/<str:number>/<str:form>/", slips.page, name="slip"),
    path("kiem-soat/", control.overview, name="control"),
    path("kiem-soat/<str:code>/", control.procedure, name="control_procedure"),
    path("<slug:slug>/", lists.shelf, name="list"),
]
