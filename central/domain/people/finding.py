"""What a person is found by, kept beside the person in the same transaction.

Whoever writes names, contacts, e-mails, phones or addresses of a person calls `keep_findable` with its id.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from central.domain.people.comparing import keep_comparable
from central.domain.people.models import Contact, ExtraEmail, Person
from central.foundation.search.keeping import forget_documents, keep_documents
from central.foundation.search.models import SearchDoc
from central.foundation.search.progress import forget_progress, keep_progress, progress_of
from central.foundation.search.words import document_words

KIND = "person"
CHUNK = 500


def person_words(
    names: Iterable[str], emails: Iterable[str] = (), contact_names: Iterable[str] = (), city: str = ""
) -> str:
    """The words of a person: its names, its contacts' names, e-mails, its city.

    Documents and phones are looked up by their own indexes.
    """
    return document_words([*names, *contact_names, city], emails)


def keep_findable(*person_ids: int) -> None:
    """Bring the search documents and likeness keys of these persons up to date, have them compared.

    Five queries and two statements; who was merged into somebody else is found no longer.
    """
    persons = list(Person.objects.filter(pk__in=person_ids))
    keep_documents(KIND, words_of(person for person in persons if not person.merged_into_id))
    if gone := [person.pk for person in persons if person.merged_into_id]:
        forget_documents(KIND, gone)
    keep_comparable(persons)


def words_of(persons: Iterable[Person]) -> dict[int, str]:
    """The words of loaded persons with their contacts in use and further e-mails; two queries."""
    known = {person.pk: person for person in persons}
    contacts: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(person_id__in=known, is_active=True).order_by("pk"):
        contacts.setdefault(contact.person_id, []).append(contact)
    emails: dict[int, list[str]] = {}
    for row in ExtraEmail.objects.filter(person_id__in=known).order_by("pk"):
        emails.setdefault(row.person_id, []).append(row.email)
    return {
        pk: person_words(
            (person.name, person.social_name, person.trade_name),
            (
                *(person.email, person.invoice_email, *emails.get(pk, ())),
                *(contact.email for contact in contacts.get(pk, ())),
            ),
            (contact.name for contact in contacts.get(pk, ())),
            person.city,
        )
        for pk, person in known.items()
    }


def index_next(limit: int = CHUNK) -> int:
    """Index the next persons of a run over all of them; answers how many, 0 when the run is over.

    How far the run came is stored with each chunk: an interrupted one goes on from there. The rows
    are locked for a moment, so that nobody's change is overwritten with what was before it.
    """
    with transaction.atomic():
        after = progress_of(KIND)
        found = Person.objects.filter(pk__gt=after).order_by("pk").select_for_update(no_key=True)
        ids = list(found.values_list("pk", flat=True)[:limit])
        if ids:
            keep_findable(*ids)
            keep_progress(KIND, ids[-1])
        else:
            forget_progress(KIND)
        return len(ids)


def index_missing() -> int:
    """Index the persons that no document stands for yet, as after an upgrade; answers how many."""
    known = SearchDoc.objects.filter(kind=KIND, subject_id=OuterRef("pk"))
    count = 0
    while ids := list(
        Person.objects.filter(~Exists(known), merged_into=None).values_list("pk", flat=True)[:CHUNK]
    ):
        with transaction.atomic():
            list(Person.objects.filter(pk__in=ids).select_for_update(no_key=True).values_list("pk"))
            keep_findable(*ids)
        count += len(ids)
    return count
