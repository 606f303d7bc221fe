"""The chain of one protocol as rows: facts sealed one after the other, status, texts and files.

What is here is shared by the acts of story.py, as `tickets.changes` is shared by the operations.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from central.domain.calendars.business_time import WorkCalendar
from central.domain.catalog.models import BaseStatus, TicketStatus
from central.domain.demo.acts import Files, Filled
from central.domain.demo.facts import add_fact
from central.domain.demo.rows import Rows
from central.domain.fields.models import FieldValue
from central.domain.sla.clocks import Pause
from central.domain.sla.deadlines import standing_by
from central.domain.tickets import changes, clocks, events, states
from central.domain.tickets.kinds import Notify, ReportKind
from central.domain.tickets.models import Attachment, Report, TextChange, Ticket
from central.foundation.actor import Actor
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import Event


class Chronicle:
    """One protocol whose facts are collected, not published; `ticket` is there once it is opened."""

    ticket: Ticket
    counted_from: datetime

    def __init__(self, rows: Rows, statuses: Mapping[str, TicketStatus]) -> None:
        self.rows = rows
        self.statuses = statuses
        self.running: dict[str, Any] | None = None
        self.calendar: WorkCalendar | None = None
        self.pauses: list[Pause] = []
        self.followers: set[int] = set()

    def tell(self, event: Event, actor: Actor, at: datetime) -> None:
        """Append a fact to the protocol's chain, as `publish` does."""
        ticket = self.ticket
        ticket.event_count += 1
        ticket.event_hash = add_fact(
            self.rows, event, ticket.pk, ticket.event_count, ticket.event_hash, actor, at
        )

    def end(self, now: datetime | None = None) -> Ticket:
        """Hand the protocol's own row over once its history is told, alarms before `now` taken for told."""
        if now is not None:
            clocks.settle_alarm(self.ticket, now)
        self.rows[Ticket].take(self.ticket)
        return self.ticket

    def set_status(
        self, actor: Actor, at: datetime, status: TicketStatus, *,
        wait_reason_id: int | None = None, awaiting: str = "", cause: str = "",
    ) -> None:  # fmt: skip
        """Give the protocol a status, as `changes.set_status` does."""
        ticket = self.ticket
        before, before_base = ticket.status, ticket.base_status
        assert states.may_follow(before_base, status.base_status), (before_base, status.base_status)
        wait = (wait_reason_id, awaiting)
        if before.pk == status.pk and (ticket.wait_reason_id, ticket.awaiting) == wait:
            return
        ticket.status, ticket.base_status = status, status.base_status
        ticket.wait_reason_id, ticket.awaiting = wait
        changes.apply_moments(ticket, before_base, at)
        self.tell(
            events.StatusChanged(
                from_status_id=before.pk,
                to_status_id=status.pk,
                from_base=before_base,
                to_base=status.base_status,
                wait_reason_id=wait_reason_id,
                awaiting=awaiting or None,
                cause=cause,
                pauses=status.pauses_clock,
            ),
            actor,
            at,
        )
        self.hold_clock(actor, at, pauses=status.pauses_clock)
        if status.base_status == BaseStatus.TECH_CLOSED != before_base:
            self.tell(events.TicketTechClosed(was_late=at > ticket.due_at), actor, at)

    def hold_clock(self, actor: Actor, at: datetime, *, pauses: bool) -> None:
        """Let the deadline stand or go on, as the status says."""
        if self.pauses and self.pauses[-1].ends_at is None:
            self.pauses[-1] = Pause(self.pauses[-1].starts_at, at)
        if pauses:
            self.pauses.append(Pause(at))
        if pauses or self.ticket.paused_at is not None:
            self.recount(actor, at, cause="resumed")

    def recount(
        self, actor: Actor, at: datetime, *, counted_from: datetime | None = None, cause: str = ""
    ) -> None:
        """Count the deadline anew, as `clocks.recount` does; a typed one stays."""
        level, ticket = self.ticket.service_level, self.ticket
        found = standing_by(level, self.calendar, self.counted_from, self.pauses)
        if found is not None:
            event = clocks.move_deadline(ticket, level, found, at, counted_from=counted_from, cause=cause)
            if event is not None:
                self.tell(event, actor, at)

    def write_report(
        self, actor: Actor, at: datetime, kind: ReportKind, text: str, *,
        is_private: bool, notify: str = Notify.NOBODY, file_ids: Files = (),
    ) -> int:  # fmt: skip
        """A text with its files, and its fact."""
        report_id = self.add_report_row(actor, at, kind, text, is_private, notify)
        self.attach_rows(actor, at, file_ids, is_private=is_private, report_id=report_id)
        event = events.ReportAdded(
            report_id=report_id,
            notify=notify,
            text_hash=text_hash(text),
            is_private=is_private,
            file_ids=tuple(file_ids),
        )
        self.tell(event, actor, at)
        return report_id

    def add_report_row(
        self, actor: Actor, at: datetime, kind: ReportKind, text: str, is_private: bool, notify: str
    ) -> int:
        """The row of a text."""
        return self.rows.add(
            Report, ticket_id=self.ticket.pk, kind=kind.value, author_id=actor.person_id,
            team_id=actor.main_team_id, body=text, is_private=is_private, notify=str(notify), created_at=at,
        )  # fmt: skip

    def attach_rows(
        self, actor: Actor, at: datetime, file_ids: Files, *, is_private: bool, report_id: int | None = None
    ) -> None:
        """The rows of attached files."""
        for file_id in file_ids:
            self.rows.add(
                Attachment, ticket_id=self.ticket.pk, report_id=report_id, file_id=file_id,
                is_private=is_private, added_by_id=actor.person_id, added_at=at,
            )  # fmt: skip

    def fill_in(self, actor: Actor, at: datetime, filled: Sequence[Filled]) -> None:
        """Custom fields filled in for the first time, as `tickets.filling` does it."""
        changes = []
        for one in filled:
            field, stored = one.field, one.stored
            self.rows.add(
                FieldValue, ticket_id=self.ticket.pk, field_id=field.pk, text=stored.text, key=stored.key,
                amount=stored.amount,
            )  # fmt: skip
            changes.append(
                self.rows.add(
                    TextChange, ticket_id=self.ticket.pk, field=str(field.kind), label=field.name, before="",
                    after=stored.text, changed_at=at,
                )
            )  # fmt: skip
        if changes:
            told = text_hash("\n".join(one.stored.text for one in filled))
            self.tell(events.FieldsChanged(text_change_ids=tuple(changes), text_hash=told), actor, at)
