"""Addresses of what staff do with payments from afar, each with the roles that open it."""

from django.urls import path

from motcua.web.staff import online_orders, reconciling, refunds
from motcua.web.staff.doors import COLLECTING, KEEPING, RECONCILING, REFUNDING, door

app_name = "paying"
urlpatterns = [
    path("ho-so/<str:code>/phi/lenh/", door(online_orders.orders, COLLECTING), name="orders"),
    path("thu-truc-tuyen/", door(reconciling.report, KEEPING), name="report"),
    path("thu-truc-tuyen/tai.<str:kind>", door(reconciling.report_file, KEEPING), name="report_file"),
    path("thu-truc-tuyen/doi-soat/", door(reconciling.statements, RECONCILING), name="statements"),
    path("thu-truc-tuyen/doi-soat/<int:line_id>/", door(reconciling.decide_line, RECONCILING), name="line"),
    path("thu-truc-tuyen/hoan/", door(refunds.requests, REFUNDING), name="refunds"),
    path("thu-truc-tuyen/hoan/de-nghi/<int:entry_id>/", door(refunds.ask, REFUNDING), name="ask_refund"),
    path("thu-truc-tuyen/hoan/<int:request_id>/", door(refunds.request_page, REFUNDING), name="refund"),
]
