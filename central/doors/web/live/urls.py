"""The addresses of the live stream and of who is at a protocol."""

from django.urls import path

from central.doors.web.live import views

app_name = "live"

urlpatterns = [
    path("events/", views.events, name="events"),
    path("solicitacoes/<int:pk>/presenca/", views.presence, name="presence"),
]
