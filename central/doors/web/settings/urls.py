"""The addresses of Usuários, Perfis and Caixa de saída."""

from django.urls import path

from central.doors.web.settings import outbox, profiles, users

app_name = "settings"

urlpatterns = [
    path("usuarios/", users.user_list, name="users"),
    path("usuarios/convidar/", users.invite, name="invite"),
    path("usuarios/<int:user_id>/", users.user, name="user"),
    path("usuarios/<int:user_id>/editar/", users.edit, name="edit_user"),
    path("usuarios/<int:user_id>/link/", users.link, name="link"),
    path("usuarios/<int:user_id>/situacao/", users.active, name="active"),
    path("usuarios/<int:user_id>/trabalho/", users.work, name="work"),
    path("usuarios/<int:user_id>/ausencia/", users.absence, name="absence"),
    path("usuarios/<int:user_id>/ausencia/<int:absence_id>/fim/", users.back, name="end_absence"),
    path("perfis/", profiles.matrix, name="profiles"),
    path("perfis/novo/", profiles.create, name="new_profile"),
    path("perfis/por-que/", profiles.why, name="why"),
    path("perfis/<int:profile_id>/", profiles.profile, name="profile"),
    path("caixa-de-saida/", outbox.outbox, name="outbox"),
]
