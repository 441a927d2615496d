"""Addresses of administration under /can-bo/quan-tri/, each with the roles that open it."""

from django.urls import path

from motcua.web.admin import journal_search, overview, people, register_views, reviews, second_factor, units
from motcua.web.admin.opening import ADMIN, ADMIN_OR_LEAD, JOURNAL_READERS
from motcua.web.staff.doors import door

app_name = "admin"
urlpatterns = [
    path("", door(overview.overview, ADMIN_OR_LEAD), name="overview"),
    path("don-vi/", door(units.unit_list, ADMIN), name="units"),
    path("don-vi/<str:unit_id>/", door(units.unit, ADMIN), name="unit"),
    path("don-vi/<str:unit_id>/ket-thuc/", door(units.end, ADMIN), name="unit_end"),
    path("don-vi/<str:unit_id>/<slug:slug>/", door(register_views.show, ADMIN_OR_LEAD), name="register"),
    path(
        "don-vi/<str:unit_id>/<slug:slug>/<int:row>/ket-thuc/",
        door(register_views.end, ADMIN_OR_LEAD),
        name="register_end",
    ),
    path("nguoi/", door(people.person_list, ADMIN), name="people"),
    path("nguoi/moi/", door(people.add, ADMIN), name="person_add"),
    path("nguoi/<int:person_id>/", door(people.person, ADMIN), name="person"),
    path("nguoi/<int:person_id>/mat-khau/", door(people.one_time_password, ADMIN), name="one_time_password"),
    path("nguoi/<int:person_id>/khoa/", door(people.close, ADMIN), name="close_account"),
    path("nguoi/<int:person_id>/mo-lai/", door(people.reopen, ADMIN), name="reopen_account"),
    path("nguoi/<int:person_id>/xac-thuc/", door(second_factor.reset, ADMIN_OR_LEAD), name="factor_reset"),
    path("xac-thuc-hai-buoc/", door(second_factor.needs, ADMIN), name="factor_needs"),
    path("ra-soat/", door(reviews.review_list, ADMIN), name="reviews"),
    path("ra-soat/danh-sach.csv", door(reviews.review_csv, ADMIN), name="review_csv"),
    path("ra-soat/<int:person_id>/", door(reviews.review, ADMIN), name="review"),
    path("nhat-ky/", door(journal_search.search, JOURNAL_READERS), name="journal"),
]
