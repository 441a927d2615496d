"""Addresses of payments from afar."""

from django.urls import URLPattern, path

from motcua.web.citizen import paying

urlpatterns: list[URLPattern] = [
    path("<str:reference>/", paying.order_page, name="pay_order"),
    path("<str:reference>/ma.png", paying.code_picture, name="pay_code"),
    path("<str:reference>/cong/", paying.to_gateway, name="pay_gateway"),
]
