"""The addresses of Saúde do sistema."""

from django.urls import path

from central.doors.web.health import monitoring, views

app_name = "health"

urlpatterns = [
    path("configuracoes/saude/", views.page, name="page"),
    path("configuracoes/saude/entregas/<int:job_id>/tentar/", views.retry, name="retry"),
    path("configuracoes/saude/entregas/<int:job_id>/descartar/", views.drop, name="drop"),
    path("saude.json", monitoring.health_json, name="json"),
]
