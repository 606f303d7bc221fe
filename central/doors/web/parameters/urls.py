"""The addresses of Parâmetros and of the logo."""

from django.urls import path

from central.doors.web.parameters import logo, views

app_name = "parameters"

urlpatterns = [
    path("configuracoes/parametros/", views.page, name="page"),
    path("configuracoes/parametros/logo/", logo.choose, name="logo"),
    path("empresa/logo/", logo.show, name="show_logo"),
]
