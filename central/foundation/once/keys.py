"""Forgetting one-use keys that no form can hold any more."""

from datetime import timedelta

from django.utils import timezone

from central.foundation.once.models import SpentKey


def purge_keys(*, older_than: timedelta = timedelta(days=3)) -> int:
    """Delete keys spent before that; answers how many."""
    return SpentKey.objects.filter(spent_at__lt=timezone.now() - older_than).delete()[0]
