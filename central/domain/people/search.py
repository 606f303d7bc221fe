"""How a person is found: by words without accents, document, phone or e-mail, in any form they are typed."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from central.domain.people.documents import CNPJ_LENGTH, normalise_document
from central.domain.people.finding import KIND
from central.domain.people.models import Person, Phone
from central.domain.people.names import fold
from central.domain.people.phones import search_keys
from central.foundation.search.matching import documents_matching, documents_with_email

LEAST_OF_DOCUMENT = 3
LONGEST_BEGINNING = 2
AFTER_ALL = "\U0010ffff"
MOST_TYPED = 200

Ids = QuerySet[Any, Any]


def persons_matching(persons: QuerySet[Person], text: str, further: Sequence[Ids] = ()) -> QuerySet[Person]:
    """The persons that a typed text may mean, and those of `further` ways; all of them when it is empty.

    A text with @ is the beginning of an e-mail, or of its domain. Otherwise each word is one of the person,
    the last one perhaps only begun, or the text is a document (whole or from its beginning, with or
    without mask) or a phone. Each way goes by an index of its own.
    """
    text = text.strip()[:MOST_TYPED]
    if not text:
        return persons
    if "@" in text:
        return persons.filter(pk__in=documents_with_email(KIND, text).values("subject_id"))
    ways = [*by_anything_else(text), *further]
    return persons.filter(pk__in=ways[0].union(*ways[1:]))


def first_matching(text: str, most: int) -> list[int]:
    """The ids of persons that a text may mean, at most about so many and in no order; at most two queries.

    One or two letters are how a name begins: more persons than not have a word that begins so.
    """
    text = text.strip()[:MOST_TYPED]
    if "@" in text:
        return list(documents_with_email(KIND, text, most).values_list("subject_id", flat=True))
    if is_beginning(text):
        return list(beginning_so(text).order_by().values_list("pk", flat=True)[:most])
    found = list(documents_matching(KIND, text, most).values_list("subject_id", flat=True))
    further = by_anything_else(text)[1:]
    if further:
        found += [pk for row in further[0].union(*further[1:])[:most] for pk in row.values()]
    return found


def is_beginning(text: str) -> bool:
    """Whether a text is too short for a word, and so the beginning of a name."""
    key = fold(text)
    return 0 < len(key) <= LONGEST_BEGINNING and key.isalpha()


def beginning_so(text: str) -> QuerySet[Person]:
    """The persons whose name begins so; the range keeps to the index."""
    key = fold(text)
    return Person.objects.filter(search_name__gte=key, search_name__lt=key + AFTER_ALL)


def by_anything_else(text: str) -> list[Ids]:
    """The ways by words, document and phone that a text without @ allows."""
    ways = [documents_matching(KIND, text).values("subject_id"), *by_document(text)]
    return ways if any(letter.isalpha() for letter in text) else [*ways, *by_phone(text)]


def by_document(text: str) -> list[Ids]:
    """A document that begins so, or that of somebody merged into the person; the range keeps to the index."""
    document = normalise_document(text)
    digits = sum(sign in "0123456789" for sign in document)
    if not (document.isascii() and document.isalnum() and digits >= LEAST_OF_DOCUMENT):
        return []
    last = document.ljust(CNPJ_LENGTH, "Z")
    found = Person.objects.filter(document__gte=document, document__lte=last)
    return [found.annotate(found=Coalesce("merged_into_id", "pk")).values("found")]


def by_phone(text: str) -> list[Ids]:
    """A phone with or without country, DDD and ninth digit, of the person or of one of its contacts."""
    keys = search_keys(text)
    if not keys:
        return []
    phones = Phone.objects.filter(Q(match_key__in=keys.match_keys) | Q(tail__in=keys.tails))
    return [phones.values("person_id")]
