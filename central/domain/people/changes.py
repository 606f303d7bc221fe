"""What changed in a person, in the words of the screen, and whether somebody changed it meanwhile."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from central.domain.people.models import Person
from central.foundation.errors import Conflict
from central.foundation.events.models import EventRecord

PART_NAMES = {
    "kind": gettext_lazy("kind of person"),
    "name": gettext_lazy("name"),
    "document": gettext_lazy("document"),
    "no_document_reason": gettext_lazy("reason for having no document"),
    "social_name": gettext_lazy("social name"),
    "trade_name": gettext_lazy("trade name"),
    "email": gettext_lazy("e-mail"),
    "birth_date": gettext_lazy("date of birth"),
    "notes": gettext_lazy("notes"),
    "roles": gettext_lazy("roles"),
    "phones": gettext_lazy("phones"),
    "contacts": gettext_lazy("contacts"),
    "addresses": gettext_lazy("addresses"),
    "active": gettext_lazy("status"),
}
PARTS_BY_EVENT = {
    "ContactAdded": ("contacts",),
    "PersonActivated": ("active",),
    "PersonDeactivated": ("active",),
}
READINGS = ("PersonDocumentRevealed",)


def check_unchanged(person: Person, expected_event_count: int | None) -> None:
    """Raises `Conflict`, naming who changed what, when the person changed after it was shown.

    `expected_event_count` is the count that the form was filled from; readings of the document
    count as events and do not conflict.
    """
    if expected_event_count is None or person.event_count == expected_event_count:
        return
    later = EventRecord.objects.filter(
        subject_kind="person", subject_id=person.pk, sequence__gt=expected_event_count
    ).exclude(name__in=READINGS)
    records = list(later.order_by("sequence"))
    if not records:
        return
    parts: dict[str, None] = {}
    for record in records:
        for part in PARTS_BY_EVENT.get(record.name) or record.payload.get("changed", ()):
            parts.setdefault(str(PART_NAMES.get(part, part)))
    authors = Person.objects.filter(pk__in={r.person_id for r in records if r.person_id})
    names = sorted(author.shown_name for author in authors) or [_("the system")]
    raise Conflict(
        _("Changed meanwhile by %(who)s: %(what)s. Nothing of yours was saved; look and save again.")
        % {"who": ", ".join(names), "what": ", ".join(parts)}
    )
