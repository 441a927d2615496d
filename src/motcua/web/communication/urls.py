"""Addresses of communication and training under /can-bo/truyen-thong/, each with the roles that open it."""

from django.urls import path

from motcua.web.communication import entries, pages, used
from motcua.web.communication.kinds import KEEPING, READING
from motcua.web.staff.doors import EVERYBODY, door

app_name = "communication"
urlpatterns = [
    path("", door(pages.overview, READING), name="overview"),
    path("loi-doc/", door(pages.texts, READING), name="texts"),
    path("tai-lieu-nghiep-vu/", door(entries.here, EVERYBODY), name="here"),
    path("chi-so/su-kien/", door(pages.index_event, KEEPING), name="index_event"),
    path("chua-co-phim/ho-so/", door(used.used, READING), name="used"),
    path("tin-bai/<int:item_id>/", door(entries.media_item, READING), name="media"),
    path("tai-lieu/<int:material_id>/", door(entries.material, EVERYBODY), name="material"),
    path("tai-lieu/<int:material_id>/tai-ve/", door(entries.download, EVERYBODY), name="download"),
    path("tap-huan/<int:course_id>/", door(entries.course, READING), name="course"),
    path("<slug:slug>/gach-bo/<int:entry>/", door(pages.strike, KEEPING), name="strike"),
    path("<slug:slug>/", door(pages.register, READING), name="register"),
    path("<slug:slug>/tai.<str:kind>", door(pages.register_file, READING), name="file"),
]
