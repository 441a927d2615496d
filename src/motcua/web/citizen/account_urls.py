"""Addresses of sign-in and of a citizen's own account."""

from django.urls import URLPattern, path

from motcua.web.citizen import (
    account,
    acting,
    demonstration,
    my_booking,
    my_dossiers,
    passkeys,
    provider_sign_in,
    receiving,
    sign_in,
    store,
)

urlpatterns: list[URLPattern] = [
    path("dang-nhap/", sign_in.sign_in, name="citizen_sign_in"),
    path("dang-nhap/nhap-ma/", sign_in.code, name="citizen_code"),
    path("dang-nhap/khoa/", passkeys.sign_in, name="citizen_passkey"),
    path("dang-nhap/dinh-danh/", provider_sign_in.begin, name="citizen_provider"),
    path("dang-nhap/dinh-danh/tro-ve/", provider_sign_in.come_back, name="citizen_provider_back"),
    path("dang-nhap/nang-muc/", sign_in.step_up, name="citizen_step_up"),
    path("dang-nhap/minh-hoa/", demonstration.come_in_as, name="citizen_demonstration"),
    path("dang-xuat/", sign_in.sign_out, name="citizen_sign_out"),
    path("tai-khoan/", account.account, name="citizen_account"),
    path("tai-khoan/gop/", account.join, name="citizen_join"),
    path("tai-khoan/bao-mat/", account.security, name="citizen_security"),
    path("tai-khoan/bao-mat/khoa/", passkeys.add, name="citizen_passkey_add"),
    path("tai-khoan/bao-mat/lien-he/", sign_in.add, name="citizen_add_contact"),
    path("tai-khoan/bao-mat/cach/<int:identity_id>/bo/", account.drop_way, name="citizen_drop_way"),
    path("tai-khoan/bao-mat/phien/<int:stay>/ket-thuc/", account.end_stay, name="citizen_end_stay"),
    path("tai-khoan/bao-mat/phien/ket-thuc-khac/", account.end_others, name="citizen_end_others"),
    path("tai-khoan/ho-so/", my_dossiers.my_dossiers, name="my_dossiers"),
    path("tai-khoan/ho-so/<str:number>/", my_dossiers.my_dossier, name="my_dossier"),
    path("tai-khoan/ho-so/<str:number>/nhan-ket-qua/", receiving.my_receive, name="my_receive"),
    path("tai-khoan/ho-so/<str:number>/phieu/<str:form>.pdf", my_dossiers.my_slip, name="my_slip"),
    path("tai-khoan/lich-hen/", my_booking.my_bookings, name="my_bookings"),
    path("tai-khoan/thong-bao/", my_dossiers.my_notices, name="my_notices"),
    path("tai-khoan/giay-to/", store.papers, name="store"),
    path("tai-khoan/giay-to/<int:paper_id>/", store.paper, name="stored_paper"),
    path("tai-khoan/giay-to/<int:paper_id>/mo/", store.open_paper, name="open_paper"),
    path("tai-khoan/giay-to/<int:paper_id>/da-nhan/", store.confirm_paper, name="confirm_paper"),
    path("tai-khoan/lam-thay/", acting.acting, name="citizen_acting"),
    path("tai-khoan/lam-thay/chon/", acting.act_for, name="citizen_act_for"),
]
