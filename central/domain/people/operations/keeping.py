"""The papers of a person: documents kept as files, and the consents it gave."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.check import Check
from central.domain.people.choices import ConsentChannel, ConsentPurpose, FileKind
from central.domain.people.events import (
    ConsentGiven,
    ConsentWithdrawn,
    PersonFileAdded,
    PersonFileOpened,
    PersonFileRemoved,
)
from central.domain.people.history import Change, publish_changes
from central.domain.people.models import Consent, Person, PersonFile
from central.domain.people.operations.changing import person_for_change
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, NotFound
from central.foundation.events.publishing import publish
from central.foundation.files.models import StoredFile
from central.foundation.files.store import bind, staged_files
from central.foundation.operation import operation


@operation
def attach_person_document(
    *,
    actor: Actor,
    person_id: int,
    kind: str,
    file_id: str,
    description: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
    once: str = "",
) -> PersonFile:
    """Keep a staged file as a document of a person; raises `Invalid` beside each wrong field."""
    person = person_for_change(actor, person_id)
    rules.check_can_keep_papers(actor)
    check = Check()
    files = staged_files([file_id], actor=actor) if file_id else []
    if not files:
        check.errors["file"] = _("Choose the file.")
    if kind not in FileKind.values:
        check.errors["kind"] = _("Choose what the document is.")
    text = check.text("description", description, 120)
    if valid_from and valid_until and valid_until < valid_from:
        check.errors["valid_until"] = _("The end cannot be before the beginning.")
    check.refuse_if_wrong()
    bind(files)
    kept = PersonFile.objects.create(
        person=person,
        kind=kind,
        description=text,
        file=files[0],
        valid_from=valid_from,
        valid_until=valid_until,
        added_at=timezone.now(),
        added_by_id=actor.person_id,
    )
    publish_changes(
        person,
        actor,
        [Change("files", "", file_text(kept), kept.pk)],
        lambda digests: PersonFileAdded(file_id=kept.pk, kind=kept.kind, digests=digests),
        at=touched(person),
    )
    return kept


@operation
def remove_person_document(*, actor: Actor, person_id: int, file_id: int, once: str = "") -> PersonFile:
    """Take a document off a person's page; it stays kept, the history says who took it out."""
    person = person_for_change(actor, person_id)
    rules.check_can_remove_papers(actor)
    kept = file_of(person, file_id)
    kept.removed_at = timezone.now()
    kept.save(update_fields=["removed_at"])
    publish_changes(
        person,
        actor,
        [Change("files", file_text(kept), "", kept.pk)],
        lambda digests: PersonFileRemoved(file_id=kept.pk, kind=kept.kind, digests=digests),
        at=touched(person),
    )
    return kept


@operation
def open_person_document(*, actor: Actor, person_id: int, file_id: int) -> StoredFile:
    """The file of a document of a person; the reading is recorded (LGPD art. 37)."""
    person = person_for_change(actor, person_id)
    rules.check_can_reveal_document(actor)
    kept = file_of(person, file_id)
    publish(PersonFileOpened(file_id=kept.pk, kind=kept.kind), actor=actor, subject=person)
    return kept.file


def file_of(person: Person, file_id: int) -> PersonFile:
    """A document on the page of this person; raises `NotFound`."""
    kept = person.files.select_related("file").filter(pk=file_id, removed_at=None).first()
    if kept is None:
        raise NotFound(_("This document is no longer in the register."))
    return kept


def file_text(kept: PersonFile) -> str:
    """A document on one line, its kind by code."""
    validity = " – ".join(str(day) for day in (kept.valid_from, kept.valid_until) if day)
    return " · ".join(part for part in (kept.kind, kept.description, kept.file.name, validity) if part)


def touched(person: Person) -> datetime:
    """Mark a person as changed now."""
    person.updated_at = timezone.now()
    person.save(update_fields=["updated_at"])
    return person.updated_at


@operation
def give_consent(
    *, actor: Actor, person_id: int, purpose: str, text: str, channel: str, once: str = ""
) -> Consent:
    """Record that a person agreed to a use of its data (LGPD art. 8), with the text that it agreed to.

    Raises `Invalid` beside each wrong field, `Conflict` when a consent for this purpose is in force.
    """
    person = person_for_change(actor, person_id)
    rules.check_can_keep_papers(actor)
    check = Check()
    agreed = check.long_text("text", text)
    if purpose not in ConsentPurpose.values:
        check.errors["purpose"] = _("Choose what the data is used for.")
    if not agreed:
        check.errors["text"] = _("Write the text that the person agreed to.")
    check_channel(check, channel)
    check.refuse_if_wrong()
    if person.consents.filter(purpose=purpose, withdrawn_at=None).exists():
        raise Conflict(_("A consent for this purpose is in force already."))
    consent = Consent.objects.create(
        person=person,
        purpose=purpose,
        text=agreed,
        channel=channel,
        given_at=timezone.now(),
        recorded_by_id=actor.person_id,
    )
    publish_changes(
        person,
        actor,
        [Change("consents", "", f"{purpose} · {channel}", consent.pk)],
        lambda digests: ConsentGiven(
            consent_id=consent.pk, purpose=purpose, channel=channel, digests=digests
        ),
        at=touched(person),
    )
    return consent


def check_channel(check: Check, channel: str) -> None:
    """A consent comes and goes by a known channel."""
    if channel not in ConsentChannel.values:
        check.errors["channel"] = _("Choose how the person said so.")


@operation
def withdraw_consent(
    *, actor: Actor, person_id: int, consent_id: int, channel: str, once: str = ""
) -> Consent:
    """Record that a person took a consent back; from this moment it is not in force (LGPD art. 8 §5)."""
    person = person_for_change(actor, person_id)
    rules.check_can_keep_papers(actor)
    consent = person.consents.filter(pk=consent_id).first()
    if consent is None:
        raise NotFound(_("This consent is not in the register."))
    if consent.withdrawn_at is not None:
        raise Conflict(_("This consent was withdrawn already."))
    check = Check()
    check_channel(check, channel)
    check.refuse_if_wrong()
    consent.withdrawn_at, consent.withdrawn_channel = timezone.now(), channel
    consent.withdrawn_by_id = actor.person_id
    consent.save(update_fields=["withdrawn_at", "withdrawn_channel", "withdrawn_by"])
    publish_changes(
        person,
        actor,
        [Change("consents", f"{consent.purpose} · {consent.channel}", "", consent.pk)],
        lambda digests: ConsentWithdrawn(
            consent_id=consent.pk, purpose=consent.purpose, channel=channel, digests=digests
        ),
        at=touched(person),
    )
    return consent
