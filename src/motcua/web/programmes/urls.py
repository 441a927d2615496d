"""Addresses of a programme's life under /can-bo/chuong-trinh/, each with the roles that open it."""

from django.urls import path

from motcua.web.programmes import documents, pages, sheets
from motcua.web.programmes.kinds import READING, RUNNING
from motcua.web.staff.doors import EVERYBODY, door

app_name = "programmes"
urlpatterns = [
    path("", door(pages.programme_list, READING), name="list"),
    path("moi/", door(pages.draft, RUNNING), name="draft"),
    path("lich-truc/", door(sheets.rosters, READING), name="rosters"),
    path("van-ban/", door(documents.mine, EVERYBODY), name="documents"),
    path("van-ban/<int:document_id>/", door(documents.document, READING), name="document"),
    path("<slug:slug>/", door(pages.life, READING), name="life"),
    path("<slug:slug>/sua/", door(pages.edit, RUNNING), name="edit"),
    path("<slug:slug>/viec/<slug:word>/", door(pages.act, RUNNING), name="act"),
    path("<slug:slug>/don-vi/", door(sheets.units, READING), name="units"),
    path("<slug:slug>/danh-muc/", door(sheets.lists, READING), name="lists"),
    path("<slug:slug>/ung-vien/", door(sheets.candidate_list, READING), name="candidates"),
    path("<slug:slug>/ung-vien/<str:code>/", door(sheets.behind_candidate, READING), name="candidate"),
]
