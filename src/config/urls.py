"""Which address leads where: the API for machines, everything else to pages."""

from django.urls import include, path

from config.addresses import by_parts
from motcua.api.urls import api

urlpatterns = by_parts([path("api/v1/", api.urls), path("", include("motcua.web.urls"))])
handler400 = "motcua.web.shared.errors.bad_request"
handler403 = "motcua.web.shared.errors.forbidden"
handler404 = "motcua.web.shared.errors.not_found"
handler500 = "motcua.web.shared.errors.server_error"
