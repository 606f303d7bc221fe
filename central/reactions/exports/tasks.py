"""Files of lists, written once somebody has asked for them."""

from django.utils import translation
from django_tasks import task

from central.domain.access.models import User
from central.domain.exports.writing import write_export
from central.foundation.events.models import EventRecord


@task()
def write_people_export(event_id: int) -> int:
    """Write the export that a fact asks for, in the language of who asked; answers how many rows it has."""
    record = EventRecord.objects.filter(pk=event_id).first()
    if record is None:
        return 0
    language = User.objects.filter(pk=record.user_id or 0).values_list("language", flat=True).first()
    with translation.override(language or "pt-br"):
        return write_export(record.subject_id)
