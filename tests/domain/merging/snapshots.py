"""Everything that a merging may touch, as plain values, for comparing before and after."""

from typing import Any

from django.apps import apps

from central.domain.merging.relations import MOVED, MOVED_CONTACTS
from central.domain.people.models import LikenessKey
from central.foundation.search.models import SearchDoc

NOT_COMPARED = {"event_count", "event_hash", "updated_at"}


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables that a merging moves or changes, without what counts the facts."""
    labels = sorted({label for label, _field in (*MOVED, *MOVED_CONTACTS)} | {"people.Person"})
    found = {label: rows_of(label) for label in labels}
    keys = LikenessKey.objects.order_by("person_id", "key").values_list("person_id", "key")
    words = SearchDoc.objects.filter(kind="person").order_by("subject_id").values_list("subject_id", "words")
    return found | {"keys": [{"keys": list(keys)}], "words": [{"words": list(words)}]}


def rows_of(label: str) -> list[dict[str, Any]]:
    """The rows of a table by key."""
    rows = apps.get_model(label)._default_manager.order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in NOT_COMPARED} for row in rows]
