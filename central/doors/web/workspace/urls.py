"""Addresses of the Central."""

from django.urls import path

from central.doors.web.workspace import analyses, field_filter, views

app_name = "workspace"

urlpatterns = [
    path("", views.home, name="home"),
    path("central/", views.central, name="central"),
    path("central/filtros/", views.filters, name="filters"),
    path("central/filtros/campo/", field_filter.field_filter_part, name="field_filter"),
    path("analises/encaminhamentos/", analyses.handovers, name="handovers"),
    path("central/cliente/<int:pk>/", views.customer, name="customer"),
    path("central/protocolo/<int:pk>/", views.ticket, name="ticket"),
]
