"""Loading the catalogue that an installation starts with."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils import timezone

from central.domain.access.models import Profile, ProfileGrant
from central.domain.calendars.holidays import library_holidays
from central.domain.calendars.models import Calendar, CalendarWindow, Holiday
from central.domain.calendars.zones import STATES
from central.domain.catalog.events import CatalogueLoaded
from central.domain.catalog.models import (
    ActivityReason,
    ActivityType,
    CancelReason,
    CatalogClass,
    CatalogItem,
    Checklist,
    ChecklistItem,
    ContactMethod,
    CustomField,
    ForwardReason,
    ReopenReason,
    RequestContext,
    RequestProblem,
    ServiceCatalog,
    ServiceLevel,
    Solution,
    TicketStatus,
    TicketType,
    UnproductiveReason,
    WaitReason,
)
from central.domain.catalog.rules import check_can_load_catalogue
from central.domain.catalog.seed.entries import Seed
from central.domain.catalog.seed.reader import read_seed
from central.domain.catalog.seed.services import SeedLevel, read_services
from central.domain.company.models import CompanyPlace
from central.domain.people.models import RevealReason
from central.domain.teams.models import Team
from central.foundation.actor import Actor, Reach
from central.foundation.events.publishing import publish
from central.foundation.operation import operation

LISTS: dict[str, type[Model]] = {
    "activity_reason": ActivityReason,
    "forward_reason": ForwardReason,
    "wait_reason": WaitReason,
    "solution": Solution,
    "cancel_reason": CancelReason,
    "reopen_reason": ReopenReason,
    "unproductive_reason": UnproductiveReason,
    "activity_type": ActivityType,
    "reveal_reason": RevealReason,
}
FIRST_PLACE = "Minha empresa"
"""The name of the first Local until the company gives its own."""
HOLIDAY_YEARS = range(-1, 3)
"""Years around the present one whose holidays are loaded."""

Values = dict[str, Any]


@operation
def load_ground(*, actor: Actor) -> CompanyPlace:
    """Load what no installation works without: a first Local to fill in, calendars, lists, profiles.

    Adds by code what is missing, changes nothing that is there; answers the company's first Local.
    """
    check_can_load_catalogue(actor)
    loading = Loading(read_seed())
    loading.load_ground()
    return told_loading(actor, loading)


@operation
def load_catalogue(*, actor: Actor, with_places: bool = False) -> CompanyPlace:
    """Load the seed catalogue: adds by code what is missing, changes nothing that is there.

    `with_places` brings the Locais of the invented provider too; without it a company has its own.
    Answers the company's first Local, on which the fact is told when anything came in.
    """
    check_can_load_catalogue(actor)
    loading = Loading(read_seed())
    if with_places:
        loading.load_places()
    loading.run(loading.load_ground())
    return told_loading(actor, loading)


def told_loading(actor: Actor, loading: "Loading") -> CompanyPlace:
    """Tell on the company's first Local what came in, if anything did."""
    place = CompanyPlace.objects.select_for_update(no_key=True).order_by("pk")[0]
    if loading.added:
        publish(CatalogueLoaded(added=dict(sorted(loading.added.items()))), actor=actor, subject=place)
    return place


def is_empty() -> bool:
    """Whether the catalogue was never loaded: no type of protocol is known."""
    return not TicketType.objects.exists()


