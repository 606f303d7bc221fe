"""Addresses of Minhas Tarefas."""

from django.urls import path

from central.doors.web.tasks import views

app_name = "tasks"

urlpatterns = [
    path("tarefas/", views.mine, name="mine"),
    path("tarefas/rascunhos/", views.drafts, name="drafts"),
    path("tarefas/filtros/", views.filters, name="filters"),
    path("tarefas/<int:pk>/atos/", views.acts, name="acts"),
]
