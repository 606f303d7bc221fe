"""Reading the seed catalogue into frozen records; no table of the database is touched here."""

from pathlib import Path

from central.domain.access.permissions import Permission
from central.domain.catalog.seed.entries import (
    Seed,
    SeedCalendar,
    SeedChecklist,
    SeedChecklistItem,
    SeedChoice,
    SeedContactMethod,
    SeedCustomField,
    SeedGrant,
    SeedPlace,
    SeedProblem,
    SeedProfile,
    SeedServiceLevel,
    SeedStatus,
    SeedTeam,
    SeedTicketType,
    SeedWindow,
)
from central.domain.catalog.seed.tables import Row, codes, read_table, unique

FOLDER = Path(__file__).parent

BASE_STATUSES = ("open", "in_progress", "waiting", "scheduled", "tech_closed", "closed", "cancelled")
COLORS = ("brand", "ok", "warn", "bad", "note", "out", "plain")
TERM_UNITS = ("running_hours", "business_hours", "business_days", "calendar_days", "manual")
ITEM_KINDS = ("check", "yesno", "text", "number", "date", "choice")
FIELD_KINDS = ("text", "number", "date", "choice", "yes_no")
REACHES = ("own", "team", "all")
PRIORITIES = ("0", "1", "2", "3")
FIELD_WORK = ("S", "N", "T")
WEEKDAYS = ("0", "1", "2", "3", "4", "5", "6")
LISTS = (
    "activity_reason", "forward_reason", "wait_reason", "solution", "cancel_reason",
    "contract_cancel_reason", "reopen_reason", "unproductive_reason", "activity_type",
    "reveal_reason", "request_context",
)  # fmt: skip


def read_seed(folder: Path = FOLDER) -> Seed:
    """The whole catalogue of a folder; raises `ValueError` naming file and line."""
    calendars = read_calendars(folder)
    service_levels = read_service_levels(folder, calendars)
    teams = read_teams(folder, calendars)
    choices = read_choices(folder)
    checklists = read_checklists(folder)
    groups = read_groups(folder)
    types = read_ticket_types(folder, groups, teams, service_levels, checklists)
    return Seed(
        calendars=calendars,
        places=read_places(folder),
        service_levels=service_levels,
        teams=teams,
        statuses=read_statuses(folder),
        contact_methods=read_contact_methods(folder),
        choices=choices,
        problems=read_problems(folder, choices),
        checklists=checklists,
        group_of_prefix=groups,
        ticket_types=types,
        custom_fields=read_custom_fields(folder, codes(types)),
        profiles=read_profiles(folder),
    )


def minute_of_day(row: Row, column: str) -> int:
    """A time such as 08:00 (or 24:00) as minutes from midnight."""
    hour, _, minute = row.text(column).partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(minute) < 60):
        raise row.wrong(f"{column} is not a time: {row.text(column)}")
    minutes = int(hour) * 60 + int(minute)
    if minutes > 1440:
        raise row.wrong(f"{column} is past the end of the day")
    return minutes


def read_calendars(folder: Path) -> tuple[SeedCalendar, ...]:
    """The calendars with their windows."""
    rows = unique(read_table(folder / "calendars.csv", ("code", "name", "calendar_days")), "code")
    known = {row.text("code") for row in rows}
    windows: dict[str, list[SeedWindow]] = {code: [] for code in known}
    for row in read_table(folder / "calendar_windows.csv", ("calendar", "weekday", "starts", "ends")):
        window = SeedWindow(
            weekday=int(row.one_of("weekday", WEEKDAYS)),
            starts_at=minute_of_day(row, "starts"),
            ends_at=minute_of_day(row, "ends"),
        )
        if window.starts_at >= window.ends_at:
            raise row.wrong("a window ends after it starts")
        windows[row.one_of("calendar", known)].append(window)
    for row in rows:
        if not windows[row.text("code")]:
            raise row.wrong("a calendar needs windows")
    return tuple(
        SeedCalendar(
            code=row.text("code"),
            name=row.text("name"),
            is_calendar_days=row.flag("calendar_days"),
            windows=tuple(windows[row.text("code")]),
        )
        for row in rows
    )


def read_places(folder: Path) -> tuple[SeedPlace, ...]:
    """The locais of the invented provider."""
    columns = (
        "code", "name", "trade_name", "document", "city", "state", "city_ibge_code", "time_zone", "phone",
    )  # fmt: skip
    rows = unique(unique(read_table(folder / "places.csv", columns), "code"), "document")
    return tuple(SeedPlace(**{column: row.text(column) for column in columns}) for row in rows)


