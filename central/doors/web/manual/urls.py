"""The addresses of the operator's manual."""

from django.urls import path

from central.doors.web.manual import views

app_name = "manual"

urlpatterns = [
    path("ajuda/", views.index, name="index"),
    path("ajuda/imagens/<slug:name>.png", views.picture, name="picture"),
    path("ajuda/<slug:slug>/", views.chapter, name="chapter"),
]
