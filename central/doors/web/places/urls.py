"""The addresses of Locais."""

from django.urls import path

from central.doors.web.places import views

app_name = "places"

urlpatterns = [
    path("locais/", views.place_list, name="list"),
    path("locais/novo/", views.create, name="create"),
    path("locais/<int:place_id>/", views.edit, name="edit"),
]