def read_service_levels(folder: Path, calendars: tuple[SeedCalendar, ...]) -> tuple[SeedServiceLevel, ...]:
    """The situações; only a manual one has neither term nor calendar."""
    columns = ("code", "name", "amount", "unit", "calendar", "warning_percent", "stops_in_pauses", "ground")
    levels = []
    for position, row in enumerate(unique(read_table(folder / "service_levels.csv", columns), "code"), 1):
        level = SeedServiceLevel(
            code=row.text("code"),
            name=row.text("name"),
            term_amount=row.optional_whole("amount"),
            term_unit=row.one_of("unit", TERM_UNITS),
            calendar=row.optional_one_of("calendar", codes(calendars)),
            warning_percent=row.whole("warning_percent"),
            stops_in_pauses=row.flag("stops_in_pauses"),
            ground=row.optional("ground"),
            position=position,
        )
        manual = level.term_unit == "manual"
        if manual != (level.term_amount is None) or manual != (level.calendar is None):
            raise row.wrong("a term needs amount and calendar, a manual one has neither")
        if level.term_amount == 0 or not 0 < level.warning_percent <= 100:
            raise row.wrong("the amount is at least 1, the warning from 1 to 100")
        levels.append(level)
    return tuple(levels)


def read_teams(folder: Path, calendars: tuple[SeedCalendar, ...]) -> tuple[SeedTeam, ...]:
    """The teams; `all` under forwards_to means every other team."""
    columns = ("code", "name", "core", "calendar", "may_close", "forwards_to", "is_field", "stay_minutes",
               "accept_minutes")  # fmt: skip
    rows = unique(read_table(folder / "teams.csv", columns), "code")
    known = {row.text("code") for row in rows}
    teams = []
    for position, row in enumerate(rows, 1):
        to_all = row.text("forwards_to") == "all"
        teams.append(
            SeedTeam(
                code=row.text("code"),
                name=row.text("name"),
                is_core=row.flag("core"),
                calendar=row.one_of("calendar", codes(calendars)),
                members_can_close=row.flag("may_close"),
                forwards_to_all=to_all,
                forwards_to=() if to_all else row.many("forwards_to", known - {row.text("code")}),
                is_field=row.flag("is_field"),
                stay_minutes=row.whole("stay_minutes"),
                accept_minutes=row.whole("accept_minutes"),
                position=position,
            )
        )
    return tuple(teams)


def read_statuses(folder: Path) -> tuple[SeedStatus, ...]:
    """The statuses; each base status has exactly one default."""
    columns = (
        "code", "name", "base_status", "color", "pauses_clock",
        "requires_schedule", "requires_awaiting", "is_default",
    )  # fmt: skip
    rows = unique(read_table(folder / "statuses.csv", columns), "code")
    for base in BASE_STATUSES:
        defaults = [row for row in rows if row.cells["base_status"] == base and row.flag("is_default")]
        if len(defaults) != 1:
            where = (defaults or rows)[-1]
            raise where.wrong(f"{base} has {len(defaults)} defaults, exactly one is needed")
    return tuple(
        SeedStatus(
            code=row.text("code"),
            name=row.text("name"),
            base_status=row.one_of("base_status", BASE_STATUSES),
            color=row.one_of("color", COLORS),
            pauses_clock=row.flag("pauses_clock"),
            requires_schedule=row.flag("requires_schedule"),
            requires_awaiting=row.flag("requires_awaiting"),
            is_default=row.flag("is_default"),
            position=position,
        )
        for position, row in enumerate(rows, 1)
    )


def read_contact_methods(folder: Path) -> tuple[SeedContactMethod, ...]:
    """The formas."""
    rows = unique(read_table(folder / "contact_methods.csv", ("code", "name", "is_origin")), "code")
    return tuple(
        SeedContactMethod(row.text("code"), row.text("name"), row.flag("is_origin"), position)
        for position, row in enumerate(rows, 1)
    )


def read_choices(folder: Path) -> dict[str, tuple[SeedChoice, ...]]:
    """The short lists by the name of their list, each in the order of the file."""
    found: dict[str, list[SeedChoice]] = {name: [] for name in LISTS}
    for row in unique(read_table(folder / "choices.csv", ("list", "code", "name")), "list", "code"):
        entries = found[row.one_of("list", LISTS)]
        entries.append(SeedChoice(row.text("code"), row.text("name"), len(entries) + 1))
    return {name: tuple(entries) for name, entries in found.items()}


def read_problems(folder: Path, choices: dict[str, tuple[SeedChoice, ...]]) -> tuple[SeedProblem, ...]:
    """The problemas, each under a contexto."""
    contexts = codes(choices["request_context"])
    rows = unique(read_table(folder / "problems.csv", ("context", "code", "name")), "code")
    return tuple(
        SeedProblem(row.text("code"), row.one_of("context", contexts), row.text("name"), position)
        for position, row in enumerate(rows, 1)
    )


def read_checklists(folder: Path) -> tuple[SeedChecklist, ...]:
    """The checklists with their questions."""
    rows = unique(read_table(folder / "checklists.csv", ("code", "name", "min_photos")), "code")
    columns = (
        "checklist", "code", "label", "kind", "unit", "required", "minimum", "maximum", "choices",
    )  # fmt: skip
    items: dict[str, list[SeedChecklistItem]] = {row.text("code"): [] for row in rows}
    for row in unique(read_table(folder / "checklist_items.csv", columns), "checklist", "code"):
        own = items[row.one_of("checklist", items.keys())]
        own.append(read_checklist_item(row, position=len(own) + 1))
    return tuple(
        SeedChecklist(
            row.text("code"),
            row.text("name"),
            row.whole("min_photos"),
            tuple(items[row.text("code")]),
            position,
        )
        for position, row in enumerate(rows, 1)
    )


