"""The addresses of Pessoas - Completo."""

from django.urls import path

from central.doors.web.people import views

app_name = "people"

urlpatterns = [
    path("pessoas/", views.people_list, name="list"),
    path("pessoas/nova/", views.create, name="create"),
    path("pessoas/buscar/", views.search, name="search"),
    path("pessoas/<int:person_id>/", views.person, name="person"),
    path("pessoas/<int:person_id>/editar/", views.edit, name="edit"),
    path("pessoas/<int:person_id>/documento/", views.reveal, name="reveal"),
    path("pessoas/<int:person_id>/situacao/", views.set_active, name="set_active"),
    path("pessoas/<int:person_id>/contatos/", views.contact_options, name="contacts"),
    path("pessoas/<int:person_id>/contatos/novo/", views.new_contact, name="add_contact"),
]
