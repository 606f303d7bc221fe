"""All addresses: the web's own."""

from django.urls import include, path

urlpatterns = [path("", include("central.doors.web.urls"))]

handler400 = "central.doors.web.errors.bad_request"
handler403 = "central.doors.web.errors.permission_denied"
handler404 = "central.doors.web.errors.page_not_found"
handler500 = "central.doors.web.errors.server_error"