def read_checklist_item(row: Row, position: int) -> SeedChecklistItem:
    """One question; only a choice has options, only a number has bounds."""
    item = SeedChecklistItem(
        code=row.text("code"),
        label=row.text("label"),
        kind=row.one_of("kind", ITEM_KINDS),
        unit=row.optional("unit"),
        is_required=row.flag("required"),
        minimum=row.optional_decimal("minimum"),
        maximum=row.optional_decimal("maximum"),
        choices=row.many("choices", separator="|"),
        position=position,
    )
    if (item.kind == "choice") != (len(item.choices) > 1):
        raise row.wrong("a choice has at least two options, other kinds have none")
    if item.kind != "number" and (item.unit or item.minimum is not None or item.maximum is not None):
        raise row.wrong("only a number has unit, minimum and maximum")
    if item.minimum is not None and item.maximum is not None and item.minimum >= item.maximum:
        raise row.wrong("the minimum is below the maximum")
    return item


def read_groups(folder: Path) -> dict[str, str]:
    """The group of each prefix of a type's code."""
    rows = unique(read_table(folder / "ticket_groups.csv", ("prefix", "group")), "prefix")
    return {row.text("prefix"): row.text("group") for row in rows}


def read_ticket_types(
    folder: Path,
    groups: dict[str, str],
    teams: tuple[SeedTeam, ...],
    service_levels: tuple[SeedServiceLevel, ...],
    checklists: tuple[SeedChecklist, ...],
) -> tuple[SeedTicketType, ...]:
    """The request types; the prefix of the code must belong to the group."""
    columns = (
        "code", "name", "group", "team", "priority", "first_answer_minutes", "service_level", "field_work",
        "on_portal", "checklist", "requires_solution", "requires_customer_answer",
        "title_hint", "weight",
    )  # fmt: skip
    types = []
    for position, row in enumerate(unique(read_table(folder / "ticket_types.csv", columns), "code"), 1):
        prefix = row.text("code").partition("-")[0]
        if groups.get(prefix) != row.text("group"):
            raise row.wrong(f"{prefix} is not a prefix of {row.text('group')}")
        types.append(
            SeedTicketType(
                code=row.text("code"),
                prefix=prefix,
                name=row.text("name"),
                group=row.text("group"),
                team=row.one_of("team", codes(teams)),
                priority=int(row.one_of("priority", PRIORITIES)),
                first_answer_minutes=row.whole("first_answer_minutes"),
                service_level=row.one_of("service_level", codes(service_levels)),
                field_work=row.one_of("field_work", FIELD_WORK),
                on_portal=row.flag("on_portal"),
                checklist=row.optional_one_of("checklist", codes(checklists)),
                requires_solution=row.flag("requires_solution"),
                requires_customer_answer=row.flag("requires_customer_answer"),
                title_hint=row.optional("title_hint"),
                weight=row.whole("weight"),
                position=position,
            )
        )
    return tuple(types)


def read_custom_fields(folder: Path, types: frozenset[str]) -> tuple[SeedCustomField, ...]:
    """The custom fields; only a choice has options."""
    columns = ("code", "name", "kind", "help", "options", "types")
    fields = []
    for position, row in enumerate(unique(read_table(folder / "custom_fields.csv", columns), "code"), 1):
        options = row.many("options", separator="|")
        kind = row.one_of("kind", FIELD_KINDS)
        if (kind == "choice") != (len(options) > 1):
            raise row.wrong("a choice has at least two options, other kinds have none")
        fields.append(
            SeedCustomField(
                row.text("code"), row.text("name"), kind, row.optional("help"), options,
                row.many("types", types), position,
            )
        )  # fmt: skip
    return tuple(fields)


def read_profiles(folder: Path) -> tuple[SeedProfile, ...]:
    """The profiles with their grants."""
    rows = unique(read_table(folder / "profiles.csv", ("code", "name")), "code")
    grants: dict[str, list[SeedGrant]] = {row.text("code"): [] for row in rows}
    permissions = frozenset(permission.value for permission in Permission)
    columns = ("profile", "permission", "reach", "limit")
    for row in unique(read_table(folder / "grants.csv", columns), "profile", "permission"):
        grant = SeedGrant(
            profile=row.one_of("profile", grants.keys()),
            permission=row.one_of("permission", permissions),
            reach=row.one_of("reach", REACHES),
            limit=row.optional_whole("limit"),
        )
        grants[grant.profile].append(grant)
    return tuple(
        SeedProfile(row.text("code"), row.text("name"), tuple(grants[row.text("code")]), position)
        for position, row in enumerate(rows, 1)
    )
