from django.apps import AppConfig

from central.foundation.events.reaction_table import set_table
from central.reactions.table import TABLE


class ReactionsConfig(AppConfig):
    """What follows from facts."""

    name = "central.reactions"
    label = "reactions"

    def ready(self) -> None:
        """Hand the table of reactions to the delivery."""
        set_table(TABLE)
