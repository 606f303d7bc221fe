"""Addresses of the shell itself: palette, keyboard list, gallery."""

from django.conf import settings
from django.urls import path

from central.doors.web.layout import views

app_name = "layout"

urlpatterns = [
    path("paleta/", views.palette, name="palette"),
    path("atalhos/", views.keyboard, name="keyboard"),
]

if settings.DEBUG:
    urlpatterns.append(path("galeria/", views.gallery, name="gallery"))
