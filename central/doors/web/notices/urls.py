"""Addresses of the notices."""

from django.urls import path

from central.doors.web.notices import views

app_name = "notices"

urlpatterns = [
    path("avisos/", views.listing, name="list"),
    path("avisos/sino/", views.bell, name="bell"),
    path("avisos/lidos/", views.read, name="read"),
]
