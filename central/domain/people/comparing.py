"""What persons are compared by, kept beside them, and who waits to be compared with everybody."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from central.domain.people.likeness import Place, likeness_keys
from central.domain.people.models import Address, ComparisonDue, LikenessKey, Person


def names_of(person: Person) -> tuple[str, ...]:
    """The names that a person goes by."""
    return tuple(name for name in (person.name, person.social_name, person.trade_name) if name)


def place_of_row(address: Address) -> Place:
    """A stored address as it is compared."""
    return Place(
        address.street, address.number, address.complement, address.district, address.city, address.state
    )


def places_of(person_ids: Collection[int]) -> dict[int, list[Place]]:
    """The addresses of persons as they are compared; one query."""
    found: dict[int, list[Place]] = {}
    for row in Address.objects.filter(person_id__in=person_ids).order_by("person_id", "id"):
        found.setdefault(row.person_id, []).append(place_of_row(row))
    return found


def keep_keys(persons: Iterable[Person]) -> None:
    """Bring the likeness keys of loaded persons up to date; two queries, and what differs is written.

    Who was merged into somebody else has none.
    """
    known = {person.pk: person for person in persons}
    places = places_of(known)
    stored: dict[int, set[str]] = {}
    for pk, key in LikenessKey.objects.filter(person_id__in=known).values_list("person_id", "key"):
        stored.setdefault(pk, set()).add(key)
    missing, stale = [], Q()
    for pk, person in known.items():
        right = set() if person.merged_into_id else likeness_keys(names_of(person), places.get(pk, ()))
        held = stored.get(pk, set())
        missing += [LikenessKey(person_id=pk, key=key) for key in sorted(right - held)]
        if held - right:
            stale |= Q(person_id=pk, key__in=held - right)
    if stale:
        LikenessKey.objects.filter(stale).delete()
    LikenessKey.objects.bulk_create(missing, batch_size=500)


def mark_due(person_ids: Iterable[int]) -> None:
    """Have persons compared with everybody, soon; one statement."""
    ComparisonDue.objects.bulk_create(
        [ComparisonDue(person_id=pk) for pk in person_ids], ignore_conflicts=True, batch_size=500
    )


def keep_comparable(persons: Collection[Person]) -> None:
    """Keep the keys of changed persons, and have them compared."""
    keep_keys(persons)
    mark_due(person.pk for person in persons if not person.merged_into_id)
