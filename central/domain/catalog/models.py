"""What an administrator sets up: types, situações, statuses, reasons, checklists."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.calendars.models import Calendar
from central.domain.people.models import Person
from central.domain.teams.models import Team
from central.foundation.events.models import ChainedModel


class BaseStatus(models.TextChoices):
    """What a status means to the rules, whatever the company calls it."""

    OPEN = "open", pgettext_lazy("status", "Open")
    IN_PROGRESS = "in_progress", pgettext_lazy("status", "In progress")
    WAITING = "waiting", pgettext_lazy("status", "Waiting")
    SCHEDULED = "scheduled", pgettext_lazy("status", "Scheduled")
    TECH_CLOSED = "tech_closed", pgettext_lazy("status", "Technically closed")
    CLOSED = "closed", pgettext_lazy("status", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("status", "Cancelled")


class Priority(models.IntegerChoices):
    """How urgent a protocol is."""

    LOW = 0, _("Low")
    NORMAL = 1, _("Normal")
    HIGH = 2, _("High")
    URGENT = 3, _("Urgent")


class NamedChoice(ChainedModel):
    """An entry of a registry: never deleted, only switched off; its changes are told on itself."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ActivityReason(NamedChoice):
    """Motivo of an activity record: why the contact happened."""


class ContactMethod(NamedChoice):
    """Forma: the channel of a contact; also the Origem of a protocol."""


class ForwardReason(NamedChoice):
    """Motivo of an Encaminhamento."""


class WaitReason(NamedChoice):
    """What a waiting protocol waits for."""


class Solution(NamedChoice):
    """How a protocol was solved."""


class CancelReason(NamedChoice):
    """Why a protocol was cancelled."""


class ReopenReason(NamedChoice):
    """Why a protocol was reopened."""


class UnproductiveReason(NamedChoice):
    """Why a visit came to nothing."""


class ActivityType(NamedChoice):
    """Tipo de atividade of a technician."""


class RequestContext(NamedChoice):
    """Contexto: the area of a problem."""


class RequestProblem(NamedChoice):
    """Problema: always under a context."""

    context = models.ForeignKey(RequestContext, on_delete=models.PROTECT, related_name="problems")


class PriorityStep(NamedChoice):
    """A step of the scale of `Priority` as the company calls it; its rank never changes."""

    rank = models.PositiveSmallIntegerField(primary_key=True)
    color = models.CharField(max_length=10, default="plain")
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="priority_default_once"
            ),
        ]


class TicketStatus(NamedChoice):
    """Status: the step a protocol is in; the rules look at its base status only."""

    base_status = models.CharField(max_length=12, choices=BaseStatus)
    color = models.CharField(max_length=10, default="plain")
    pauses_clock = models.BooleanField(default=False)
    requires_schedule = models.BooleanField(default=False)
    requires_awaiting = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["base_status"], condition=Q(is_default=True), name="status_default_per_base"
            ),
        ]


class TermUnit(models.TextChoices):
    """How the term of a Situação counts."""

    RUNNING_HOURS = "running_hours", _("running hours")
    BUSINESS_HOURS = "business_hours", _("business hours")
    BUSINESS_DAYS = "business_days", _("business days")
    CALENDAR_DAYS = "calendar_days", _("calendar days")
    MANUAL = "manual", _("typed")


class ServiceLevel(NamedChoice):
    """Situação: the class of deadline, a term counted by a calendar, or typed when manual.

    `stops_in_pauses`: a status that pauses the deadline does so for this class; terms of the law run on.
    `ground` names the law or contract that the term comes from.
    """

    term_amount = models.PositiveIntegerField(null=True)
    term_unit = models.CharField(max_length=15, choices=TermUnit)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, null=True, related_name="+")
    warning_percent = models.PositiveSmallIntegerField(default=75)
    stops_in_pauses = models.BooleanField(default=True)
    ground = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(term_unit=TermUnit.MANUAL) | Q(term_amount__gt=0),
                name="service_level_has_term",
            ),
        ]

    @property
    def is_manual(self) -> bool:
        """Whether day and hour are typed."""
        return self.term_unit == TermUnit.MANUAL


class ServiceCatalog(NamedChoice):
    """Catálogo de serviços: the first of three levels that a protocol may be filed under."""


class CatalogItem(NamedChoice):
    """Item of a Catálogo."""

    catalog = models.ForeignKey(ServiceCatalog, on_delete=models.PROTECT, related_name="items")


class CatalogClass(NamedChoice):
    """Classe of an Item: the third level."""

    item = models.ForeignKey(CatalogItem, on_delete=models.PROTECT, related_name="classes")


