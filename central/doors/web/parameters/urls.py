"""The address of Parâmetros."""

from django.urls import path

from central.doors.web.parameters import views

app_name = "parameters"

urlpatterns = [path("configuracoes/parametros/", views.page, name="page")]
