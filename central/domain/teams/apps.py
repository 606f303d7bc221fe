from django.apps import AppConfig

from central.domain.people.leaving import ask_before_losing_roles


class TeamsConfig(AppConfig):
    """Teams and their rules."""

    name = "central.domain.teams"
    label = "teams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Who is in a team stays effective."""
        ask_before_losing_roles("central.domain.teams.membership.check_may_lose_roles")
