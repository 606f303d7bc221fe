"""A protocol's history as rows: each method does what the operation of the same act does, at a given time.

The rules are asked as the operations ask them, the facts are the same classes, sealed the same way;
only the database is not: rows are collected and stored in bulk. tests/domain/demo/test_story.py plays
the same script through the operations and through this and compares every row.
"""

from collections.abc import Mapping
from datetime import datetime

from central.domain.catalog.models import BaseStatus
from central.domain.demo.acts import Hand, Note, Opening, Work
from central.domain.demo.handing import Handing
from central.domain.tickets import events, rules
from central.domain.tickets.filing import told
from central.domain.tickets.kinds import Notify, ReportKind
from central.domain.tickets.models import (
    Execution,
    Follower,
    Forwarding,
    Schedule,
    TechnicianActivity,
    Ticket,
)
from central.foundation.actor import Actor
from central.foundation.events.chain import text_hash


class Story(Handing):
    """One protocol from its opening on."""

    def open(self, actor: Actor, at: datetime, opening: Opening) -> None:
        """Abrir solicitação."""
        rules.check_can_open(actor)
        assert actor.person_id is not None
        status = self.statuses[BaseStatus.OPEN]
        self.ticket = Ticket(
            id=self.rows[Ticket].new_id(), protocol=opening.protocol, title=opening.title,
            description=opening.description, customer_id=opening.customer_id,
            requester_id=opening.customer_id, contact_id=opening.contact_id,
            place_id=opening.place_id, origin_id=opening.origin_id,
            type=opening.kind, status=status, base_status=status.base_status, service_level=opening.level,
            priority=opening.priority, team=opening.team, assignee_id=opening.assignee_id,
            opened_by_id=actor.person_id, opened_team_id=actor.main_team_id, opened_at=at,
            due_at=opening.due.due_at, first_due_at=opening.due.due_at, warn_at=opening.due.warn_at,
            alarm_at=opening.due.warn_at,
            last_event_at=at, opening_checklist_id=opening.kind.opening_checklist_id,
            opening_answers=dict(opening.answers), **opening.filing.columns(),
        )  # fmt: skip
        self.calendar, self.counted_from = opening.calendar, at
        self.attach_rows(actor, at, opening.file_ids, is_private=False)
        self.tell(
            events.TicketOpened(
                protocol=opening.protocol,
                customer_id=opening.customer_id,
                type_id=opening.kind.pk,
                service_level_id=opening.level.pk,
                status_id=status.pk,
                priority=opening.priority,
                to_team_id=opening.team.pk,
                assignee_id=opening.assignee_id,
                origin_id=opening.origin_id,
                due_at=opening.due.due_at,
                text_hash=text_hash(opening.description),
                file_ids=tuple(opening.file_ids),
                filing=told(opening.filing),
            ),
            actor,
            at,
        )
        self.fill_in(actor, at, opening.fields)

    def start(self, actor: Actor, at: datetime) -> None:
        """Iniciar Execução."""
        ticket = self.ticket
        rules.check_can_start_execution(actor, ticket)
        assert self.running is None and actor.person_id is not None
        self.accept(actor, at, "execution")
        self.running = {
            "id": self.rows[Execution].new_id(), "ticket_id": ticket.pk, "person_id": actor.person_id,
            "team_id": actor.main_team_id, "started_at": at,
        }  # fmt: skip
        ticket.running_count = 1
        ticket.first_service_at = ticket.first_service_at or at
        started = events.ExecutionStarted(
            execution_id=self.running["id"], executor_id=actor.person_id, started_at=at
        )
        self.tell(started, actor, at)
        if ticket.assignee_id is None and ticket.team_id in actor.team_ids:
            self.assign(actor, at, actor.person_id, taken=True)
        if ticket.base_status != BaseStatus.IN_PROGRESS:
            self.set_status(actor, at, self.statuses[BaseStatus.IN_PROGRESS], cause="execution")
        ticket.last_event_at = at

    def leave_running(self) -> None:
        """Keep the running execution's row: its clock goes on after the loading."""
        assert self.running is not None
        self.rows.add(Execution, **self.running)

    def stop(
        self, actor: Actor, at: datetime, *, ended_at: datetime | None = None, cause: str = "paused"
    ) -> None:
        """Pausar, or the end of an execution by what its person does next; nothing when none runs."""
        if self.running is None:
            return
        running, self.running = self.running, None
        ended = max(running["started_at"], ended_at or at)
        seconds = int((ended - running["started_at"]).total_seconds())
        self.rows.add(Execution, **running, ended_at=ended, seconds=seconds)
        self.ticket.running_count = 0
        self.ticket.worked_seconds += seconds
        self.tell(
            events.ExecutionPaused(
                execution_id=running["id"],
                executor_id=running["person_id"],
                started_at=running["started_at"],
                ended_at=ended,
                seconds=seconds,
                cause=cause,
            ),
            actor,
            at,
        )
        self.ticket.last_event_at = at

    def assign(self, actor: Actor, at: datetime, person_id: int | None, *, taken: bool) -> None:
        """Assumir or Mudar responsável."""
        self.accept(actor, at, "assume" if taken else "assign")
        before, self.ticket.assignee_id = self.ticket.assignee_id, person_id
        self.tell(events.AssigneeChanged(before_id=before, after_id=person_id, taken=taken), actor, at)
        self.ticket.last_event_at = at

    def assume(self, actor: Actor, at: datetime) -> None:
        """Assumir."""
        rules.check_can_assume(actor, self.ticket)
        self.assign(actor, at, actor.person_id, taken=True)

    def follow(self, actor: Actor, at: datetime) -> None:
        """Acompanhar."""
        assert actor.person_id is not None
        self.followers.add(actor.person_id)
        self.rows.add(Follower, ticket_id=self.ticket.pk, person_id=actor.person_id, since=at)
        self.tell(events.FollowingChanged(follower_id=actor.person_id, is_following=True), actor, at)

    def change_priority(self, actor: Actor, at: datetime, priority: int) -> None:
        """Prioridade."""
        rules.check_can_change_priority(actor, self.ticket, priority)
        before, self.ticket.priority = self.ticket.priority, priority
        self.tell(events.PriorityChanged(before=before, after=priority), actor, at)
        self.ticket.last_event_at = at

    def note(self, actor: Actor, at: datetime, note: Note) -> None:
        """Novo Relato na Solicitação, that neither closes nor cancels."""
        ticket = self.ticket
        rules.check_can_add_report(actor, ticket)
        self.accept(actor, at, "report")
        self.write_report(
            actor,
            at,
            ReportKind.NOTE,
            note.text,
            is_private=note.is_private,
            notify=note.notify,
            file_ids=note.file_ids,
        )
        status = note.status or ticket.status
        if note.visit_at is not None and note.technician_id is not None:
            self.agree_visit(actor, at, note.visit_at, note.technician_id)
            status = note.status or self.statuses[BaseStatus.SCHEDULED]
        wait = (note.wait_reason_id, note.awaiting) if status.requires_awaiting else (None, "")
        if status.requires_awaiting and note.wait_reason_id is None:
            wait = (ticket.wait_reason_id, ticket.awaiting)
        self.set_status(actor, at, status, wait_reason_id=wait[0], awaiting=wait[1], cause="report")
        ticket.last_event_at = at

    def agree_visit(self, actor: Actor, at: datetime, starts_at: datetime, technician_id: int) -> None:
        """A day and hour agreed with the client."""
        ticket = self.ticket
        before = ticket.scheduled_at
        row = self.rows.add(
            Schedule, ticket_id=ticket.pk, starts_at=starts_at, technician_id=technician_id,
            created_by_id=actor.person_id, created_at=at,
        )  # fmt: skip
        ticket.scheduled_at, ticket.scheduled_technician_id = starts_at, technician_id
        ticket.first_scheduled_at = ticket.first_scheduled_at or starts_at
        ticket.schedule_count += 1
        self.tell(
            events.VisitScheduled(
                schedule_id=row,
                starts_at=starts_at,
                technician_id=technician_id,
                count=ticket.schedule_count,
                before=before,
            ),
            actor,
            at,
        )

    def report_work(self, actor: Actor, at: datetime, work: Work) -> None:
        """Relatar Atividade do Técnico."""
        ticket = self.ticket
        rules.check_can_report_technician_activity(actor, ticket)
        self.accept(actor, at, "technician")
        ticket.checklist_answers = {**ticket.checklist_answers, **work.answers}
        self.stop(actor, at, ended_at=work.ended_at, cause="reported")
        report_id = self.write_work(actor, at, work)
        ticket.progress = 100 if work.concludes else work.progress
        ticket.first_service_at = ticket.first_service_at or work.started_at
        if work.concludes and rules.can_close(actor, ticket):
            self.close_now(actor, at, report_id, work.solution_id)
        elif work.concludes:
            ticket.solution_id = work.solution_id or ticket.solution_id
            self.set_status(actor, at, self.statuses[BaseStatus.TECH_CLOSED], cause="conclusion")
        elif ticket.base_status == BaseStatus.OPEN:
            self.set_status(actor, at, self.statuses[BaseStatus.IN_PROGRESS], cause="technician")
        ticket.last_event_at = at

    def write_work(self, actor: Actor, at: datetime, work: Work) -> int:
        """The text, the numbers and the files of a technician's activity; answers the id of its report."""
        ticket = self.ticket
        report_id = self.add_report_row(
            actor, at, ReportKind.TECHNICIAN, work.text, work.is_private, Notify.NOBODY
        )
        progress = 100 if work.concludes else work.progress
        activity_id = self.rows.add(
            TechnicianActivity, ticket_id=ticket.pk, report_id=report_id, type_id=work.activity_type_id,
            person_id=actor.person_id, started_at=work.started_at, ended_at=work.ended_at, progress=progress,
            materials=work.materials, is_conclusion=work.concludes,
            unproductive_reason_id=work.unproductive_reason_id,
        )  # fmt: skip
        for person_id in work.assistant_ids:
            link = TechnicianActivity.assistants.through
            self.rows.add(link, technicianactivity_id=activity_id, person_id=person_id)
        self.attach_rows(actor, at, work.file_ids, is_private=work.is_private, report_id=report_id)
        self.tell(
            events.TechnicianActivityReported(
                activity_id=activity_id,
                report_id=report_id,
                activity_type_id=work.activity_type_id,
                started_at=work.started_at,
                ended_at=work.ended_at,
                seconds=int((work.ended_at - work.started_at).total_seconds()),
                progress=progress,
                assistant_ids=work.assistant_ids,
                is_conclusion=work.concludes,
                text_hash=text_hash(work.text),
                is_private=work.is_private,
                file_ids=tuple(work.file_ids),
            ),
            actor,
            at,
        )
        return report_id

    def forward(self, actor: Actor, at: datetime, hand: Hand) -> None:
        """Encaminhar Solicitação."""
        ticket = self.ticket
        rules.check_can_forward(actor, ticket)
        assert actor.person_id is not None
        self.stop(actor, at, cause="forwarded")
        self.end_waiting(actor, at, "forward")
        row = Forwarding(
            id=self.rows[Forwarding].new_id(), ticket_id=ticket.pk, reason_id=hand.reason_id,
            destination_kind=hand.destination,
            from_team_id=ticket.team_id, from_person_id=ticket.assignee_id, to_team_id=hand.team.pk,
            to_person_id=hand.person_id, from_type_id=ticket.type_id, to_type_id=hand.kind.pk,
            done_text=hand.done_text, expected_text=hand.expected_text, is_private=hand.is_private,
            notify=hand.notify, created_by_id=actor.person_id, created_at=at,
        )  # fmt: skip
        self.tell(
            events.TicketForwarded(
                forwarding_id=row.pk,
                reason_id=hand.reason_id,
                destination_kind=hand.destination,
                from_team_id=ticket.team_id,
                from_person_id=ticket.assignee_id,
                to_team_id=hand.team.pk,
                to_person_id=hand.person_id,
                from_type_id=ticket.type_id,
                to_type_id=hand.kind.pk,
                notify=hand.notify,
                text_hash=text_hash(f"{hand.done_text}\n{hand.expected_text}"),
            ),
            actor,
            at,
        )
        ticket.team, ticket.assignee_id, ticket.type = hand.team, hand.person_id, hand.kind
        self.send(actor, at, row, hand)
        ticket.last_event_at = at

    def close(
        self,
        actor: Actor,
        at: datetime,
        text: str,
        *,
        solution_id: int | None,
        answers: Mapping[str, str],
        is_private: bool = False,
    ) -> None:
        """Encerrar."""
        rules.check_can_close(actor, self.ticket)
        self.ticket.checklist_answers = {**self.ticket.checklist_answers, **answers}
        self.stop(actor, at, cause="closed")
        report_id = self.write_report(actor, at, ReportKind.CLOSING, text, is_private=is_private)
        self.close_now(actor, at, report_id, solution_id)
        self.ticket.last_event_at = at

    def close_now(self, actor: Actor, at: datetime, report_id: int | None, solution_id: int | None) -> None:
        """Bring the protocol to its final status."""
        ticket = self.ticket
        self.end_waiting(actor, at, "closing")
        ticket.solution_id = solution_id or ticket.solution_id
        ticket.progress = 100
        self.set_status(actor, at, self.statuses[BaseStatus.CLOSED], cause="closing")
        was_late = (ticket.executed_at or at) > ticket.due_at
        self.tell(
            events.TicketClosed(report_id=report_id, solution_id=ticket.solution_id, was_late=was_late),
            actor,
            at,
        )

    def cancel(self, actor: Actor, at: datetime, reason_id: int, text: str) -> None:
        """Cancelar."""
        rules.check_can_cancel(actor, self.ticket)
        self.end_waiting(actor, at, "cancelling")
        self.stop(actor, at, cause="cancelled")
        report_id = (
            self.write_report(actor, at, ReportKind.CANCELLING, text, is_private=True) if text else None
        )
        self.set_status(actor, at, self.statuses[BaseStatus.CANCELLED], cause="cancelling")
        self.tell(events.TicketCancelled(reason_id=reason_id, report_id=report_id), actor, at)
        self.ticket.last_event_at = at

    def reopen(self, actor: Actor, at: datetime, kind: str, reason_id: int, text: str) -> None:
        """Reabrir; the term counts anew."""
        ticket = self.ticket
        rules.check_can_reopen(actor, ticket, at)
        report_id = (
            self.write_report(actor, at, ReportKind.REOPENING, text, is_private=True) if text else None
        )
        ticket.reopen_count += 1
        ticket.is_rework = ticket.is_rework or kind == "rework"
        ticket.progress = 0
        self.set_status(actor, at, self.statuses[BaseStatus.IN_PROGRESS], cause="reopening")
        self.tell(
            events.TicketReopened(
                kind=kind, reason_id=reason_id, report_id=report_id, count=ticket.reopen_count
            ),
            actor,
            at,
        )
        self.counted_from, self.pauses = at, []
        self.recount(actor, at, counted_from=at)
        ticket.last_event_at = at
