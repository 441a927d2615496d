"""The address space for people: one list per audience, in Vietnamese."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.web.shared.urls")),
    path("", include("motcua.web.citizen.urls")),
    path("", include("motcua.web.citizen.online.urls")),
    path("", include("motcua.web.citizen.account_urls")),
    path("", include("motcua.web.display.urls")),
    path("kiot/", include("motcua.web.kiosk.urls")),
    path("danh-gia/", include("motcua.web.citizen.rating_urls")),
    path("tham-gia/", include("motcua.web.citizen.taking_part_urls")),
    path("tai-khoan/du-lieu/", include("motcua.web.citizen.my_data_urls")),
    path("thanh-toan/", include("motcua.web.citizen.paying_urls")),
    path("can-bo/quan-tri/", include("motcua.web.admin.urls")),
    path("can-bo/tai-khoan/", include("motcua.web.admin.account_urls")),
    path("can-bo/kiem-soat/4-tai-cho/", include("motcua.web.on_the_spot.urls")),
    path("can-bo/chuong-trinh/", include("motcua.web.programmes.urls")),
    path("can-bo/kiem-soat/dang-ky/", include("motcua.web.registrations.urls")),
    path("can-bo/ket-qua-chuong-trinh/", include("motcua.web.campaign.urls")),
    path("can-bo/kiem-soat/mau-truc-tuyen/", include("motcua.web.online_forms.urls")),
    path("can-bo/truyen-thong/", include("motcua.web.communication.urls")),
    path("can-bo/hoat-dong/", include("motcua.web.outreach.urls")),
    path("can-bo/thi-dua/", include("motcua.web.evaluation.urls")),
    path("can-bo/sanh/", include("motcua.web.staff.hall_figure_urls")),
    path("can-bo/bao-cao/", include("motcua.web.issuing.urls")),
    path("can-bo/", include("motcua.web.on_the_spot.exchange_urls")),
    path("can-bo/", include("motcua.web.staff.rating_urls")),
    path("can-bo/du-lieu-ca-nhan/", include("motcua.web.staff.rights_urls")),
    path("can-bo/sanh/", include("motcua.web.staff.hall.urls")),
    path("can-bo/", include("motcua.web.staff.paying_urls")),
    path("can-bo/", include("motcua.web.staff.urls")),
]
