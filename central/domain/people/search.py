"""How a person is found: by name without accents, document, phone or e-mail, in any form they are typed."""

from django.db.models import Q, QuerySet

from central.domain.people.documents import CNPJ_LENGTH, normalise_document
from central.domain.people.models import Contact, Person, Phone
from central.domain.people.names import fold
from central.domain.people.phones import search_keys

LEAST_OF_DOCUMENT = 3


def persons_matching(persons: QuerySet[Person], text: str) -> QuerySet[Person]:
    """The persons that a typed text may mean; all of them when it is empty.

    A text with @ is the beginning of an e-mail. Otherwise each word stands somewhere in a name, or
    the text is a document (whole or from its beginning, with or without mask) or a phone.
    """
    text = text.strip()
    if not text:
        return persons
    if "@" in text:
        return persons.filter(by_email(text.lower()))
    meant = by_name(text) | by_document(text)
    if not any(letter.isalpha() for letter in text):
        meant |= by_phone(text)
    return persons.filter(meant)


def by_name(text: str) -> Q:
    """Each folded word somewhere in the folded names; a text without letters or digits means nobody."""
    words = fold(text).split()
    meant = Q() if words else Q(pk__in=[])
    for word in words:
        meant &= Q(search_name__contains=word)
    return meant


def by_document(text: str) -> Q:
    """A document that begins so; the range keeps to the index."""
    document = normalise_document(text)
    digits = sum(sign in "0123456789" for sign in document)
    if not (document.isascii() and document.isalnum() and digits >= LEAST_OF_DOCUMENT):
        return Q(pk__in=[])
    return Q(document__gte=document, document__lte=document.ljust(CNPJ_LENGTH, "Z"))


def by_phone(text: str) -> Q:
    """A phone with or without country, DDD and ninth digit, of the person or of one of its contacts."""
    keys = search_keys(text)
    if not keys:
        return Q(pk__in=[])
    phones = Phone.objects.filter(Q(match_key__in=keys.match_keys) | Q(tail__in=keys.tails))
    return Q(pk__in=phones.values("person_id"))


def by_email(text: str) -> Q:
    """An e-mail of the person or of one of its contacts that begins so."""
    contacts = Contact.objects.filter(email__startswith=text, is_active=True)
    return Q(email__startswith=text) | Q(pk__in=contacts.values("person_id"))
