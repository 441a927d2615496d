"""Addresses of the public pages."""

from django.urls import URLPattern, path

from motcua.web.citizen import (
    at_home,
    booking,
    daily_heads,
    due_now,
    events,
    hall,
    handouts,
    my_booking,
    on_the_spot,
    performance,
    pledges,
    procedure_list,
    procedures,
    programme_papers,
    programmes,
    receiving,
    start,
    topics,
    tracking,
    units,
    verifying,
)

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("thu-tuc/<str:code>/<slug:word>.pdf", handouts.handout, name="handout"),
    path("su-kien/<slug:slug>/", events.event, name="event"),
    path("thu-tuc/", procedure_list.procedure_list, name="procedures"),
    path("thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path(
        "thu-tuc/<str:code>/phien-ban/<int:number>/", procedures.procedure_version, name="procedure_version"
    ),
    path("ket-qua-phuc-vu/", performance.work_done, name="performance"),
    path("don-vi/", units.unit_list, name="units"),
    path("don-vi/<str:unit_id>/", units.unit, name="unit"),
    path("chuong-trinh/", programmes.programme_list, name="programmes"),
    path("chuong-trinh/<slug:slug>/", programmes.programme, name="programme"),
    path("chuong-trinh/<slug:slug>/cam-ket/", pledges.programme_pledges, name="programme_pledges"),
    path(
        "chuong-trinh/<slug:slug>/<slug:word>.pdf", programme_papers.programme_paper, name="programme_paper"
    ),
    path("gioi-thieu/", topics.topic_list, name="topics"),
    path("gioi-thieu/<slug:slug>/", topics.topic, name="topic"),
    path("4-tai-cho/", on_the_spot.on_the_spot_lists, name="on_the_spot_lists"),
    path("4-tai-cho/<slug:slug>/", on_the_spot.on_the_spot, name="on_the_spot"),
    path("nop-bay-gio/", due_now.due_now, name="due_now"),
    path("tra-cuu/", tracking.tracking, name="track"),
    path("tra-cuu/phieu/<str:number>/", tracking.tracked_slip, name="tracked_slip"),
    path("nhan-ket-qua/", receiving.receive, name="receive_result"),
    path("tai-nha/", at_home.home_units, name="home_units"),
    path("tai-nha/<str:unit_id>/", at_home.ask_unit, name="home_ask_unit"),
    path("lay-so/", hall.desks, name="take_number_units"),
    path("lay-so/<str:unit_id>/", hall.take, name="take_number"),
    path("so/<str:public_id>/", hall.my_number, name="my_number"),
    path("dat-lich/", my_booking.book_start, name="booking"),
    path("dat-lich/<str:unit_id>/", booking.book_at, name="book_at"),
    path("dat-lich/<str:unit_id>/cho/", booking.wait_at, name="wait_at"),
    path("xac-thuc/", verifying.check_form, name="check"),
    path("xac-thuc/dau-ngay/", daily_heads.head_list, name="daily_heads"),
    path("xac-thuc/dau-ngay/<str:day>.json", daily_heads.head_file, name="daily_head_file"),
    path("xac-thuc/<str:code>", verifying.check_result, name="check_result"),
]
