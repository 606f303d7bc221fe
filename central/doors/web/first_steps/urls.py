"""The addresses of *Primeiros passos*."""

from django.urls import path

from central.doors.web.first_steps import views

app_name = "first_steps"

urlpatterns = [
    path("primeiros-passos/", views.page, name="page"),
    path("primeiros-passos/catalogo/", views.catalogue, name="catalogue"),
    path("primeiros-passos/ocultar/", views.dismiss, name="dismiss"),
]
