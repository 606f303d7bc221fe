"""The addresses of Pessoas - Completo."""

from django.urls import path

from central.doors.web.people import (
    dialogs,
    duplicates,
    exporting,
    listing,
    papers,
    places,
    registering,
    standing,
    tabs,
    views,
)

app_name = "people"

urlpatterns = [
    path("pessoas/", listing.people_list, name="list"),
    path("pessoas/filtros/", listing.filters, name="filters"),
    path("pessoas/colunas/", listing.columns, name="columns"),
    path("pessoas/cidades/", listing.cities, name="cities"),
    path("pessoas/exportar/", exporting.export, name="export"),
    path("pessoas/exportacoes/", exporting.exports, name="exports"),
    path("pessoas/exportacoes/<int:export_id>/", exporting.fetch, name="fetch_export"),
    path("pessoas/nova/", registering.create, name="create"),
    path("pessoas/semelhantes/", duplicates.duplicates, name="duplicates"),
    path("pessoas/buscar/", views.search, name="search"),
    path("pessoas/municipios/", places.municipalities, name="municipalities"),
    path("pessoas/cep/", places.postal_code, name="postal_code"),
    path("pessoas/<int:person_id>/", tabs.person, name="person"),
    path("pessoas/<int:person_id>/editar/", registering.edit, name="edit"),
    path("pessoas/<int:person_id>/documento/", views.reveal, name="reveal"),
    path("pessoas/<int:person_id>/situacao/", views.set_active, name="set_active"),
    path("pessoas/<int:person_id>/contatos/", views.contact_options, name="contacts"),
    path("pessoas/<int:person_id>/contatos/novo/", dialogs.contact, name="add_contact"),
    path("pessoas/<int:person_id>/contatos/lista/", tabs.contact_list, name="contact_list"),
    path("pessoas/<int:person_id>/contatos/<int:contact_id>/", dialogs.contact, name="contact"),
    path(
        "pessoas/<int:person_id>/contatos/<int:contact_id>/retirar/",
        dialogs.drop_contact,
        name="drop_contact",
    ),
    path("pessoas/<int:person_id>/enderecos/", tabs.addresses, name="addresses"),
    path("pessoas/<int:person_id>/enderecos/novo/", dialogs.address, name="add_address"),
    path("pessoas/<int:person_id>/enderecos/<int:address_id>/", dialogs.address, name="address"),
    path(
        "pessoas/<int:person_id>/enderecos/<int:address_id>/retirar/",
        dialogs.drop_address,
        name="drop_address",
    ),
    path("pessoas/<int:person_id>/documentos/", papers.files, name="files"),
    path("pessoas/<int:person_id>/documentos/novo/", papers.add_file, name="add_file"),
    path("pessoas/<int:person_id>/documentos/<int:file_id>/", papers.open_file, name="file"),
    path("pessoas/<int:person_id>/documentos/<int:file_id>/retirar/", papers.drop_file, name="drop_file"),
    path("pessoas/<int:person_id>/consentimentos/", papers.consents, name="consents"),
    path("pessoas/<int:person_id>/consentimentos/novo/", papers.add_consent, name="add_consent"),
    path(
        "pessoas/<int:person_id>/consentimentos/<int:consent_id>/retirar/",
        papers.withdraw,
        name="withdraw_consent",
    ),
    path("pessoas/<int:person_id>/historico/", papers.history, name="history"),
    path("pessoas/<int:person_id>/contrato/", standing.standing, name="standing"),
    path("pessoas/<int:person_id>/papeis/", tabs.roles, name="roles"),
    path("pessoas/<int:person_id>/grupos/", tabs.groups, name="groups"),
    path("pessoas/<int:person_id>/observacoes/", tabs.notes, name="notes"),
    path("pessoas/<int:person_id>/colaborador/", tabs.colleague_tab, name="colleague"),
    path("pessoas/<int:person_id>/solicitacoes/", tabs.tickets, name="tickets"),
    path("pessoas/<int:person_id>/atividades/", tabs.activities, name="activities"),
]
