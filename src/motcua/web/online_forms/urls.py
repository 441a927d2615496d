"""Addresses of the editor of online forms under /can-bo/kiem-soat/mau-truc-tuyen/, each with its roles."""

from django.urls import path

from motcua.procedures.online_forms.actions import APPROVERS, WRITERS
from motcua.web.online_forms import editor, pages, preview
from motcua.web.staff.doors import door

app_name = "online_forms"
READING, WRITING = frozenset({*WRITERS, *APPROVERS}), frozenset(WRITERS)
urlpatterns = [
    path("", door(pages.form_list, READING), name="list"),
    path("<str:code>/", door(pages.form, READING), name="form"),
    path("<str:code>/to-khai/", door(editor.words, WRITING), name="words"),
    path("<str:code>/trang-moi/", door(editor.group, WRITING), name="new_group"),
    path("<str:code>/nhom/<slug:key>/", door(editor.group, WRITING), name="group"),
    path(
        "<str:code>/nhom/<slug:group>/cau-hoi-moi/", door(editor.new_question, WRITING), name="new_question"
    ),
    path("<str:code>/cau-hoi/<slug:key>/", door(editor.question, WRITING), name="question"),
    path("<str:code>/<int:number>/xem-thu/", door(preview.page, READING), name="preview"),
    path("<str:code>/<int:number>/to-khai.pdf", door(preview.paper, READING), name="paper"),
]
