"""The web door as a Django application: its templates' filters and its static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages for people."""

    name = "central.doors.web"
    label = "web"
