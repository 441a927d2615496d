"""Addresses of the kiosk; each machine has those of its own desk."""

from django.urls import URLPattern, path

from motcua.web.kiosk import arriving, finding, offline, rating, setting_up, start, tickets

urlpatterns: list[URLPattern] = [
    path("", setting_up.machine, name="kiosk"),
    path("thu/<int:desk_id>/", setting_up.try_out, name="kiosk_try"),
    path("thoat/", setting_up.leave, name="kiosk_leave"),
    path("<int:desk_id>/", start.start, name="kiosk_start"),
    path("<int:desk_id>/xong/", start.finish, name="kiosk_finish"),
    path("<int:desk_id>/di/<slug:where>/", start.go, name="kiosk_go"),
    path("<int:desk_id>/tim/", finding.search, name="kiosk_search"),
    path("<int:desk_id>/su-kien/<slug:slug>/", finding.event, name="kiosk_event"),
    path("<int:desk_id>/thu-tuc/<str:code>/", finding.procedure, name="kiosk_procedure"),
    path("<int:desk_id>/lay-so/", tickets.take, name="kiosk_ticket"),
    path("<int:desk_id>/lich-hen/", arriving.arrived, name="kiosk_appointment"),
    path("<int:desk_id>/so/<str:public_id>/", tickets.slip, name="kiosk_slip"),
    path("<int:desk_id>/danh-gia/", rating.ask, name="kiosk_rating"),
    path("<int:desk_id>/danh-gia/cam-on/", rating.thanks, name="kiosk_thanks"),
    path("<int:desk_id>/danh-gia/<str:code>/", rating.faces, name="kiosk_rate"),
    path("<int:desk_id>/tinh-trang/", offline.state, name="kiosk_state"),
    path("<int:desk_id>/mat-mang/", offline.page, name="kiosk_offline"),
    path("<int:desk_id>/hop-nhat/", offline.merge, name="kiosk_merge"),
    path("<int:desk_id>/sw.js", offline.worker, name="kiosk_worker"),
]
