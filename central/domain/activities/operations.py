"""Novo registro de atividades, and the author's correcting and annulling of a record."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.activities import rules
from central.domain.activities.events import ActivityAnnulled, ActivityCorrected, ActivityRecorded
from central.domain.activities.models import Activity, ActivityVersion
from central.domain.activities.queries import activities_visible_to
from central.domain.catalog.models import ActivityReason, ContactMethod
from central.domain.people.models import Contact, Person
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.files.models import StoredFile
from central.foundation.files.store import bind, staged_files
from central.foundation.operation import operation

SLACK = timedelta(minutes=1)
LONGEST_TEXT = 8000


@dataclass(frozen=True, slots=True)
class NewActivity:
    """The nine fields of *Novo registro de atividades* (day and hours joined into two moments)."""

    person_id: int | None
    contact_id: int | None
    reason_id: int | None
    method_id: int | None
    description: str
    started_at: datetime | None
    ended_at: datetime | None
    file_id: str = ""


@operation
def record_activity(*, actor: Actor, record: NewActivity, once: str = "") -> Activity:
    """Record a contact with a client ("Novo registro de atividades")."""
    rules.check_can_record(actor)
    now = timezone.now()
    links = read_links(record, now)
    file = own_file(actor, record.file_id)
    if file is not None:
        bind([file])
    created = Activity.objects.create(
        person=links.person,
        contact=links.contact,
        reason=links.reason,
        method=links.method,
        description=record.description.strip()[:LONGEST_TEXT],
        started_at=links.started_at,
        ended_at=links.ended_at,
        file=file,
        author_id=actor.signer_id,
        team_id=actor.main_team_id,
        created_at=now,
    )
    publish(
        ActivityRecorded(
            recorded_person_id=created.person_id,
            contact_id=created.contact_id,
            reason_id=created.reason_id,
            method_id=created.method_id,
            started_at=created.started_at,
            ended_at=created.ended_at,
            text_hash=text_hash(created.description),
            file_ids=(str(file.pk),) if file else (),
        ),
        actor=actor,
        subject=created,
        at=now,
    )
    return created


@dataclass(frozen=True, slots=True)
class Links:
    """What a record names, looked up."""

    person: Person
    contact: Contact
    reason: ActivityReason
    method: ContactMethod
    started_at: datetime
    ended_at: datetime


def read_links(record: NewActivity, now: datetime) -> Links:
    """Look up what a record names; raises `Invalid` with a sentence at each wrong field."""
    errors: dict[str, str] = {}
    person = Person.objects.filter(pk=record.person_id or 0, is_active=True).first()
    if person is None:
        errors["person"] = _("Choose the client.")
    contact = Contact.objects.filter(pk=record.contact_id or 0, person=person, is_active=True).first()
    if person is not None and contact is None:
        errors["contact"] = _("Choose a contact of this person.")
    reason = ActivityReason.objects.filter(pk=record.reason_id or 0, is_active=True).first()
    if reason is None:
        errors["reason"] = _("Choose the reason.")
    method = ContactMethod.objects.filter(pk=record.method_id or 0, is_active=True).first()
    if method is None:
        errors["method"] = _("Choose the form.")
    if not record.description.strip():
        errors["description"] = _("Describe the attendance.")
    errors.update(wrong_moments(record, now))
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    assert person and contact and reason and method and record.started_at and record.ended_at
    return Links(person, contact, reason, method, record.started_at, record.ended_at)


def wrong_moments(record: NewActivity, now: datetime) -> dict[str, str]:
    """Sentences about the start and the end: given, not in the future, the end after the start."""
    errors: dict[str, str] = {}
    if record.started_at is None:
        errors["start"] = _("Give the hour of the start.")
    elif record.started_at > now + SLACK:
        errors["start"] = _("Cannot be in the future.")
    if record.ended_at is None:
        errors["end"] = _("Give the hour of the end.")
    elif record.started_at and record.ended_at <= record.started_at:
        errors["end"] = _("Must be after %(time)s.") % {
            "time": f"{timezone.localtime(record.started_at):%H:%M}"
        }
    elif record.ended_at > now + SLACK:
        errors["end"] = _("Cannot be in the future.")
    return errors


def own_file(actor: Actor, file_id: str) -> StoredFile | None:
    """The actor's staged file, None where none was given; raises `Invalid` when it is gone."""
    if not file_id:
        return None
    try:
        files = staged_files([file_id], actor=actor)
    except ValueError:
        files = []
    if not files:
        raise Invalid(_("The file of this form is gone; attach it again."), field="file")
    return files[0]


def activity_for_change(actor: Actor, activity_id: int) -> Activity:
    """A visible record with its row locked; raises `NotFound`."""
    found = (
        activities_visible_to(actor)
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=activity_id)
        .first()
    )
    if found is None:
        raise NotFound(_("This activity record does not exist, or you may not see it."))
    return found


@operation
def correct_activity(*, actor: Actor, activity_id: int, record: NewActivity, once: str = "") -> Activity:
    """Correct one's own record within 15 minutes; what it said before stays readable."""
    found = activity_for_change(actor, activity_id)
    rules.check_can_correct(actor, found)
    now = timezone.now()
    links = read_links(record, now)
    before = {
        "contact_id": found.contact_id,
        "reason_id": found.reason_id,
        "method_id": found.method_id,
        "description": found.description,
        "started_at": found.started_at.isoformat(),
        "ended_at": found.ended_at.isoformat(),
    }
    version = ActivityVersion.objects.create(activity=found, content=before, replaced_at=now)
    found.contact, found.reason, found.method = links.contact, links.reason, links.method
    found.description = record.description.strip()[:LONGEST_TEXT]
    found.started_at, found.ended_at, found.corrected_at = links.started_at, links.ended_at, now
    found.save(
        update_fields=["contact", "reason", "method", "description", "started_at", "ended_at", "corrected_at"]
    )
    publish(
        ActivityCorrected(
            version_id=version.pk,
            before_hash=text_hash(str(before["description"])),
            text_hash=text_hash(found.description),
        ),
        actor=actor,
        subject=found,
        at=now,
    )
    return found


@operation
def annul_activity(*, actor: Actor, activity_id: int, reason: str, once: str = "") -> Activity:
    """Annul one's own record with a reason; it stays readable, marked as annulled."""
    found = activity_for_change(actor, activity_id)
    rules.check_can_annul(actor, found)
    why = reason.strip()[:300]
    if not why:
        raise Invalid(_("Say why the record is annulled."), field="reason")
    found.annulled_at, found.annul_reason = timezone.now(), why
    found.save(update_fields=["annulled_at", "annul_reason"])
    publish(ActivityAnnulled(reason=why), actor=actor, subject=found, at=found.annulled_at)
    return found
