"""Looking at a whole document: for a reason of the list, and recorded."""

from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.documents import format_document
from central.domain.people.events import PersonDocumentRevealed
from central.domain.people.models import RevealReason
from central.domain.people.operations.changing import person_for_change
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def reveal_document(*, actor: Actor, person_id: int, reason_code: str) -> str:
    """The whole document of a person, formatted; the reading is recorded with its reason (LGPD art. 37)."""
    person = person_for_change(actor, person_id)
    rules.check_can_reveal_document(actor)
    if person.document is None:
        raise Conflict(_("This person has no document."))
    reason = RevealReason.objects.filter(code=reason_code, is_active=True).first()
    if reason is None:
        raise Invalid(_("Say why you need the document."), field="reason")
    publish(PersonDocumentRevealed(reason=reason.code), actor=actor, subject=person)
    return format_document(person.document)
