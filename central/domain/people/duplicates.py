"""Who may be the person that is being registered: found by index, scored, explained."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.comparing import names_of, places_of
from central.domain.people.documents import CNPJ_LENGTH, normalise_document
from central.domain.people.likeness import ALIKE, Place, likeness_keys, names_likeness, places_likeness
from central.domain.people.models import Contact, ExtraEmail, LikenessKey, Person, PersonKind, Phone
from central.domain.people.names import fold
from central.domain.people.phones import PhoneError, canonical_phone
from central.domain.people.queries import document_line, people_visible_to, place_of
from central.foundation.actor import Actor

MOST_OFFERED = 5
MOST_OF_A_KIND = 20
SAME_DOCUMENT, SAME_PHONE, SAME_EMAIL, SAME_NAME, SAME_BIRTH = 100, 60, 50, 40, 20
SIMILAR_PLACE, SAME_ROOT = 60, 5
SHORTEST_NAME = 2
"""Words that a name must have before persons of the same name are offered."""
MOST_NAMESAKES = 3
"""A name that more persons bear tells nothing alone: it only strengthens what else speaks for one."""
MOST_NEIGHBOURS = 60
CNPJ_ROOT = 8


@dataclass(frozen=True, slots=True)
class Typed:
    """What is known so far of a person that is being registered."""

    name: str = ""
    document: str = ""
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    birth_date: str = ""
    trade_name: str = ""
    places: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the registry that may be the same, with the reasons; the document is masked."""

    id: int
    name: str
    detail: str
    score: int
    reasons: tuple[str, ...]
    is_active: bool


@dataclass(slots=True)
class Evidence:
    """What speaks for which person so far."""

    found: dict[int, dict[str, int]] = field(default_factory=dict)

    def add(self, person_id: int, reason: str, score: int) -> None:
        """Take a reason; each counts once for a person."""
        self.found.setdefault(person_id, {})[reason] = score

    def score(self, person_id: int) -> int:
        """How much speaks for a person, up to 100."""
        return min(sum(self.found[person_id].values()), 100)


def candidates(actor: Actor, typed: Typed) -> list[Candidate]:
    """At most five persons that may be the typed one, the likeliest first; at most ten queries."""
    if not rules.can_view(actor):
        return []
    evidence = Evidence()
    by_document(evidence, typed.document)
    by_phone(evidence, typed.phones)
    by_email(evidence, typed.emails)
    by_place(evidence, [name for name in (typed.name, typed.trade_name) if name.strip()], typed.places)
    by_name(evidence, typed.name)
    by_root(evidence, typed.document)
    persons = people_visible_to(actor).filter(pk__in=evidence.found, merged_into=None)
    for person in persons if evidence.found else ():
        if typed.birth_date and person.birth_date and person.birth_date.isoformat() == typed.birth_date:
            evidence.add(person.pk, _("same date of birth"), SAME_BIRTH)
    ranked = sorted(persons, key=lambda person: (-evidence.score(person.pk), person.search_name, person.pk))
    return [candidate(person, evidence) for person in ranked[:MOST_OFFERED]]


def candidate(person: Person, evidence: Evidence) -> Candidate:
    """A loaded person with what speaks for it, the weightiest reason first."""
    reasons = evidence.found[person.pk]
    detail = (document_line(person), place_of(person), person.main_phone)
    return Candidate(
        id=person.pk,
        name=person.shown_name,
        detail=" · ".join(part for part in detail if part),
        score=evidence.score(person.pk),
        reasons=tuple(sorted(reasons, key=lambda reason: -reasons[reason])),
        is_active=person.is_active,
    )


def by_document(evidence: Evidence, typed: str) -> None:
    """The person of the same CPF or CNPJ."""
    document = normalise_document(typed)
    if not (document.isascii() and document.isalnum()):
        return
    found = Person.objects.filter(document=document).annotate(found=Coalesce("merged_into_id", "pk"))
    for pk, kind in found.values_list("found", "kind"):
        evidence.add(pk, _("same CNPJ") if kind == PersonKind.COMPANY else _("same CPF"), SAME_DOCUMENT)


