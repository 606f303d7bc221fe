"""What histories are told with: the catalogue as loaded, the colleagues, the clients, the terms."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from central.domain.access.models import User
from central.domain.access.queries import actor_for_user
from central.domain.calendars.business_time import WorkCalendar
from central.domain.calendars.queries import holidays_at, work_calendar
from central.domain.catalog.models import (
    ActivityReason,
    ActivityType,
    CancelReason,
    ChecklistItem,
    ContactMethod,
    CustomField,
    ForwardReason,
    NamedChoice,
    ReopenReason,
    ServiceLevel,
    Solution,
    TicketStatus,
    TicketType,
    UnproductiveReason,
    WaitReason,
)
from central.domain.catalog.seed.reader import read_seed
from central.domain.company.models import CompanyPlace
from central.domain.demo.filing import Cabinet, load_cabinet, opening_answers
from central.domain.sla.deadlines import ServicePlace, Standing, standing_by
from central.domain.teams.models import Team
from central.domain.tickets.filing import Filing
from central.domain.tickets.filling import fields_of
from central.foundation.actor import Actor

LISTS: tuple[type[NamedChoice], ...] = (
    ActivityReason, ActivityType, CancelReason, ContactMethod, ForwardReason, ReopenReason, Solution,
    UnproductiveReason, WaitReason,
)  # fmt: skip
CHANNELS = {
    "whatsapp": 48, "telefone-receptivo": 27, "portal-do-cliente": 8, "aplicativo": 5,
    "presencial-na-loja": 5, "e-mail": 4, "chat-do-site": 2, "redes-sociais": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Client:
    """A client as far as a protocol needs it."""

    id: int
    contact_ids: tuple[int, ...]
    place: ServicePlace
    is_company: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the staff."""

    actor: Actor
    teams: frozenset[str]

    @property
    def id(self) -> int:
        """The person's id."""
        assert self.actor.person_id is not None
        return self.actor.person_id

    def may(self, permission: str) -> bool:
        """Whether the profile includes an act."""
        return self.actor.may(permission)


@dataclass
class World:
    """Everything looked up once, so that telling a history reads no table."""

    now: datetime
    cabinet: Cabinet
    first_day: date
    teams: dict[str, Team]
    forwards: dict[str, frozenset[str]]
    types: dict[str, TicketType]
    weights: dict[str, int]
    items: dict[int, tuple[ChecklistItem, ...]]
    statuses: dict[str, TicketStatus]
    defaults: dict[str, TicketStatus]
    choices: dict[type[NamedChoice], dict[str, int]]
    fields: dict[int, tuple[CustomField, ...]]
    place_id: int
    members: dict[str, tuple[Colleague, ...]]
    by_login: dict[str, Colleague]
    clients: Sequence[Client] = ()
    calendars: dict[tuple[int, ServicePlace], WorkCalendar] = field(default_factory=dict)
    busy: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def filing(self, kind: TicketType, number: int) -> Filing:
        """Where a protocol of a type stands."""
        return self.cabinet.filing(kind, number)

    def opening_answers(self, kind: TicketType, at: datetime) -> dict[str, str]:
        """Answers to the checklist of the type's opening; none where it has none."""
        return opening_answers(self.items.get(kind.opening_checklist_id or 0, ()), at)

    def choice(self, model: type[NamedChoice], code: str) -> int:
        """The id of an entry of a short list."""
        return self.choices[model][code]

    def may_forward(self, origin: str, destination: str) -> bool:
        """Whether one team forwards to another."""
        return origin != destination and destination in self.forwards[origin]

    def due(self, level: ServiceLevel, place: ServicePlace, start: datetime) -> datetime:
        """When a term that starts then ends; a manual one is typed: five days later."""
        return self.standing(level, place, start).due_at

    def standing(self, level: ServiceLevel, place: ServicePlace, start: datetime) -> Standing:
        """Where a term that starts then stands at its beginning."""
        typed = (start + timedelta(days=5)).replace(second=0, microsecond=0)
        found = standing_by(level, self.calendar_of(level, place), start, typed=typed)
        assert found is not None
        return found

    def calendar_of(self, level: ServiceLevel, place: ServicePlace) -> WorkCalendar | None:
        """The calendar that a situação counts by at a place; None for a manual one."""
        if level.is_manual or level.term_amount is None or level.calendar_id is None:
            return None
        return self.calendar_at(level.calendar_id, place)

    def calendar_at(self, calendar_id: int, place: ServicePlace) -> WorkCalendar:
        """A calendar at a place, read once."""
        key = (calendar_id, place)
        if key not in self.calendars:
            self.calendars[key] = self.whole_calendar(calendar_id, place)
        return self.calendars[key]

    def whole_calendar(self, calendar_id: int, place: ServicePlace) -> WorkCalendar:
        """A calendar with the holidays of all the time that the histories cover."""
        today = self.now.date()
        calendar = work_calendar(
            calendar_id, state=place.state, city_ibge_code=place.city_ibge_code, zone=place.zone, around=today
        )
        if calendar.windows.never_close:
            return calendar
        days_off = holidays_at(
            state=place.state,
            city_ibge_code=place.city_ibge_code,
            since=self.first_day - timedelta(days=10),
            until=today + timedelta(days=400),
        )
        return WorkCalendar(calendar.windows, days_off, calendar.zone)

    def free(self, who: Colleague, since: datetime, until: datetime) -> bool:
        """Whether a colleague executes nothing else in that time, by slots of ten minutes."""
        taken = self.busy[who.id]
        return not any(slot in taken for slot in slots(since, until))

    def occupy(self, who: Colleague, since: datetime, until: datetime) -> None:
        """Remember that a colleague executes something in that time."""
        self.busy[who.id].update(slots(since, until))


