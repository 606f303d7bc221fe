"""Notices inside the product: the bell of everybody whom a fact concerns."""

from django_tasks import task

from central.domain.notices.giving import give_notices


@task()
def tell_inside(event_id: int) -> int:
    """Put a fact among the notices of all who are to hear of it; answers how many they are."""
    return give_notices(event_id)
