"""Addresses of sign-in and Ajustes; the names of the first three are those the login library asks for."""

from django.urls import path

from central.doors.web.account import links, views

urlpatterns = [
    path("entrar/", views.login, name="account_login"),
    path("sair/", views.logout, name="account_logout"),
    path("senha/", views.password, name="account_change_password"),
    path("senha/esqueci/", links.forgotten, name="account_forgotten"),
    path("senha/nova/", links.choose, name="account_choose_password"),
    path("ajustes/", views.preferences, name="account_settings"),
    path("ajustes/tema/", views.theme, name="account_theme"),
]
