"""Addresses of the drafts."""

from django.urls import path

from central.doors.web.drafts import views

app_name = "drafts"

ONE = "rascunhos/<slug:act>/<int:subject>/<int:part>/"

urlpatterns = [
    path(ONE, views.save, name="save"),
    path(f"{ONE}descartar/", views.discard, name="discard"),
]
