"""Addresses of filing online."""

from django.urls import URLPattern, path

from motcua.web.citizen.online import (
    answering,
    begin,
    cards,
    drafts_page,
    own_device,
    papers,
    sending,
    supplementing,
)

urlpatterns: list[URLPattern] = [
    path("manifest.webmanifest", own_device.manifest, name="manifest"),
    path("sw.js", own_device.worker, name="worker"),
    path("nop-ho-so/bat-dau/", own_device.begin, name="file_begin"),
    path("nop-ho-so/mat-mang/", own_device.offline, name="file_offline"),
    path("nop-ho-so/soan-tiep/", begin.resume, name="file_resume"),
    path("nop-ho-so/bien-nhan/<str:number>/", sending.receipt, name="file_receipt"),
    path("nop-ho-so/bien-nhan/<str:number>/bien-nhan.pdf", sending.receipt_file, name="file_receipt_pdf"),
    path("nop-ho-so/bien-nhan/<str:number>/to-khai.pdf", sending.filed_declaration, name="filed_declaration"),
    path("nop-ho-so/<str:code>/", begin.start, name="file_start"),
    path("nop-ho-so/<str:code>/don-vi/", begin.place, name="file_place"),
    path("nop-ho-so/<str:code>/nguoi-nop/", begin.who, name="file_who"),
    path("nop-ho-so/<str:code>/bo/", begin.give_up, name="file_discard"),
    path("nop-ho-so/<str:code>/the-can-cuoc/", cards.read_card, name="file_card"),
    path("nop-ho-so/<str:code>/khai/<slug:group>/", answering.page, name="file_page"),
    path("nop-ho-so/<str:code>/khai/<slug:group>/<int:row>/", answering.page, name="file_row"),
    path("nop-ho-so/<str:code>/khai/<slug:group>/<int:row>/bo/", answering.drop_row, name="file_drop_row"),
    path("nop-ho-so/<str:code>/hai-ban/<slug:group>/", answering.rival, name="file_rival"),
    path("nop-ho-so/<str:code>/giay-to/", papers.papers, name="file_papers"),
    path("nop-ho-so/<str:code>/giay-to/<slug:component>/", papers.paper, name="file_paper"),
    path("nop-ho-so/<str:code>/giay-to/<slug:component>/phan/", papers.part, name="file_part"),
    path("nop-ho-so/<str:code>/nhan-ket-qua/", sending.wishes, name="file_wishes"),
    path("nop-ho-so/<str:code>/xem-lai/", sending.check, name="file_check"),
    path("nop-ho-so/<str:code>/to-khai.pdf", sending.printed, name="file_printed"),
    path("tai-khoan/dang-soan/", drafts_page.drafts, name="own_drafts"),
    path("tai-khoan/ho-so/<str:number>/bo-sung/", supplementing.own, name="own_supplement"),
    path("tra-cuu/bo-sung/", supplementing.by_secret, name="tracked_supplement"),
]
