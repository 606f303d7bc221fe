"""Addresses of the Central."""

from django.urls import path

from central.doors.web.workspace import views

app_name = "workspace"

urlpatterns = [
    path("", views.home, name="home"),
    path("central/", views.central, name="central"),
    path("central/filtros/", views.filters, name="filters"),
    path("central/cliente/<int:pk>/", views.customer, name="customer"),
    path("central/protocolo/<int:pk>/", views.ticket, name="ticket"),
]
