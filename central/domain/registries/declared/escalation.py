"""Regras de Escalonamento: what happens before, at and after a deadline, to which protocols."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.access.models import Profile
from central.domain.catalog.models import ForwardReason, Priority, ServiceLevel, TicketType
from central.domain.catalog.priorities import StepChoices, steps
from central.domain.escalation.models import KEEP, STEP, EscalationFiring, EscalationRule, Timing
from central.domain.registries.declarations import Field, Kind, Registry, Text, Values
from central.domain.registries.uses import protocols_through
from central.domain.teams.models import Team
from central.foundation.events.models import ChainedModel

WHERE, WHEN = _("Holds for"), pgettext_lazy("escalation", "When")
TELLS, DOES = _("Tells by e-mail"), _("Changes")
RECKONED = tuple(str(timing.value) for timing in Timing if timing is not Timing.AT)
TELLING = ("tells_assignee", "tells_leader", "tells_supervisors", "tells_profile")
LONGEST = 525_600


class RaiseChoices(Sequence[tuple[str, Text]]):
    """What a rule does to the priority, by the names of today."""

    def __iter__(self) -> Iterator[tuple[str, Text]]:
        ranks: list[tuple[str, Text]] = [(str(step.rank), step.name) for step in steps() if step.rank]
        return iter([(KEEP, _("Leaves it as it is")), (STEP, _("Raises it by one step")), *ranks])

    def __len__(self) -> int:
        return len(Priority) + 1

    @overload
    def __getitem__(self, at: int) -> tuple[str, Text]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[str, Text]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return [*self][at]


def does_something(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """A rule tells somebody or changes something."""
    changes = values["priority_change"] != KEEP or values["forward_team"]
    if not changes and not any(values[name] for name in TELLING):
        sentence = _("The rule does nothing yet: choose whom it tells, or what it changes.")
        return {"tells_assignee": sentence}
    return {}


def percent_is_below_hundred(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """A share of the term is a percent before the deadline."""
    if values["timing"] == Timing.PERCENT and values["amount"] and values["amount"] > 99:
        return {"amount": _("Type a share from 1 to 99: at 100 the deadline is there.")}
    return {}


def amount_is_given(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """Everything but the deadline itself is reckoned by a number."""
    if values["timing"] != Timing.AT and values["amount"] is None:
        return {"amount": _("Type how many.")}
    return {}


def forwarding_is_whole(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """A forwarding has a team and a reason, and goes elsewhere."""
    team, reason = values["forward_team"], values["forward_reason"]
    if team and not reason:
        return {"forward_reason": _("Choose the reason of the forwarding.")}
    if reason and not team:
        return {"forward_team": _("Choose the team that the protocol goes to, or no reason.")}
    if team and list(values["teams"]) == [team]:
        return {"forward_team": _("The rule holds for this team only: choose another one to forward to.")}
    return {}


def priority_is_raised(values: Values, stored: ChainedModel | None) -> Mapping[str, Text]:
    """A rule that raises to a step holds for protocols below it."""
    change = values["priority_change"]
    if change not in (KEEP, STEP) and int(change) <= int(values["lowest_priority"]):
        return {"priority_change": _("The rule holds from this priority on: choose a higher one.")}
    if change == STEP and int(values["lowest_priority"]) == max(Priority.values):
        return {"priority_change": _("The rule holds for the highest priority only: there is none above it.")}
    return {}


ESCALATION_RULES = Registry(
    key="escalation-rule",
    slug="regras-de-escalonamento",
    model=EscalationRule,
    plural=_("Escalation rules"),
    one=_("Escalation rule"),
    new=_("New escalation rule"),
    explains=_("What happens by itself before, at and after the deadline of a ticket."),
    icon="clock-exclamation",
    fields=(
        Field(name="name", label=_("Name")),
        Field(
            name="timing",
            label=_("Acts"),
            kind=Kind.CHOICE,
            choices=tuple(Timing.choices),
            default=Timing.BEFORE.value,
            in_list=True,
            part=WHEN,
            width=8,
        ),
        Field(
            name="amount",
            label=_("How many"),
            kind=Kind.NUMBER,
            least=1,
            most=LONGEST,
            required=False,
            in_list=True,
            part=WHEN,
            width=4,
            shown_when=("timing", RECKONED),
            help=_("Minutes, or percent of the term."),
        ),
        Field(name="tells_assignee", label=_("The assignee"), kind=Kind.YES_NO, part=TELLS, width=4),
        Field(
            name="tells_leader",
            label=_("The leader of the team"),
            kind=Kind.YES_NO,
            default=True,
            part=TELLS,
            width=4,
        ),
        Field(
            name="tells_supervisors",
            label=_("The supervisors in the team"),
            kind=Kind.YES_NO,
            part=TELLS,
            width=4,
        ),
        Field(
            name="tells_profile",
            label=_("All users of the profile"),
            kind=Kind.ENTRY,
            of=Profile,
            required=False,
            part=TELLS,
            width=6,
        ),
        Field(
            name="priority_change",
            label=_("Priority"),
            kind=Kind.CHOICE,
            choices=RaiseChoices(),
            default=KEEP,
            part=DOES,
            width=4,
        ),
        Field(
            name="forward_team",
            label=_("Forwards to the team"),
            kind=Kind.ENTRY,
            of=Team,
            required=False,
            part=DOES,
            width=4,
        ),
        Field(
            name="forward_reason",
            label=_("Forwarding reason"),
            kind=Kind.ENTRY,
            of=ForwardReason,
            required=False,
            part=DOES,
            width=4,
        ),
        Field(
            name="lowest_priority",
            label=_("From the priority"),
            kind=Kind.CHOICE,
            choices=StepChoices(),
            default=int(Priority.LOW),
            part=WHERE,
            width=6,
        ),
        Field(
            name="types",
            label=_("Types of ticket"),
            kind=Kind.ENTRIES,
            of=TicketType,
            required=False,
            part=WHERE,
            help=_("With none ticked, the rule holds for all."),
        ),
        Field(
            name="service_levels",
            label=_("Service levels"),
            kind=Kind.ENTRIES,
            of=ServiceLevel,
            required=False,
            part=WHERE,
            help=_("With none ticked, the rule holds for all."),
        ),
        Field(
            name="teams",
            label=_("Teams"),
            kind=Kind.ENTRIES,
            of=Team,
            required=False,
            part=WHERE,
            help=_("With none ticked, the rule holds for all."),
        ),
    ),
    uses=(protocols_through(EscalationFiring, "rule"),),
    checks=(
        does_something,
        amount_is_given,
        percent_is_below_hundred,
        forwarding_is_whole,
        priority_is_raised,
    ),
)

REGISTRIES = (ESCALATION_RULES,)
