"""Addresses of the rating of a slip; the code on paper leads to the last."""

from django.urls import URLPattern, path

from motcua.web.citizen import rating

urlpatterns: list[URLPattern] = [
    path("", rating.ask_code, name="rating"),
    path("cam-on/", rating.thanks, name="rating_thanks"),
    path("<str:code>/", rating.rate_slip, name="rate_slip"),
]