class Checklist(NamedChoice):
    """A list to answer before an execution is concluded, with the photos that it asks for."""

    min_photos = models.PositiveSmallIntegerField(default=0)


class ItemKind(models.TextChoices):
    """How an item of a checklist is answered."""

    CHECK = "check", pgettext_lazy("answer", "Tick")
    YESNO = "yesno", pgettext_lazy("answer", "Yes or no")
    TEXT = "text", pgettext_lazy("answer", "Text")
    NUMBER = "number", pgettext_lazy("answer", "Number")
    DATE = "date", pgettext_lazy("answer", "Date")
    CHOICE = "choice", pgettext_lazy("answer", "One of several")


class ChecklistItem(models.Model):
    """One question of a checklist; `earlier` keeps what it was called before, the oldest first."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=ItemKind)
    unit = models.CharField(max_length=12, blank=True)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)
    minimum = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    maximum = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    earlier = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checklist", "code"], name="checklist_item_once"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def wording(self) -> int:
        """How often its words were changed: what an answer notes, to be read by the words it was given to."""
        return len(self.earlier.splitlines())

    def words_at(self, wording: int) -> str:
        """What it was called after so many changes of its words."""
        return [*self.earlier.splitlines(), self.label][min(wording, self.wording)]


class ContractRule(models.TextChoices):
    """Contratos Bloqueados/Suspensos: what a type does with a client whose contract is so."""

    ALLOW = "allow", pgettext_lazy("contract rule", "Open as for any other")
    WARN = "warn", pgettext_lazy("contract rule", "Open with a warning")
    REFUSE = "refuse", pgettext_lazy("contract rule", "Do not open")


class TicketType(NamedChoice):
    """Tipo de Solicitação: the defaults of an opening, and what a closing demands.

    With `allowed_levels` empty every situação may be chosen. `opening_checklist` is answered when the
    protocol is opened, `checklist` when the work is concluded, `closing_checklist` at the final closing.
    With `catalogs` a protocol may be filed under one of them.
    """

    group = models.CharField(max_length=40)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    service_level = models.ForeignKey(ServiceLevel, on_delete=models.PROTECT, related_name="+")
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    first_answer_minutes = models.PositiveIntegerField(default=60)
    field_work = models.CharField(max_length=1, default="N")
    on_portal = models.BooleanField(default=False)
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, null=True, related_name="+")
    closing_checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, null=True, related_name="+")
    requires_solution = models.BooleanField(default=False)
    requires_technician_report = models.BooleanField(default=False)
    requires_customer_answer = models.BooleanField(default=False)
    title_hint = models.CharField(max_length=120, blank=True)
    allowed_levels = models.ManyToManyField(ServiceLevel, related_name="+", blank=True)
    requires_assignee = models.BooleanField(default=False)
    requires_attachment = models.BooleanField(default=False)
    opening_checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, null=True, related_name="+")
    default_description = models.TextField(blank=True, default="")
    default_assignee = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    contract_rule = models.CharField(max_length=6, choices=ContractRule, default=ContractRule.ALLOW)
    available_in_attendance = models.BooleanField(default=True)
    catalogs = models.ManyToManyField(ServiceCatalog, related_name="types", blank=True)
    requires_catalog = models.BooleanField(default=False)
    requires_problem = models.BooleanField(default=False)

    @property
    def full_name(self) -> str:
        """Group and name, as lists and sheets show it."""
        return f"{self.group} › {self.name}"


class FieldKind(models.TextChoices):
    """What the value of a custom field is."""

    TEXT = "text", pgettext_lazy("kind of field", "Text")
    LONG_TEXT = "long_text", pgettext_lazy("kind of field", "Long text")
    NUMBER = "number", pgettext_lazy("kind of field", "Number")
    DATE = "date", pgettext_lazy("kind of field", "Date")
    CHOICE = "choice", pgettext_lazy("kind of field", "Choice")
    YES_NO = "yes_no", pgettext_lazy("kind of field", "Yes or no")
    FILE = "file", pgettext_lazy("kind of field", "File")


class CustomField(NamedChoice):
    """Campo personalizado: what protocols of some types hold beside what all do; its name is its label.

    One definition serves any number of types. A default is kept as it was typed.
    """

    kind = models.CharField(max_length=10, choices=FieldKind)
    help_text = models.CharField(max_length=200, blank=True)
    options = models.JSONField(default=list, blank=True)
    default_value = models.CharField(max_length=200, blank=True)
    required_at_opening = models.BooleanField(default=False)
    required_at_closing = models.BooleanField(default=False)
    on_work_order = models.BooleanField(default=False)
    is_filter = models.BooleanField(default=False)
    types = models.ManyToManyField(TicketType, related_name="custom_fields", blank=True)
