"""Addresses that belong to no audience: the language switch and the page that shows every component."""

from django.conf import settings
from django.urls import URLPattern, path

from motcua.web.shared.language import choose_language
from motcua.web.shared.style_page import style_page

urlpatterns: list[URLPattern] = [path("ngon-ngu/<str:code>/", choose_language, name="choose_language")]
if not settings.PRODUCTION:
    urlpatterns.append(path("can-bo/mau-giao-dien/", style_page, name="style_page"))
