"""Address of the panel of deadlines."""

from django.urls import path

from central.doors.web.deadlines import views

app_name = "deadlines"

urlpatterns = [path("prazos/", views.panel, name="panel")]
