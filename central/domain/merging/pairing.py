"""Keeping the pairs that may be one person: who changed is compared in small steps, by the worker."""

import time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from central.domain.merging.evidence import AGAINST, Likely, likely_same
from central.domain.merging.models import Pair
from central.domain.people.comparing import keep_keys
from central.domain.people.models import ComparisonDue, Person

STEP = 50
LONGEST_RUN = 2.0


def compare_for_a_while(seconds: float = LONGEST_RUN) -> int:
    """Compare persons that wait, step by step, for about so many seconds; answers how many it were."""
    until, done = time.monotonic() + seconds, 0
    while count := compare_next():
        done += count
        if time.monotonic() >= until:
            break
    return done


def compare_next(limit: int = STEP) -> int:
    """Compare the next persons that wait, in one transaction; answers how many, 0 when nobody waits.

    Whoever is taken waits no longer when the step is stored: an interrupted run goes on with the rest.
    """
    with transaction.atomic():
        ids = list(ComparisonDue.objects.order_by("pk").values_list("person_id", flat=True)[:limit])
        if not ids:
            return 0
        locked = Person.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
        persons = list(locked)
        ComparisonDue.objects.filter(person_id__in=ids).delete()
        keep_keys(persons)
        for person in persons:
            keep_pairs(person)
        return len(ids)


def keep_pairs(person: Person) -> None:
    """Bring the pairs of a person up to date; a dismissed pair stays dismissed unless evidence is new."""
    likely = {} if person.merged_into_id else {found.person_id: found for found in likely_same(person)}
    for pair in Pair.objects.filter(Q(first=person) | Q(second=person)):
        other_id = pair.second_id if pair.first_id == person.pk else pair.first_id
        found = likely.pop(other_id, None)
        if found is not None:
            refresh(pair, found)
        elif pair.dismissed_at:
            Pair.objects.filter(pk=pair.pk).update(is_open=False)
        else:
            pair.delete()
    now = timezone.now()
    Pair.objects.bulk_create(
        [
            Pair(
                first_id=min(person.pk, other_id),
                second_id=max(person.pk, other_id),
                score=found.score,
                reasons=" ".join(found.reasons),
                found_at=now,
            )
            for other_id, found in likely.items()
        ],
        ignore_conflicts=True,
    )


def refresh(pair: Pair, found: Likely) -> None:
    """Give a pair its evidence of now; another kind of it opens a dismissed one again."""
    is_new = bool(set(found.reasons) - set(AGAINST) - set(pair.dismissed_reasons.split()))
    pair.score, pair.reasons = found.score, " ".join(found.reasons)
    pair.is_open = pair.dismissed_at is None or is_new
    pair.save(update_fields=["score", "reasons", "is_open"])
