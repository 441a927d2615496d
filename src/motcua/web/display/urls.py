"""Addresses of the screens in the hall."""

from django.urls import URLPattern, path

from motcua.web.display import hall_views, views

urlpatterns: list[URLPattern] = [
    path("man-hinh/", views.screen, name="screen"),
    path("man-hinh/sanh/", hall_views.halls, name="halls"),
    path("man-hinh/sanh/<int:desk_id>/", hall_views.hall, name="hall_screen"),
    path("man-hinh/sanh/<int:desk_id>/hien-tai/", hall_views.hall_now, name="hall_now"),
    path("man-hinh/loi-goi/<str:code>/<int:counter>.wav", hall_views.spoken_call, name="spoken_call"),
    path("man-hinh/phim/<str:folder>/<str:name>", hall_views.film, name="hall_film"),
    path("man-hinh/<str:unit_id>/", views.screen, name="unit_screen"),
]
