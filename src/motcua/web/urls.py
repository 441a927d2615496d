"""The address space for people: one list per audience, in Vietnamese."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