def by_phone(evidence: Evidence, typed: Sequence[str]) -> None:
    """Persons reached at the same phone, with or without its ninth digit."""
    numbers = {number.match_key: number.e164 for number in map(known_number, typed) if number}
    rows = Phone.objects.filter(match_key__in=numbers).order_by("-pk")
    for phone in rows[: MOST_OF_A_KIND * 2]:
        same = phone.e164 == numbers[phone.match_key]
        reason = _("same phone") if same else _("same phone, ninth digit")
        evidence.add(phone.person_id, reason, SAME_PHONE)


@dataclass(frozen=True, slots=True)
class Number:
    """A typed phone as it would be stored."""

    match_key: str
    e164: str


def known_number(text: str) -> Number | None:
    """The number that was typed; an old mobile counts as the one with the ninth digit; None for no phone."""
    try:
        found = canonical_phone(text)
    except PhoneError as error:
        if not error.suggestion:
            return None
        return Number(canonical_phone(error.suggestion).key, "")
    return Number(found.key, found.e164 or "")


def by_email(evidence: Evidence, typed: Sequence[str]) -> None:
    """Persons with the same e-mail, their own or that of a contact."""
    emails = {email.strip().lower() for email in typed if email.isascii() and email.isprintable()} - {""}
    if not emails:
        return
    own = Person.objects.filter(email__in=emails).exclude(email="").values_list("pk", flat=True)
    known = ~Q(email="") & Q(email__in=emails)
    contacts = Contact.objects.filter(known, is_active=True).values_list("person_id", flat=True)
    further = ExtraEmail.objects.filter(email__in=emails).values_list("person_id", flat=True)
    for pk in own.union(contacts, further)[:MOST_OF_A_KIND]:
        evidence.add(pk, _("same e-mail"), SAME_EMAIL)


def by_name(evidence: Evidence, typed: str) -> None:
    """Persons of exactly the same name, accents and case apart; a common name needs further evidence."""
    name = fold(typed)
    if len(name.split()) < SHORTEST_NAME:
        return
    found = namesakes(name)
    few = list(found.values_list("pk", flat=True)[: MOST_NAMESAKES + 1])
    if len(few) > MOST_NAMESAKES:
        few = list(found.filter(pk__in=evidence.found).values_list("pk", flat=True))
    for pk in few:
        evidence.add(pk, _("same name"), SAME_NAME)


def namesakes(name: str) -> QuerySet[Person]:
    """The persons of a folded name."""
    return Person.objects.filter(search_name=name[:480], merged_into=None).order_by("id")


def by_place(evidence: Evidence, names: Sequence[str], places: Sequence[Place]) -> None:
    """Persons of a similar name at a similar address; three queries."""
    keys = likeness_keys(names, places)
    if not keys:
        return
    rows = LikenessKey.objects.filter(key__in=keys).order_by("-person_id").values_list("person_id", flat=True)
    near = list(dict.fromkeys(rows[:MOST_NEIGHBOURS]))
    addresses = places_of(near) if near else {}
    for person in Person.objects.filter(pk__in=near) if near else ():
        if score := likeness_score(names, places, names_of(person), addresses.get(person.pk, ())):
            evidence.add(person.pk, _("similar name and address"), score)


def likeness_score(
    names: Sequence[str], places: Sequence[Place], other_names: Sequence[str], other_places: Sequence[Place]
) -> int:
    """What a similar name at a similar address counts; 0 when one of the two is not similar enough."""
    name = names_likeness(names, other_names)
    place = places_likeness(places, other_places) if name >= ALIKE else 0.0
    return round(SIMILAR_PLACE * name * place) if min(name, place) >= ALIKE else 0


def by_root(evidence: Evidence, typed: str) -> None:
    """Firms of the same CNPJ root: head office and branch, two registry entries, told so."""
    document = normalise_document(typed)
    if len(document) != CNPJ_LENGTH or not (document.isascii() and document.isalnum()):
        return
    root = document[:CNPJ_ROOT]
    firms = Person.objects.filter(document__gte=root, document__lte=root + "Z" * (CNPJ_LENGTH - CNPJ_ROOT))
    own = firms.filter(kind=PersonKind.COMPANY, merged_into=None).exclude(document=document)
    for pk in own.order_by("document").values_list("pk", flat=True)[:MOST_OFFERED]:
        evidence.add(pk, _("head office or branch of the same firm: not a duplicate"), SAME_ROOT)
