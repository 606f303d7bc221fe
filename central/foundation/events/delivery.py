"""From a fact to its reactions: one queued job for each, in the commit of the fact itself."""

from central.foundation.events.models import EventRecord
from central.foundation.events.reaction_table import reactions_to
from central.foundation.jobs.queue import enqueue


def queue_reactions(record: EventRecord) -> None:
    """Queue what follows from a fact; each reaction runs on its own, later, in the worker."""
    for task_name in reactions_to(record.name):
        enqueue(task_name, {"event_id": record.pk}, unique_key=f"{task_name}:{record.pk}")
