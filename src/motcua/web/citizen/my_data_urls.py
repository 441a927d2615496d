"""Addresses of what a person may ask of their own data."""

from django.urls import URLPattern, path

from motcua.web.citizen import my_data, my_data_acts

urlpatterns: list[URLPattern] = [
    path("", my_data.my_data, name="my_data"),
    path("ai-da-xem/", my_data.viewers, name="my_data_viewers"),
    path("dong-y/", my_data_acts.consents, name="my_consents"),
    path("yeu-cau/", my_data_acts.requests, name="my_requests"),
    path("tai-ve/", my_data_acts.export, name="my_export"),
    path("tai-ve/<str:key>.zip", my_data_acts.export_file, name="my_export_file"),
    path("xoa/", my_data_acts.remove, name="my_removal"),
]
