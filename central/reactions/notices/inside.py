"""Notices inside the product: the bell of everybody whom a fact concerns."""

import json

from django_tasks import task

from central.domain.notices.giving import give_notices
from central.foundation.live.bus import tell


@task()
def tell_inside(event_id: int) -> int:
    """Put a fact among the notices of all who are to hear of it, and ring; answers how many they are."""
    persons = give_notices(event_id)
    if persons:
        tell(json.dumps({"persons": persons, "topics": ["notices"]}))
    return len(persons)
