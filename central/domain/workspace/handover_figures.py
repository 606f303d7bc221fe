"""Who forwards to whom: how often, why, how often it comes back, how long until it is accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.teams.models import Team
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Forwarding
from central.foundation.actor import Actor, Reach
from central.foundation.errors import NotAllowed

MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class PairFigures:
    """The forwardings from one team to another in a time.

    `came_back` are those returned or given back by time, as `back_percent` of all that ended; `waits` is the
    mean time until acceptance.
    """

    from_id: int
    from_team: str
    to_id: int
    to_team: str
    count: int
    waiting: int
    accepted: int
    returned: int
    expired: int
    taken_back: int
    waits: timedelta | None
    reasons: tuple[tuple[str, int], ...]

    @property
    def came_back(self) -> int:
        """How many the destination did not keep."""
        return self.returned + self.expired

    @property
    def back_percent(self) -> int:
        """The share that came back of what was accepted or came back, in percent."""
        ended = self.accepted + self.came_back
        return round(100 * self.came_back / ended) if ended else 0


@dataclass(frozen=True, slots=True)
class HandoverFigures:
    """The pairs, most forwardings first, with the teams in their order."""

    pairs: tuple[PairFigures, ...]
    senders: tuple[tuple[int, str], ...]
    receivers: tuple[tuple[int, str], ...]

    def of(self, from_id: int, to_id: int) -> PairFigures | None:
        """The pair of two teams, None where nothing was forwarded."""
        return next((pair for pair in self.pairs if (pair.from_id, pair.to_id) == (from_id, to_id)), None)


def check_can_analyse(actor: Actor) -> None:
    """Raises `NotAllowed` for whom the profile shows no reports."""
    if not actor.may(P.REPORT_VIEW):
        raise NotAllowed(_("Your profile does not include this. Ask your supervisor."))


def between_teams(actor: Actor, since: datetime) -> QuerySet[Forwarding]:
    """The forwardings between teams since a moment, as far as the actor's reports reach."""
    found = Forwarding.objects.filter(created_at__gte=since).exclude(from_team_id=F("to_team_id"))
    if actor.reach(P.REPORT_VIEW) is Reach.ALL:
        return found
    own = sorted(actor.team_ids)
    return found.filter(Q(from_team_id__in=own) | Q(to_team_id__in=own))


def handover_figures(actor: Actor, since: datetime) -> HandoverFigures:
    """Every pair of teams with its figures in three queries; raises `NotAllowed`."""
    check_can_analyse(actor)
    found = between_teams(actor, since).order_by()
    rows = list(counted(found))
    reasons: dict[tuple[int, int], list[tuple[str, int]]] = {}
    why = found.values_list("from_team_id", "to_team_id", "reason__name").annotate(count=Count("id"))
    for from_id, to_id, name, count in why.order_by("-count", "reason__name"):
        reasons.setdefault((from_id, to_id), []).append((name, count))
    teams = dict(Team.objects.order_by("position", "id").values_list("id", "name"))
    pairs = [pair_of(row, teams, reasons) for row in rows]
    return HandoverFigures(
        pairs=tuple(sorted(pairs, key=lambda pair: (-pair.count, pair.from_team, pair.to_team))),
        senders=in_order(teams, {pair.from_id for pair in pairs}),
        receivers=in_order(teams, {pair.to_id for pair in pairs}),
    )


def counted(found: QuerySet[Forwarding]) -> QuerySet[Any, Any]:
    """The forwardings by pair of teams: how many in each state, and how long until they were accepted."""
    wait = ExpressionWrapper(F("settled_at") - F("created_at"), output_field=DurationField())
    states = {
        "waiting": HandoverState.SENT,
        "accepted": HandoverState.ACCEPTED,
        "returned": HandoverState.RETURNED,
        "expired": HandoverState.EXPIRED,
        "taken_back": HandoverState.TAKEN_BACK,
    }
    return found.values("from_team_id", "to_team_id").annotate(
        count=Count("id"),
        waits=Avg(wait, filter=Q(state=HandoverState.ACCEPTED)),
        **{name: Count("id", filter=Q(state=state)) for name, state in states.items()},
    )


def pair_of(
    row: dict[str, Any], teams: dict[int, str], reasons: dict[tuple[int, int], list[tuple[str, int]]]
) -> PairFigures:
    """A counted row with its names."""
    from_id, to_id = row.pop("from_team_id"), row.pop("to_team_id")
    return PairFigures(
        from_id=from_id,
        from_team=teams[from_id],
        to_id=to_id,
        to_team=teams[to_id],
        reasons=tuple(reasons.get((from_id, to_id), ())[:MOST_REASONS]),
        **row,
    )


def in_order(teams: dict[int, str], wanted: Sequence[int] | set[int]) -> tuple[tuple[int, str], ...]:
    """The teams wanted, in the order of the registry."""
    return tuple((pk, name) for pk, name in teams.items() if pk in wanted)
