from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The `central` command."""

    name = "central.doors.console"
    label = "console"
