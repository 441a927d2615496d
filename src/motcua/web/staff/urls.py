"""Addresses of staff pages, all under /can-bo/, each with the roles that open it."""

from django.urls import path

from motcua.web.staff import (
    books,
    control,
    dossier,
    fees,
    groups,
    home,
    intakes,
    lists,
    province_fees,
    received,
    reception,
    registers,
    sign_in,
    slips,
    trays,
)
from motcua.web.staff.doors import COLLECTING, CONTROLLING, EVERYBODY, KEEPING, RECEIVING, door

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
    path("ho-so/<str:code>/phi/", door(fees.till, COLLECTING), name="till"),
    path("ho-so/<str:code>/phi/<int:entry_id>/hoan/", door(fees.give_back, COLLECTING), name="give_back"),
    path("so-quy/", door(fees.drawer, COLLECTING), name="drawer"),
    path("so-quy/can-hoan/", door(fees.due_back, COLLECTING), name="due_back"),
    path("muc-thu/", door(province_fees.amounts, CONTROLLING), name="amounts"),
    path("so-chung-thuc/", door(books.books, KEEPING), name="books"),
    path("so-chung-thuc/in.pdf", door(books.book_pdf, KEEPING), name="book_pdf"),
    path("so-chung-thuc/khoa/", door(books.close, KEEPING), name="close_book"),
    path("so-theo-doi/", door(registers.register, KEEPING), name="register"),
    path("so-theo-doi/tai.<str:kind>", door(registers.register_file, KEEPING), name="register_file"),
    path("trinh-ky.pdf", door(registers.tray_pdf, KEEPING), name="tray_pdf"),
    path("ban-giao/", door(registers.shift, KEEPING), name="shift"),
    path("ban-giao/in.pdf", door(registers.shift_pdf, KEEPING), name="shift_pdf"),
    path("danh-sach/mau.xlsx", door(groups.template, RECEIVING), name="group_template"),
    path("danh-sach/<int:group_id>.pdf", door(groups.slip, RECEIVING), name="group_slip"),
    path("danh-sach/<str:code>/", door(groups.receive_list, RECEIVING), name="group"),
    path("<slug:slug>/", door(lists.shelf), name="list"),
]
