"""Escalation rules as an administrator keeps them, and which of them acted on which protocol."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from central.domain.access.models import Profile
from central.domain.catalog.models import ForwardReason, NamedChoice, Priority, ServiceLevel, TicketType
from central.domain.teams.models import Team
from central.domain.tickets.models import Ticket


class Timing(models.TextChoices):
    """When a rule acts, reckoned from the deadline of a protocol."""

    PERCENT = "percent", _("When a share of the term is used (%)")
    BEFORE = "before", _("Minutes before the deadline")
    AT = "at", _("At the deadline")
    AFTER = "after", _("Minutes after the deadline")
    BUSINESS = "business", _("Business minutes after the deadline")


KEEP, STEP = "keep", "step"
"""What a rule does to the priority, besides raising it to a rank: nothing, or one step up."""


class EscalationRule(NamedChoice):
    """What happens when, to which protocols; where it names none, it holds for all.

    `counts_from`: moments before it do not count, so that a new or widened rule does not fall
    upon everything that was late already.
    """

    types = models.ManyToManyField(TicketType, related_name="+", blank=True)
    service_levels = models.ManyToManyField(ServiceLevel, related_name="+", blank=True)
    teams = models.ManyToManyField(Team, related_name="+", blank=True)
    lowest_priority = models.SmallIntegerField(choices=Priority, default=Priority.LOW)
    timing = models.CharField(max_length=8, choices=Timing)
    amount = models.PositiveIntegerField(null=True)
    tells_assignee = models.BooleanField(default=False)
    tells_leader = models.BooleanField(default=False)
    tells_supervisors = models.BooleanField(default=False)
    tells_profile = models.ForeignKey(Profile, on_delete=models.PROTECT, null=True, related_name="+")
    priority_change = models.CharField(max_length=4, default=KEEP)
    forward_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    forward_reason = models.ForeignKey(ForwardReason, on_delete=models.PROTECT, null=True, related_name="+")
    counts_from = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(timing="at", amount__isnull=True) | (~Q(timing="at") & Q(amount__gte=1)),
                name="escalation_amount_by_timing",
            ),
            models.CheckConstraint(
                condition=~Q(timing="percent") | Q(amount__lte=99), name="escalation_percent_range"
            ),
            models.CheckConstraint(
                condition=Q(forward_team__isnull=True, forward_reason__isnull=True)
                | Q(forward_team__isnull=False, forward_reason__isnull=False),
                name="escalation_forwards_with_reason",
            ),
        ]


class EscalationFiring(models.Model):
    """A rule that acted on a protocol: once for each deadline.

    `moment_at` is when it was to act, `fired_at` when it did: later after a stop of the clock door.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+", db_index=False)
    rule = models.ForeignKey(EscalationRule, on_delete=models.PROTECT, related_name="firings")
    due_at = models.DateTimeField()
    moment_at = models.DateTimeField()
    fired_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "rule", "due_at"], name="escalation_once_per_deadline"),
            models.CheckConstraint(
                condition=Q(fired_at__gte=F("moment_at")), name="escalation_fired_after_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"rule {self.rule_id} on {self.ticket_id}"
