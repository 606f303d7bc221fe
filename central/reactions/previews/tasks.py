"""Small pictures of the photos that came with an act, made once the act stands."""

from django_tasks import task

from central.foundation.events.models import EventRecord
from central.foundation.files.models import StoredFile
from central.foundation.files.thumbnails import make_thumbnail


@task()
def make_previews(event_id: int) -> int:
    """Make the missing previews of the files that an event names; answers how many."""
    record = EventRecord.objects.filter(pk=event_id).first()
    ids = record.payload.get("file_ids", []) if record else []
    return sum(make_thumbnail(file) for file in StoredFile.objects.filter(pk__in=ids))
