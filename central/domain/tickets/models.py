"""A protocol and everything that hangs on it."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Case, F, Q, Value, When

from central.domain.catalog.models import (
    ActivityType,
    BaseStatus,
    Checklist,
    ContactMethod,
    ForwardReason,
    Priority,
    ServiceLevel,
    Solution,
    TicketStatus,
    TicketType,
    UnproductiveReason,
    WaitReason,
)
from central.domain.company.models import CompanyPlace
from central.domain.people.models import Contact, Person
from central.domain.teams.models import Team
from central.domain.tickets.escalated import EscalatedModel, escalation_indexes
from central.domain.tickets.filed import FiledModel
from central.domain.tickets.handed import HandedModel
from central.domain.tickets.kinds import DestinationKind, Notify, ReportKind
from central.domain.tickets.numbering import ProtocolCounter as ProtocolCounter
from central.foundation.events.models import ChainedModel
from central.foundation.files.models import StoredFile

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When a protocol is late whose deadline a pause holds."""


class Ticket(FiledModel, EscalatedModel, ChainedModel):
    """A solicitação; `protocol` is the number that people say.

    `is_open` (not closed, not cancelled), `running_count` and `last_event_at` repeat what the
    events tell, for the lists; the operations keep them in the same transaction. So do the moments of
    the deadline: `counted_from` is where its term began (None: the opening), `warn_at` where the warning
    share of it is used, `paused_at` since when a pause holds it, `alarm_at`
    when the next warning or breach is to be told. `late_at` is what lists order by: the
    deadline, or the end of time while a pause that began before it keeps it from coming.
    """

    protocol = models.BigIntegerField(unique=True)
    title = models.CharField(max_length=160)
    description = models.TextField()
    customer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tickets", db_index=False)
    requester = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey(CompanyPlace, on_delete=models.PROTECT, related_name="+", db_index=False)
    origin = models.ForeignKey(ContactMethod, on_delete=models.PROTECT, related_name="+", db_index=False)
    type = models.ForeignKey(TicketType, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.ForeignKey(TicketStatus, on_delete=models.PROTECT, related_name="+", db_index=False)
    base_status = models.CharField(max_length=12, choices=BaseStatus)
    service_level = models.ForeignKey(
        ServiceLevel, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    assignee = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    handover = models.ForeignKey(
        "Forwarding", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    is_ping_pong = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    progress = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    first_due_at = models.DateTimeField()
    counted_from = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    alarm_at = models.DateTimeField(null=True)
    needs_recount = models.BooleanField(default=False)
    late_at = models.GeneratedField(
        expression=Case(
            When(Q(paused_at__isnull=True) | Q(paused_at__gt=F("due_at")), then=F("due_at")),
            default=Value(NEVER),
        ),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    first_service_at = models.DateTimeField(null=True)
    executed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    first_closed_at = models.DateTimeField(null=True)
    last_event_at = models.DateTimeField()
    running_count = models.PositiveSmallIntegerField(default=0)
    worked_seconds = models.PositiveIntegerField(default=0)
    scheduled_at = models.DateTimeField(null=True)
    first_scheduled_at = models.DateTimeField(null=True)
    schedule_count = models.PositiveSmallIntegerField(default=0)
    scheduled_technician = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    wait_reason = models.ForeignKey(
        WaitReason, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    awaiting = models.CharField(max_length=160, blank=True)
    solution = models.ForeignKey(
        Solution, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reopen_count = models.PositiveSmallIntegerField(default=0)
    is_rework = models.BooleanField(default=False)
    checklist_answers = models.JSONField(default=dict, blank=True)
    closing_answers = models.JSONField(default=dict, blank=True)
    opening_checklist = models.ForeignKey(
        Checklist, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    opening_answers = models.JSONField(default=dict, blank=True)
    answer_wordings = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(priority__range=(0, 3)), name="ticket_priority_range"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="ticket_progress_range"),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at__isnull=True) | Q(is_open=False, closed_at__isnull=False),
                name="ticket_closed_when_not_open",
            ),
            models.CheckConstraint(
                condition=Q(is_open=False, base_status__in=["closed", "cancelled"])
                | Q(
                    is_open=True,
                    base_status__in=["open", "in_progress", "waiting", "scheduled", "tech_closed"],
                ),
                name="ticket_open_by_base_status",
            ),
        ]
        indexes = [
            *escalation_indexes(),
            models.Index(fields=["id"], condition=Q(needs_recount=True), name="ticket_needs_recount"),
            models.Index(
                fields=["alarm_at"], condition=Q(is_open=True, alarm_at__isnull=False), name="ticket_alarm"
            ),
            models.Index(fields=["late_at", "id"], condition=Q(is_open=True), name="ticket_open_due"),
            models.Index(
                fields=["-last_event_at", "-id"], condition=Q(is_open=True), name="ticket_open_last_event"
            ),
            models.Index(fields=["opened_at", "id"], condition=Q(is_open=True), name="ticket_open_oldest"),
            models.Index(
                fields=["opened_by", "late_at", "id"], condition=Q(is_open=True), name="ticket_open_opened_by"
            ),
            models.Index(
                fields=["assignee", "late_at", "id"], condition=Q(is_open=True), name="ticket_open_assignee"
            ),
            models.Index(
                fields=["team", "late_at", "id"], condition=Q(is_open=True), name="ticket_open_team"
            ),
            models.Index(
                fields=["customer", "late_at", "id"], condition=Q(is_open=True), name="ticket_open_customer"
            ),
            models.Index(
                fields=["team", "type", "base_status", "late_at"],
                condition=Q(is_open=True),
                name="ticket_open_deadlines",
            ),
            models.Index(
                fields=["team", "customer"], condition=Q(is_open=True), name="ticket_open_team_customer"
            ),
            models.Index(
                fields=["customer"], condition=Q(is_open=True, running_count__gt=0), name="ticket_running"
            ),
            models.Index(fields=["customer", "-opened_at", "-id"], name="ticket_of_customer"),
            models.Index(fields=["opened_by", "-opened_at", "-id"], name="ticket_opened_by"),
            models.Index(
                fields=["assignee", "-closed_at", "-id"],
                condition=Q(is_open=False),
                name="ticket_closed_assignee",
            ),
            models.Index(
                fields=["team", "-closed_at", "-id"], condition=Q(is_open=False), name="ticket_closed_team"
            ),
        ]

    def __str__(self) -> str:
        return str(self.protocol)


class TextChange(models.Model):
    """A changed title, description or custom field: before and after, which the event only hashes.

    `label` is what the custom field was called then.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="text_changes")
    field = models.CharField(max_length=12)
    label = models.CharField(max_length=120, blank=True, default="")
    before = models.TextField()
    after = models.TextField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.field} of {self.ticket_id}"


class Report(models.Model):
    """A Relato: the text of an act on a protocol, sanitised HTML; the event carries its hash."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ReportKind, default=ReportKind.NOTE)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    body = models.TextField()
    is_private = models.BooleanField(default=True)
    notify = models.CharField(max_length=10, choices=Notify, default=Notify.NOBODY)
    created_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True)
    annulled_at = models.DateTimeField(null=True)
    annulled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    annul_reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ReportVersion(models.Model):
    """What a report said before a correction."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    body = models.TextField()
    is_private = models.BooleanField()
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"report {self.report_id} until {self.replaced_at:%Y-%m-%d %H:%M}"


class Execution(models.Model):
    """A running or ended interval of one person on one protocol (the "play")."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="executions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="execution_one_running_per_person"
            ),
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(ended_at__isnull=True), name="execution_one_running_per_ticket"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="execution_end_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"execution {self.pk}"


class TechnicianActivity(models.Model):
    """What a technician did on a protocol: its text is a `Report`, its numbers are here."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="technician_activities")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="technician_activity")
    type = models.ForeignKey(ActivityType, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    progress = models.PositiveSmallIntegerField(default=0)
    assistants = models.ManyToManyField(Person, related_name="+", blank=True)
    materials = models.JSONField(default=list, blank=True)
    is_conclusion = models.BooleanField(default=False)
    unproductive_reason = models.ForeignKey(
        UnproductiveReason, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="technician_end_after_start"
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="technician_progress_range"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="technician_last_type")]

    def __str__(self) -> str:
        return f"technician activity {self.pk}"


class Forwarding(HandedModel):
    """An Encaminhamento: from team and person to team and person; `created_by` None: the system did it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="forwardings")
    reason = models.ForeignKey(ForwardReason, on_delete=models.PROTECT, related_name="+", db_index=False)
    destination_kind = models.CharField(max_length=12, choices=DestinationKind)
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    from_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    from_type = models.ForeignKey(TicketType, on_delete=models.PROTECT, related_name="+", db_index=False)
    to_type = models.ForeignKey(TicketType, on_delete=models.PROTECT, related_name="+", db_index=False)
    done_text = models.TextField(blank=True)
    expected_text = models.TextField(blank=True)
    promise = models.CharField(max_length=160, blank=True)
    is_private = models.BooleanField(default=True)
    notify = models.CharField(max_length=10, choices=Notify, default=Notify.TEAM)
    created_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(state="sent"), name="forwarding_sent_once"
            ),
            models.CheckConstraint(
                condition=~(Q(state__in=["sent", "direct"]) ^ Q(settled_at__isnull=True)),
                name="forwarding_settled_when_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="sent"), name="forwarding_clock"),
            models.Index(fields=["created_by"], condition=Q(state="sent"), name="forwarding_sent_by"),
            models.Index(fields=["created_at"], name="forwarding_by_day"),
        ]

    def __str__(self) -> str:
        return f"forwarding {self.pk}"


class Schedule(models.Model):
    """A date agreed with the client: the last one counts, the first stays for statistics."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="schedules")
    starts_at = models.DateTimeField()
    technician = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["technician", "starts_at"], name="schedule_of_technician")]

    def __str__(self) -> str:
        return f"schedule {self.pk}"


class Attachment(models.Model):
    """A file on a protocol, alone or with a report or a forwarding; private when what it came with is."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="attachments")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="attachments")
    forwarding = models.ForeignKey(
        Forwarding, on_delete=models.PROTECT, null=True, related_name="attachments", db_index=False
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    is_private = models.BooleanField(default=True)
    added_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Follower(models.Model):
    """Somebody who follows a protocol (Acompanhar): sees it, whoever holds it.

    With a `forwarding` it is who sent it, until that is accepted, returned or over.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="followers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    forwarding = models.ForeignKey(
        "Forwarding", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "person"], name="follower_once")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.ticket_id}"
