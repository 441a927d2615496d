"""Addresses of the screens in the hall."""

from django.urls import URLPattern, path

from motcua.web.display import views

urlpatterns: list[URLPattern] = [
    path("man-hinh/", views.screen, name="screen"),
    path("man-hinh/<str:unit_id>/", views.screen, name="unit_screen"),
]