def slots(since: datetime, until: datetime) -> range:
    """The slots of ten minutes that a time touches."""
    return range(int(since.timestamp()) // 600, int(until.timestamp()) // 600 + 1)


class Chance:
    """The dice of a loading: one seed, always the same throws."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def share(self, percent: float) -> bool:
        """True in that many of a hundred throws."""
        return self.random.random() * 100 < percent

    def between(self, least: float, most: float) -> float:
        """A number between two."""
        return self.random.uniform(least, most)

    def weighted(self, weights: Mapping[str, float]) -> str:
        """A key, by its weight."""
        keys, sums = prepared_weights(tuple(weights.items()))
        return self.random.choices(keys, cum_weights=sums)[0]


@lru_cache(maxsize=256)
def prepared_weights(items: tuple[tuple[str, float], ...]) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Keys and running sums, as `random.choices` wants them."""
    return tuple(key for key, _weight in items), tuple(accumulate(weight for _key, weight in items))


def load_world(now: datetime, days: int) -> World:
    """Read what histories need; some hundred small queries, once."""
    seed = read_seed()
    teams = {team.code: team for team in Team.objects.all()}
    by_id = {team.pk: team for team in teams.values()}
    types = {
        kind.code: kind
        for kind in TicketType.objects.select_related("service_level", "checklist").order_by("pk")
    }
    for kind in types.values():
        kind.team = by_id[kind.team_id]
    items: dict[int, list[ChecklistItem]] = defaultdict(list)
    for item in ChecklistItem.objects.filter(is_active=True).order_by("position", "id"):
        items[item.checklist_id].append(item)
    statuses = {status.code: status for status in TicketStatus.objects.all()}
    colleagues = [
        Colleague(actor, frozenset(by_id[pk].code for pk in actor.team_ids))
        for actor in map(actor_for_user, User.objects.order_by("pk").values_list("pk", flat=True))
    ]
    return World(
        now=now,
        cabinet=load_cabinet(),
        first_day=(now - timedelta(days=days)).date(),
        teams=teams,
        forwards={code: reached_from(team, teams) for code, team in teams.items()},
        types=types,
        weights={kind.code: kind.weight for kind in seed.ticket_types if kind.code in types},
        items={pk: tuple(found) for pk, found in items.items()},
        statuses=statuses,
        defaults={status.base_status: status for status in statuses.values() if status.is_default},
        choices={model: dict(model._default_manager.values_list("code", "pk")) for model in LISTS},
        fields={kind.pk: tuple(found) for kind in types.values() if (found := fields_of(kind.pk))},
        place_id=CompanyPlace.objects.filter(is_active=True).order_by("id").values_list("pk", flat=True)[0],
        members={code: tuple(c for c in colleagues if code in c.teams) for code in teams},
        by_login={c.actor.login: c for c in colleagues},
    )


def reached_from(team: Team, teams: Mapping[str, Team]) -> frozenset[str]:
    """The codes of the teams that one forwards to."""
    if team.forwards_to_all:
        return frozenset(teams) - {team.code}
    return frozenset(team.forwards_to.values_list("code", flat=True))


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment on the wall of a place."""
    return moment.astimezone(zone)
