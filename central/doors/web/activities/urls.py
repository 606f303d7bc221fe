"""The addresses of the activity records."""

from django.urls import path

from central.doors.web.activities import views

app_name = "activities"

urlpatterns = [
    path("atividades/nova/", views.new, name="new"),
    path("atividades/nova/partes/", views.pieces, name="pieces"),
    path("atividades/<int:pk>/corrigir/", views.correct, name="correct"),
    path("atividades/<int:pk>/anular/", views.annul, name="annul"),
    path("atividades/<int:pk>/arquivo/", views.file, name="file"),
    path("atividades/<int:pk>/miniatura/", views.thumbnail, name="thumbnail"),
]
