"""Reading the papers of a person: documents kept as files, consents, the history of changes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.changes import parts_of
from central.domain.people.choices import ConsentPurpose
from central.domain.people.history import Change, digest_of
from central.domain.people.models import Consent, Person, PersonChange, PersonFile, RevealReason
from central.domain.people.queries import people_visible_to
from central.foundation.actor import Actor
from central.foundation.events.models import EventRecord

PAGE = 50


@dataclass(frozen=True, slots=True)
class FileLine:
    """A document of a person as its page lists it."""

    id: int
    kind: str
    description: str
    name: str
    size: int
    valid_from: date | None
    valid_until: date | None
    is_expired: bool
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent as the page of its person lists it."""

    id: int
    purpose: str
    text: str
    channel: str
    given_at: datetime
    recorded_by: str
    withdrawn_at: datetime | None
    withdrawn_channel: str
    withdrawn_by: str


def files_of(actor: Actor, person_id: int) -> list[FileLine]:
    """The documents of a visible person, newest first; one query."""
    seen = people_visible_to(actor)
    files = PersonFile.objects.filter(person__in=seen, person_id=person_id, removed_at=None)
    today = timezone.localdate()
    return [
        FileLine(
            id=kept.pk,
            kind=kept.kind,
            description=kept.description,
            name=kept.file.name,
            size=kept.file.size,
            valid_from=kept.valid_from,
            valid_until=kept.valid_until,
            is_expired=bool(kept.valid_until and kept.valid_until < today),
            added_at=kept.added_at,
            added_by=kept.added_by.shown_name if kept.added_by else "",
        )
        for kept in files.select_related("file", "added_by").order_by("-added_at", "-id")
    ]


def consents_of(actor: Actor, person_id: int) -> list[ConsentLine]:
    """The consents of a visible person, those in force first; one query."""
    consents = Consent.objects.filter(person__in=people_visible_to(actor), person_id=person_id)
    rows = consents.select_related("recorded_by", "withdrawn_by").order_by("-given_at", "-id")
    return sorted(map(consent_line, rows), key=lambda line: line.withdrawn_at is not None)


def consent_line(consent: Consent) -> ConsentLine:
    """A loaded consent as a line."""
    return ConsentLine(
        id=consent.pk,
        purpose=consent.purpose,
        text=consent.text,
        channel=consent.channel,
        given_at=consent.given_at,
        recorded_by=consent.recorded_by.shown_name if consent.recorded_by else "",
        withdrawn_at=consent.withdrawn_at,
        withdrawn_channel=consent.withdrawn_channel,
        withdrawn_by=consent.withdrawn_by.shown_name if consent.withdrawn_by else "",
    )


def has_consent(person_id: int, purpose: ConsentPurpose) -> bool:
    """Whether a consent of this person for this purpose is in force now; one query."""
    return Consent.objects.filter(person_id=person_id, purpose=purpose, withdrawn_at=None).exists()


@dataclass(frozen=True, slots=True)
class HistoryChange:
    """One part from → to; `is_whole` tells whether the values are those that the fact was sealed with."""

    part: str
    before: str
    after: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One fact about a person: who, when, which parts, the values where they are kept."""

    sequence: int
    name: str
    at: datetime
    who: str
    parts: tuple[str, ...]
    detail: str
    changes: tuple[HistoryChange, ...]


def history_of(
    actor: Actor, person_id: int, *, before: int | None = None
) -> tuple[list[HistoryEntry], int | None]:
    """The facts about a visible person, newest first, fifty a page, and where the next page begins.

    Three queries; administrative notes only for who may read them; nothing for who may not read histories.
    """
    if not rules.can_read_history(actor):
        return [], None
    facts = EventRecord.objects.filter(subject_kind="person", subject_id=person_id)
    if before is not None:
        facts = facts.filter(sequence__lt=before)
    shown = Coalesce(NullIf(F("social_name"), Value("")), F("name"))
    author = Person.objects.filter(pk=OuterRef("person_id")).values(shown=shown)[:1]
    records = list(facts.annotate(who=Subquery(author)).order_by("-sequence")[: PAGE + 1])
    more, records = len(records) > PAGE, records[:PAGE]
    kept = PersonChange.objects.filter(person_id=person_id, sequence__in=[r.sequence for r in records])
    if not rules.can_edit_everything(actor):
        kept = kept.exclude(part="admin_notes")
    changes: dict[int, list[PersonChange]] = {}
    for change in kept.order_by("id"):
        changes.setdefault(change.sequence, []).append(change)
    reasons = {reason.code: reason.name for reason in RevealReason.objects.all()}
    entries = [history_entry(record, changes, reasons) for record in records]
    return entries, (records[-1].sequence if more else None)


def history_entry(
    record: EventRecord,
    changes: dict[int, list[PersonChange]],
    reasons: dict[str, str],
) -> HistoryEntry:
    """A fact with what is kept beside it."""
    sealed = record.payload.get("digests", ())
    return HistoryEntry(
        sequence=record.sequence,
        name=record.name,
        at=record.at,
        who=getattr(record, "who", None) or _("the system"),
        parts=parts_of(record),
        detail=reasons.get(record.payload.get("reason", ""), ""),
        changes=tuple(
            HistoryChange(
                part=row.part,
                before=row.before,
                after=row.after,
                is_whole=digest_of(row.nonce, Change(row.part, row.before, row.after, row.item_id)) in sealed,
            )
            for row in changes.get(record.sequence, ())
        ),
    )
