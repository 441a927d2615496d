"""Addresses of what people say of the service, each with the roles that open it."""

from django.urls import path

from motcua.feedback.policies import READING_SINGLE
from motcua.web.staff import ratings
from motcua.web.staff.doors import EVERYBODY, KEEPING, WORKING, door

app_name = "ratings"
_HEADS = frozenset(READING_SINGLE)
urlpatterns = [
    path("danh-gia/", door(ratings.figures, KEEPING), name="figures"),
    path("danh-gia/tai.<str:kind>", door(ratings.figures_file, KEEPING), name="file"),
    path("danh-gia/muc-thap/", door(ratings.low, _HEADS), name="low"),
    path("danh-gia/muc-thap/<uuid:rating_id>/", door(ratings.follow, _HEADS), name="follow"),
    path("ho-so/<str:number>/moi-danh-gia/", door(ratings.invite, WORKING), name="invite"),
    path("ung-xu/", door(ratings.conduct, EVERYBODY), name="conduct"),
]
