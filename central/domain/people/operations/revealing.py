"""Looking at a whole document: for a reason of the list, and recorded."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Revealed:
    """The whole documents of a person: CPF or CNPJ as it is written, and the identity number."""

    document: str
    identity_number: str


@operation
def reveal_document(*, actor: Actor, person_id: int, reason_code: str) -> Revealed:
    """The whole documents of a person; the reading is recorded with its reason (LGPD art. 37)."""
    person = person_for_change(actor, person_id)
    rules.check_can_reveal_document(actor)
    if not (person.document or person.identity_number):
        raise Conflict(_("This person has no document."))
    reason = RevealReason.objects.filter(code=reason_code, is_active=True).first()
    if reason is None:
        raise Invalid(_("Say why you need the document."), field="reason")
    publish(PersonDocumentRevealed(reason=reason.code), actor=actor, subject=person)
    return Revealed(format_document(person.document or ""), person.identity_number)