class Loading:
    """One loading at work: the seed, and how many rows of each table it has added."""

    def __init__(self, seed: Seed) -> None:
        self.seed = seed
        self.added: dict[str, int] = {}

    def load_ground(self) -> dict[str, int]:
        """What every company needs, whatever its catalogue; answers the ids of the calendars."""
        calendars = self.load_calendars()
        self.load_holidays()
        if not CompanyPlace.objects.exists():
            self.add(CompanyPlace, "code", [{"code": "MATRIZ", "name": FIRST_PLACE, "city": "", "state": ""}])
        self.load_lists()
        self.load_profiles()
        return calendars

    def load_places(self) -> None:
        """The Locais of the invented provider."""
        self.add(CompanyPlace, "code", (slots_of(place) for place in self.seed.places))

    def run(self, calendars: Mapping[str, int]) -> None:
        """What a provider works with, in the order of the references."""
        teams = self.load_teams(calendars)
        levels = self.load_service_levels(calendars)
        self.load_problems()
        checklists = self.load_checklists()
        before = set(TicketType.objects.values_list("code", flat=True))
        self.load_types(teams, levels, checklists)
        self.load_services(before, checklists)
        self.load_custom_fields()

    def add(self, model: type[Model], key: str, rows: Iterable[Values]) -> dict[Any, int]:
        """Add the rows whose key is not there yet; answers the id of every key, old and new."""
        table = model._default_manager
        known = set(table.values_list(key, flat=True))
        new = [model(**row) for row in rows if row[key] not in known]
        table.bulk_create(new)
        self.count(model, len(new))
        return dict(table.values_list(key, "pk"))

    def count(self, model: type[Model], number: int) -> None:
        """Remember how many rows a table got."""
        if number:
            name = str(model._meta.model_name)
            self.added[name] = self.added.get(name, 0) + number

    def load_calendars(self) -> dict[str, int]:
        """Calendars; the windows come only with a calendar that was missing."""
        before = set(Calendar.objects.values_list("code", flat=True))
        ids = self.add(
            Calendar,
            "code",
            (
                {"code": c.code, "name": c.name, "is_calendar_days": c.is_calendar_days}
                for c in self.seed.calendars
            ),
        )
        windows = [
            CalendarWindow(calendar_id=ids[calendar.code], **slots_of(window))
            for calendar in self.seed.calendars
            if calendar.code not in before
            for window in calendar.windows
        ]
        self.count(CalendarWindow, len(CalendarWindow.objects.bulk_create(windows)))
        return ids

    def load_holidays(self) -> None:
        """National and state holidays of the years that have none yet, so that a removed one stays away."""
        this_year = timezone.localdate().year
        for year in (this_year + distance for distance in HOLIDAY_YEARS):
            if Holiday.objects.filter(on__year=year).exists():
                continue
            rows = [
                Holiday(
                    name=day.name, on=day.on, scope=day.scope, state=day.state, is_optional=day.is_optional,
                    starts_minute=day.starts_minute, ends_minute=day.ends_minute,
                )
                for day in library_holidays(year, STATES)
            ]  # fmt: skip
            self.count(Holiday, len(Holiday.objects.bulk_create(rows, ignore_conflicts=True)))

    def load_teams(self, calendars: Mapping[str, int]) -> dict[str, int]:
        """Teams; where one may forward to comes only with a team that was missing."""
        before = set(Team.objects.values_list("code", flat=True))
        rows = []
        for team in self.seed.teams:
            values = slots_of(team, without=("is_core", "calendar", "forwards_to"))
            rows.append({**values, "calendar_id": calendars[team.calendar]})
        ids = self.add(Team, "code", rows)
        link = Team.forwards_to.through
        link._default_manager.bulk_create(
            link(from_team_id=ids[team.code], to_team_id=ids[other])
            for team in self.seed.teams
            if team.code not in before
            for other in team.forwards_to
        )
        return ids

    def load_service_levels(self, calendars: Mapping[str, int]) -> dict[str, int]:
        """Situações with their calendars."""
        rows = []
        for level in self.seed.service_levels:
            values = slots_of(level, without=("calendar",))
            rows.append({**values, "calendar_id": calendars[level.calendar] if level.calendar else None})
        return self.add(ServiceLevel, "code", rows)

    def load_lists(self) -> None:
        """Statuses and the short lists."""
        taken = set(TicketStatus.objects.filter(is_default=True).values_list("base_status", flat=True))
        statuses = [slots_of(status) for status in self.seed.statuses]
        for row in statuses:
            row["is_default"] = row["is_default"] and row["base_status"] not in taken
        self.add(TicketStatus, "code", statuses)
        for name, model in LISTS.items():
            self.add(model, "code", (slots_of(choice) for choice in self.seed.choices[name]))
        self.add(
            ContactMethod, "code", (slots_of(m, without=("is_origin",)) for m in self.seed.contact_methods)
        )

    def load_problems(self) -> None:
        """Contextos with their problemas."""
        self.add(RequestContext, "code", (slots_of(c) for c in self.seed.choices["request_context"]))
        contexts = dict(RequestContext.objects.values_list("code", "pk"))
        self.add(
            RequestProblem,
            "code",
            (
                {**slots_of(problem, without=("context",)), "context_id": contexts[problem.context]}
                for problem in self.seed.problems
            ),
        )

    def load_checklists(self) -> dict[str, int]:
        """Checklists; the items come only with a checklist that was missing."""
        before = set(Checklist.objects.values_list("code", flat=True))
        ids = self.add(
            Checklist, "code", (slots_of(checklist, without=("items",)) for checklist in self.seed.checklists)
        )
        items = [
            ChecklistItem(
                checklist_id=ids[checklist.code],
                choices=list(item.choices),
                **slots_of(item, without=("choices",)),
            )
            for checklist in self.seed.checklists
            if checklist.code not in before
            for item in checklist.items
        ]
        self.count(ChecklistItem, len(ChecklistItem.objects.bulk_create(items)))
        return ids

    def load_types(
        self, teams: Mapping[str, int], levels: Mapping[str, int], checklists: Mapping[str, int]
    ) -> None:
        """Types of protocol with the parameters of their openings."""
        rows = []
        for kind in self.seed.ticket_types:
            values = slots_of(kind, without=("prefix", "team", "service_level", "checklist", "weight"))
            values["team_id"] = teams[kind.team]
            values["service_level_id"] = levels[kind.service_level]
            values["checklist_id"] = checklists[kind.checklist] if kind.checklist else None
            rows.append(values)
        self.add(TicketType, "code", rows)

    def load_services(self, before: set[str], checklists: Mapping[str, int]) -> None:
        """The service catalogue, and what types ask of their openings; types of before stay as they are."""
        types = TicketType.objects.exclude(code__in=before)
        seed = read_services(self.seed, checklists)
        rows = (slots_of(one, without=("groups",)) for one in seed.catalogs)
        catalogs = self.add(ServiceCatalog, "code", rows)
        items = self.add(CatalogItem, "code", (under(one, "catalog_id", catalogs) for one in seed.items))
        self.add(CatalogClass, "code", (under(one, "item_id", items) for one in seed.classes))
        link = TicketType.catalogs.through
        link._default_manager.bulk_create(
            link(tickettype_id=kind.pk, servicecatalog_id=catalogs[one.code])
            for kind in types
            for one in seed.catalogs
            if kind.group in one.groups
        )
        for one in seed.openings:
            checklist = checklists[one.opening_checklist] if one.opening_checklist else None
            values = slots_of(one, without=("type", "opening_checklist"))
            types.filter(code=one.type).update(opening_checklist=checklist, **values)

    def load_custom_fields(self) -> None:
        """Custom fields; the types that ask for one come only with a field that was missing."""
        before = set(CustomField.objects.values_list("code", flat=True))
        rows = [
            {
                **slots_of(field, without=("types", "options")),
                "options": list(field.options), "on_work_order": True, "is_filter": True,
            }
            for field in self.seed.custom_fields
        ]  # fmt: skip
        ids = self.add(CustomField, "code", rows)
        types = dict(TicketType.objects.values_list("code", "pk"))
        link = CustomField.types.through
        link._default_manager.bulk_create(
            link(customfield_id=ids[field.code], tickettype_id=types[code])
            for field in self.seed.custom_fields
            if field.code not in before
            for code in field.types
        )

    def load_profiles(self) -> None:
        """Profiles; the grants come only with a profile that was missing."""
        before = set(Profile.objects.values_list("code", flat=True))
        ids = self.add(Profile, "code", (slots_of(p, without=("grants",)) for p in self.seed.profiles))
        grants = [
            ProfileGrant(
                profile_id=ids[profile.code],
                permission=grant.permission,
                reach=Reach[grant.reach.upper()],
                limit=grant.limit,
            )
            for profile in self.seed.profiles
            if profile.code not in before
            for grant in profile.grants
        ]
        self.count(ProfileGrant, len(ProfileGrant.objects.bulk_create(grants)))


def under(one: SeedLevel, column: str, above: Mapping[str, int]) -> Values:
    """The values of an entry that stands under another."""
    return {**slots_of(one, without=("above",)), column: above[one.above]}


def slots_of(entry: object, without: tuple[str, ...] = ()) -> Values:
    """The fields of a seed entry as values of a row, except some."""
    names: tuple[str, ...] = getattr(entry, "__slots__", ())
    return {name: getattr(entry, name) for name in names if name not in without}
