"""The addresses of Equipes."""

from django.urls import path

from central.doors.web.teams import views

app_name = "teams"

urlpatterns = [
    path("equipes/", views.team_list, name="list"),
    path("equipes/nova/", views.create, name="create"),
    path("equipes/encaminhamentos/", views.forwardings, name="forwardings"),
    path("equipes/<int:team_id>/", views.team, name="team"),
    path("equipes/<int:team_id>/editar/", views.edit, name="edit"),
    path("equipes/<int:team_id>/integrantes/novo/", views.new_member, name="add_member"),
    path("equipes/<int:team_id>/integrantes/<int:person_id>/", views.member, name="member"),
    path("equipes/<int:team_id>/integrantes/<int:person_id>/retirar/", views.leave, name="remove_member"),
]
