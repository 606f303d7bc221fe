"""What speaks for two registered persons being one, and what speaks against it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from central.domain.merging.rules import are_branches, documents_differ
from central.domain.people.comparing import names_of, places_of
from central.domain.people.duplicates import (
    SAME_BIRTH,
    SAME_EMAIL,
    SAME_NAME,
    SAME_PHONE,
    likeness_score,
)
from central.domain.people.likeness import ALIKE, Place, names_likeness
from central.domain.people.models import ExtraEmail, LikenessKey, Person, Phone

LEAST_SCORE = 60
"""A pair below this is not shown: the same phone with two different names is a household."""
MOST_SHARING = 8
"""A phone or e-mail that more persons have is that of a firm or a reseller and tells nothing."""
MOST_NEAR = 60
SIMILAR_NAME = 25
AGAINST = {"other_name": -30, "other_birth": -40, "other_document": -50}
PHONE, NINTH, EMAIL, PLACE, NAME, SIMILAR, BIRTH = (
    "phone",
    "ninth",
    "email",
    "place",
    "name",
    "similar",
    "birth",
)


@dataclass(slots=True)
class Near:
    """Which persons share what with one person."""

    found: dict[int, dict[str, int]] = field(default_factory=dict)

    def add(self, person_ids: Iterable[int], reason: str, score: int) -> None:
        """Take a reason for some persons; each counts once."""
        for pk in person_ids:
            self.found.setdefault(pk, {})[reason] = score


@dataclass(frozen=True, slots=True)
class Likely:
    """A person that may be the same: how much speaks for it, the reasons by code, the weightiest first."""

    person_id: int
    score: int
    reasons: tuple[str, ...]


def likely_same(person: Person) -> list[Likely]:
    """The persons that may be this one, from the least score on; at most ten queries, whatever the size."""
    near = Near()
    by_phone(near, person)
    by_email(near, person)
    keys = LikenessKey.objects.filter(person=person).values("key")
    rows = LikenessKey.objects.filter(key__in=keys).exclude(person=person).order_by("-person_id")
    beside = list(dict.fromkeys(rows.values_list("person_id", flat=True)[:MOST_NEAR]))
    others = Person.objects.filter(pk__in={*near.found, *beside}, merged_into=None, kind=person.kind)
    places = places_of({person.pk, *beside}) if beside else {}
    found = [judged(person, other, dict(near.found.get(other.pk, {})), places) for other in others]
    return [likely for likely in found if likely.score >= LEAST_SCORE]


def by_phone(near: Near, person: Person) -> None:
    """Persons with a phone of this one, with or without its ninth digit; contacts' phones do not count."""
    own = dict(person.phones.filter(contact=None).exclude(e164="").values_list("match_key", "e164"))
    rare = shared_by_few(own)
    rows = Phone.objects.filter(match_key__in=rare, contact=None).exclude(person=person)
    for pk, key, e164 in rows.values_list("person_id", "match_key", "e164"):
        near.add([pk], PHONE if e164 == own[key] else NINTH, SAME_PHONE)


def shared_by_few(keys: Iterable[str]) -> list[str]:
    """Of some phones those that few persons have."""
    counted = Phone.objects.filter(match_key__in=list(keys), contact=None).values("match_key")
    few = counted.annotate(persons=Count("person", distinct=True)).filter(persons__lte=MOST_SHARING)
    return list(few.order_by().values_list("match_key", flat=True))


def by_email(near: Near, person: Person) -> None:
    """Persons with an e-mail of this one."""
    own = {person.email, *person.emails.values_list("email", flat=True)} - {""}
    for email in sorted(own):
        main = Person.objects.filter(~Q(email=""), email=email, merged_into=None).values_list("pk", flat=True)
        further = ExtraEmail.objects.filter(email=email).values_list("person_id", flat=True)
        sharing = {*main[: MOST_SHARING + 1], *further[: MOST_SHARING + 1]} - {person.pk}
        if len(sharing) < MOST_SHARING:
            near.add(sharing, EMAIL, SAME_EMAIL)


def judged(one: Person, other: Person, scores: dict[str, int], places: dict[int, list[Place]]) -> Likely:
    """Two loaded persons weighed; head office and branch are never one."""
    if are_branches(one, other):
        return Likely(other.pk, 0, ())
    names, others = names_of(one), names_of(other)
    own, far = places.get(one.pk, ()), places.get(other.pk, ())
    if place := likeness_score(names, own, others, far):
        scores[PLACE] = place
    if not scores:
        return Likely(other.pk, 0, ())
    likeness = names_likeness(names, others)
    if likeness == 1:
        scores[NAME] = SAME_NAME
    elif likeness >= ALIKE:
        scores[SIMILAR] = SIMILAR_NAME
    else:
        scores["other_name"] = AGAINST["other_name"]
    if one.birth_date and other.birth_date:
        same = one.birth_date == other.birth_date
        scores[BIRTH if same else "other_birth"] = SAME_BIRTH if same else AGAINST["other_birth"]
    if documents_differ(one, other):
        scores["other_document"] = AGAINST["other_document"]
    reasons = sorted(scores, key=lambda reason: (-scores[reason], reason))
    return Likely(other.pk, max(0, min(100, sum(scores.values()))), tuple(reasons))
