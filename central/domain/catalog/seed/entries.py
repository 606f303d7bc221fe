"""What the seed catalogue is made of, as plain frozen records; `position` is the order of the file."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SeedWindow:
    """Business minutes of a weekday, 0 = Monday; `ends_at` up to 1440."""

    weekday: int
    starts_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class SeedCalendar:
    """A calendar with its week."""

    code: str
    name: str
    is_calendar_days: bool
    windows: tuple[SeedWindow, ...]


@dataclass(frozen=True, slots=True)
class SeedPlace:
    """A Local of the invented provider."""

    code: str
    name: str
    trade_name: str
    document: str
    city: str
    state: str
    city_ibge_code: str
    time_zone: str
    phone: str


@dataclass(frozen=True, slots=True)
class SeedServiceLevel:
    """A Situação; `term_amount` and `calendar` are None when its deadline is typed."""

    code: str
    name: str
    term_amount: int | None
    term_unit: str
    calendar: str | None
    warning_percent: int
    stops_in_pauses: bool
    ground: str
    position: int


@dataclass(frozen=True, slots=True)
class SeedTeam:
    """A team; `forwards_to` is empty where it forwards to all."""

    code: str
    name: str
    is_core: bool
    calendar: str
    members_can_close: bool
    forwards_to_all: bool
    forwards_to: tuple[str, ...]
    is_field: bool
    stay_minutes: int
    accept_minutes: int
    position: int


@dataclass(frozen=True, slots=True)
class SeedStatus:
    """A status with the base status that the rules look at."""

    code: str
    name: str
    base_status: str
    color: str
    pauses_clock: bool
    requires_schedule: bool
    requires_awaiting: bool
    is_default: bool
    position: int


@dataclass(frozen=True, slots=True)
class SeedChoice:
    """An entry of a short list."""

    code: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class SeedContactMethod:
    """A Forma; `is_origin` tells whether a protocol may come in by it."""

    code: str
    name: str
    is_origin: bool
    position: int


@dataclass(frozen=True, slots=True)
class SeedProblem:
    """A Problema under its Contexto."""

    code: str
    context: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class SeedChecklistItem:
    """A question of a checklist; `is_required` when concluding."""

    code: str
    label: str
    kind: str
    unit: str
    is_required: bool
    minimum: Decimal | None
    maximum: Decimal | None
    choices: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class SeedChecklist:
    """A checklist with its questions and the photos that it asks for."""

    code: str
    name: str
    min_photos: int
    items: tuple[SeedChecklistItem, ...]
    position: int


@dataclass(frozen=True, slots=True)
class SeedTicketType:
    """A Tipo de Solicitação with its defaults; `weight` is its share of the demo's protocols."""

    code: str
    prefix: str
    name: str
    group: str
    team: str
    priority: int
    first_answer_minutes: int
    service_level: str
    field_work: str
    on_portal: bool
    checklist: str | None
    requires_solution: bool
    requires_customer_answer: bool
    title_hint: str
    weight: int
    position: int


@dataclass(frozen=True, slots=True)
class SeedCustomField:
    """A custom field with the types that ask for it; all are printed and filtered by."""

    code: str
    name: str
    kind: str
    help_text: str
    options: tuple[str, ...]
    types: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class SeedGrant:
    """What a profile may do, how far (own, team, all), and the limit where there is one."""

    profile: str
    permission: str
    reach: str
    limit: int | None


@dataclass(frozen=True, slots=True)
class SeedProfile:
    """A profile with its grants."""

    code: str
    name: str
    grants: tuple[SeedGrant, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Seed:
    """The whole catalogue, every reference checked."""

    calendars: tuple[SeedCalendar, ...]
    places: tuple[SeedPlace, ...]
    service_levels: tuple[SeedServiceLevel, ...]
    teams: tuple[SeedTeam, ...]
    statuses: tuple[SeedStatus, ...]
    contact_methods: tuple[SeedContactMethod, ...]
    choices: dict[str, tuple[SeedChoice, ...]]
    problems: tuple[SeedProblem, ...]
    checklists: tuple[SeedChecklist, ...]
    group_of_prefix: dict[str, str]
    ticket_types: tuple[SeedTicketType, ...]
    custom_fields: tuple[SeedCustomField, ...]
    profiles: tuple[SeedProfile, ...]
