"""Changing what a protocol says and how it counts: details, priority, situação, files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.catalog.models import TicketType
from central.domain.sla.deadlines import standing
from central.domain.tickets import changes, choices, clocks, rules
from central.domain.tickets.events import Change, DetailsChanged, FilesAttached
from central.domain.tickets.filing import Filing, changed, check_filing, filing_of
from central.domain.tickets.filling import Filling
from central.domain.tickets.models import TextChange, Ticket
from central.domain.tickets.moments import check_is_near
from central.domain.tickets.staleness import ticket_as_seen
from central.domain.tickets.visibility import ticket_for_change
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.operation import operation
from central.foundation.richtext import clean_html, is_blank


@dataclass(frozen=True, slots=True)
class Details:
    """What the window *Editar solicitação* holds."""

    title: str
    description: str
    contact_id: int | None
    type_id: int | None
    service_level_id: int | None
    due_at: datetime | None = None
    fields: Mapping[int, str] = field(default_factory=dict)
    filing: Filing | None = None


@operation
def change_details(
    *, actor: Actor, ticket_id: int, details: Details, seen: int | None = None, once: str = ""
) -> Ticket:
    """Change title, description, contact, type, situação or custom fields, each from → to in the timeline.

    Values of fields that another type does not ask for are kept as they are.
    """
    ticket = ticket_as_seen(actor, ticket_id, seen)
    rules.check_can_edit(actor, ticket)
    now = timezone.now()
    title = details.title.strip()
    errors = {}
    if not title:
        errors["title"] = _("Give a title.")
    if is_blank(details.description):
        errors["description"] = _("Describe the request.")
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    ids = change_references(ticket, details)
    if "type" in ids:
        choices.allowed_level(ticket.type, details.service_level_id or ticket.service_level_id)
    filling = Filling(actor, details.fields)
    if wrong := filling.at_change(ticket, is_other_type="type" in ids):
        raise Invalid(_("Some fields need mending."), errors=wrong)
    texts = change_texts(ticket, title[:160], clean_html(details.description), now)
    if ids or texts:
        publish(
            DetailsChanged(
                changes=ids,
                text_change_ids=tuple(t.pk for t in texts),
                text_hash=text_hash("\n".join(t.after for t in texts)),
            ),
            actor=actor,
            subject=ticket,
            at=now,
        )
    filling.keep(ticket, now)
    change_deadline(actor, ticket, details.service_level_id, details.due_at, now)
    changes.save_ticket(ticket, now)
    return ticket


def change_references(ticket: Ticket, details: Details) -> dict[str, Change]:
    """Give the ticket its contact, type and filing where they differ; answers ids from → to."""
    ids: dict[str, Change] = {}
    if details.contact_id != ticket.contact_id:
        contact = choices.contact_of(ticket.customer, details.contact_id)
        ids["contact"] = (ticket.contact_id, contact.pk)
        ticket.contact = contact
    if details.type_id != ticket.type_id:
        kind = choices.active_choice(TicketType, details.type_id, field="type")
        ids["type"] = (ticket.type_id, kind.pk)
        ticket.type = kind
    if details.filing is not None:
        before = filing_of(ticket)
        after = check_filing(ticket.type, details.filing, before)
        for name, value in after.columns().items():
            setattr(ticket, name, value)
        ids |= changed(before, after)
    return ids


def change_texts(ticket: Ticket, title: str, description: str, now: datetime) -> list[TextChange]:
    """Give the ticket its title and description where they differ; answers the rows that keep both."""
    rows = []
    for name, after in (("title", title), ("description", description)):
        before = getattr(ticket, name)
        if before != after:
            rows.append(
                TextChange.objects.create(
                    ticket=ticket, field=name, before=before, after=after, changed_at=now
                )
            )
            setattr(ticket, name, after)
    return rows


def change_deadline(
    actor: Actor, ticket: Ticket, level_id: int | None, typed: datetime | None, now: datetime
) -> None:
    """Change the situação, whose term then counts from where the one before began, pauses left out, or type
    the deadline when it is manual."""
    level = ticket.service_level
    if level_id and level_id != ticket.service_level_id:
        level = choices.allowed_level(ticket.type, level_id)
    if level.pk == ticket.service_level_id and (not level.is_manual or typed in (None, ticket.due_at)):
        return
    rules.check_can_change_deadline(actor, ticket)
    history = clocks.history_of(ticket)
    found = standing(level, clocks.place_of(ticket), history.start, history.pauses, typed=typed)
    if found is None:
        raise Invalid(_("Type the day and the hour of the deadline."), field="due_on")
    if found.due_at <= ticket.opened_at:
        raise Invalid(_("Must be after the opening."), field="due_on")
    if level.is_manual:
        check_is_near(found.due_at, now, field="due_on")
    clocks.set_deadline(actor, ticket, level, found, now)


@operation
def change_priority(*, actor: Actor, ticket_id: int, priority: int, once: str = "") -> Ticket:
    """Change the priority ("Prioridade"), up to the profile's limit."""
    ticket = ticket_for_change(actor, ticket_id)
    rules.check_can_change_priority(actor, ticket, priority)
    now = timezone.now()
    changes.set_priority(actor, ticket, priority, now)
    changes.save_ticket(ticket, now)
    return ticket


@operation
def attach_files(
    *, actor: Actor, ticket_id: int, file_ids: Sequence[str], is_private: bool = True, once: str = ""
) -> Ticket:
    """Attach files to a protocol without a report ("Anexar")."""
    ticket = ticket_for_change(actor, ticket_id)
    rules.check_can_attach(actor, ticket)
    files = changes.own_files(actor, file_ids)
    if not files:
        raise Invalid(_("Choose at least one file."), field="files")
    now = timezone.now()
    rows = changes.attach(actor, ticket, files, now, is_private=is_private)
    publish(
        FilesAttached(
            attachment_ids=tuple(row.pk for row in rows),
            is_private=is_private,
            file_ids=changes.file_ids(files),
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
    changes.save_ticket(ticket, now)
    return ticket
