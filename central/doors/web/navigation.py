"""The routines of the product, declared once: menu, palette, path, keyboard list read them here."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.access.permissions import Permission
from central.domain.registries.declarations import Registry
from central.domain.registries.listing import REGISTRIES
from central.foundation.actor import Actor, Reach

Text = str | Promise


def everywhere(permission: str) -> str:
    """A permission that is held for everything, as routines ask for it."""
    return f"{permission}:all"


def for_teams(permission: str) -> str:
    """A permission that is held for whole teams, or for everything, as routines ask for it."""
    return f"{permission}:team"


def permissions_of(actor: Actor) -> frozenset[str]:
    """What an actor holds, as routines ask for it: each permission, and again by how wide it reaches."""
    wide = (everywhere(name) for name, grant in actor.grants.items() if grant.reach is Reach.ALL)
    teams = (for_teams(name) for name, grant in actor.grants.items() if grant.reach >= Reach.TEAM)
    return frozenset((*actor.grants, *wide, *teams))


@dataclass(frozen=True, slots=True)
class Routine:
    """A place to go to: shown when its address exists and the actor holds the permission."""

    key: str
    label: Text
    icon: str
    url_name: str
    keys: str = ""
    permission: str = ""
    within: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Its address, empty while the routine is not installed."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""

    def open_to(self, permissions: Collection[str]) -> bool:
        """Whether who holds these permissions finds it in the menu."""
        return bool(self.url) and (not self.permission or self.permission in permissions)

    def holds(self, view_name: str) -> bool:
        """Whether a view belongs to this routine."""
        return view_name == self.url_name or view_name in self.within


@dataclass(frozen=True, slots=True)
class Group:
    """Operações, Cadastros, Análises or Configurações of a module."""

    label: Text
    routines: tuple[Routine, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the rail with its fly-out."""

    key: str
    label: Text
    icon: str
    groups: tuple[Group, ...]


CENTRAL = Routine(
    "central",
    _("Service Center"),
    "inbox",
    "workspace:central",
    "g c",
    within=("workspace:customer", "workspace:ticket"),
)
OPEN_TICKET = Routine(
    "open-ticket", _("Open a ticket"), "file-plus", "tickets:open", "n", permission=Permission.TICKET_CREATE
)
DEADLINES = Routine(
    "deadlines",
    _("Deadline Panel"),
    "clock-exclamation",
    "deadlines:panel",
    "g d",
    permission=for_teams(Permission.REPORT_VIEW),
)
MY_TASKS = Routine("tasks", _("My Tasks"), "checkbox", "tasks:mine", "g t", within=("tasks:drafts",))
HANDOVERS = Routine(
    "handovers",
    _("Forwardings between teams"),
    "arrows-right-left",
    "workspace:handovers",
    permission=Permission.REPORT_VIEW,
)
PEOPLE = Routine(
    "people",
    _("People - Complete"),
    "users",
    "people:list",
    "g p",
    permission=Permission.PERSON_VIEW,
    within=(
        *("people:person", "people:create", "people:edit", "people:reveal", "people:add_contact"),
        *("people:contact", "people:contact_list", "people:addresses", "people:add_address"),
        *("people:address", "people:roles", "people:groups", "people:notes", "people:colleague"),
        *("people:tickets", "people:activities", "people:files", "people:add_file", "people:consents"),
        *("people:add_consent", "people:withdraw_consent", "people:history", "people:filters"),
        *("people:columns", "people:export", "people:exports", "people:standing"),
    ),
)
DUPLICATES = Routine(
    "duplicates",
    _("Duplicate persons"),
    "copy",
    "merging:pairs",
    permission=everywhere(Permission.PERSON_MERGE),
    within=("merging:merges", "merging:merge", "merging:preview", "merging:choose"),
)
TEAMS = Routine(
    "teams",
    _("Teams"),
    "users-group",
    "teams:list",
    permission=Permission.USER_MANAGE,
    within=("teams:team", "teams:create", "teams:edit", "teams:forwardings", "teams:add_member"),
)
PLACES = Routine(
    "places",
    _("Locais"),
    "building",
    "places:list",
    permission=Permission.REGISTRY_MANAGE,
    within=("places:create", "places:edit"),
)
USERS = Routine(
    "users",
    _("Users"),
    "user-cog",
    "settings:users",
    permission=Permission.USER_MANAGE,
    within=(
        "settings:user",
        "settings:invite",
        "settings:edit_user",
        "settings:work",
        "settings:absence",
        "settings:active",
        "settings:link",
    ),
)
PROFILES = Routine(
    "profiles",
    _("Profiles"),
    "shield-lock",
    "settings:profiles",
    permission=Permission.USER_MANAGE,
    within=("settings:profile", "settings:new_profile", "settings:why"),
)
OUTBOX = Routine("outbox", _("Outbox"), "mail", "settings:outbox", permission=Permission.USER_MANAGE)
HEALTH = Routine(
    "health",
    _("Health of the system"),
    "activity",
    "health:page",
    permission=everywhere(Permission.SYSTEM_HEALTH),
)
NEW_ACTIVITY = Routine(
    "new-activity",
    _("New activity record"),
    "message-plus",
    "activities:new",
    "Shift n",
    permission=Permission.ACTIVITY_CREATE,
)

FIRST_STEPS = Routine(
    "first-steps", _("First steps"), "flag", "first_steps:page", permission=everywhere(Permission.USER_MANAGE)
)


def registry_routine(registry: Registry) -> Routine:
    """The place of a registry: its list, with the pages of its entries."""
    name = f"registries:{registry.key}"
    return Routine(
        registry.key,
        registry.plural,
        registry.icon,
        name,
        permission=everywhere(Permission.REGISTRY_MANAGE),
        within=(*(() if registry.is_fixed else (f"{name}-new",)), f"{name}-entry", f"{name}-active"),
    )


def registries_of(module: str) -> tuple[Routine, ...]:
    """The registries that stand in the menu of a module."""
    return tuple(registry_routine(one) for one in REGISTRIES.values() if one.module == module)


CALENDARS = Routine(
    "calendars",
    _("Calendars"),
    "calendar-event",
    "calendars:list",
    permission=Permission.REGISTRY_MANAGE,
    within=("calendars:create", "calendars:edit"),
)
PARAMETERS = Routine(
    "parameters",
    _("Parameters"),
    "adjustments-horizontal",
    "parameters:page",
    permission=everywhere(Permission.REGISTRY_MANAGE),
)
HOLIDAYS = Routine(
    "holidays",
    _("Holidays"),
    "sun",
    "calendars:holidays",
    permission=Permission.REGISTRY_MANAGE,
    within=(
        "calendars:create_holiday",
        "calendars:edit_holiday",
        "calendars:copy_holidays",
        "calendars:import_holidays",
    ),
)

MODULES = (
    Module(
        "service-desk",
        _("Service Desk"),
        "headset",
        (
            Group(_("Operations"), (CENTRAL, OPEN_TICKET, DEADLINES)),
            Group(_("Registries"), (*registries_of("service-desk"), CALENDARS, HOLIDAYS)),
            Group(_("Analyses"), (HANDOVERS,)),
        ),
    ),
    Module(
        "suite",
        _("Suite"),
        "layout-grid",
        (
            Group(_("Operations"), (MY_TASKS,)),
            Group(_("Registries"), (PEOPLE, DUPLICATES, TEAMS, PLACES, *registries_of("suite"))),
            Group(_("Configuration"), (FIRST_STEPS, PARAMETERS, USERS, PROFILES, OUTBOX, HEALTH)),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class RailLink:
    """A shortcut of the rail: a short name and the counter it carries."""

    routine: Routine
    label: Text
    counter: str = ""


RAIL = (
    RailLink(CENTRAL, _("Central"), "central"),
    RailLink(MY_TASKS, _("Tasks"), "tasks"),
    RailLink(PEOPLE, _("People"), ""),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the keyboard list; with permissions it is there for who holds one of them."""

    keys: tuple[str, ...]
    does: Text
    permissions: tuple[str, ...] = ()

    def open_to(self, permissions: Collection[str]) -> bool:
        """Whether who holds these permissions has what the key does."""
        return not self.permissions or any(one in permissions for one in self.permissions)


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """A block of the keyboard list."""

    label: Text
    keys: tuple[Key, ...]


KEYS = (
    KeyGroup(
        _("Everywhere"),
        (
            Key(("Ctrl K",), _("Search or do")),
            Key(("G C",), _("Service Center")),
            Key(("G T",), _("My Tasks")),
            Key(("G P",), _("People - Complete"), (Permission.PERSON_VIEW,)),
            Key(("G D",), _("Deadline Panel"), (for_teams(Permission.REPORT_VIEW),)),
            Key(("N",), _("Open a ticket"), (Permission.TICKET_CREATE,)),
            Key(("Shift N",), _("New activity record"), (Permission.ACTIVITY_CREATE,)),
            Key(("Esc",), _("Close, back one level, clear the selection")),
            Key(("Ctrl Enter",), _("Confirm the dialog or send")),
            Key(("?",), _("This list")),
        ),
    ),
    KeyGroup(
        _("Lists"),
        (
            Key(("J", "K"), _("Next, previous")),
            Key(("Enter",), pgettext_lazy("keyboard", "Open")),
            Key(("/",), _("Search the list")),
            Key(("X",), pgettext_lazy("keyboard", "Select")),
            Key(("[", "]"), _("Previous, next ticket of the customer")),
        ),
    ),
    KeyGroup(
        _("Open ticket"),
        (
            Key(("I",), _("Start execution, or pause"), (Permission.TICKET_EXECUTE,)),
            Key(
                ("T",),
                _("Report technician's activity"),
                (Permission.TICKET_REPORT_TECHNICIAN, Permission.TICKET_EXECUTE),
            ),
            Key(("R",), _("New report on the ticket"), (Permission.TICKET_REPORT,)),
            Key(("E",), _("Forward the ticket"), (Permission.TICKET_FORWARD,)),
            Key(("S",), pgettext_lazy("keyboard", "Take over"), (Permission.TICKET_ASSIGN,)),
            Key(("M",), _("Change the assignee"), (Permission.TICKET_ASSIGN,)),
            Key(("P",), _("Priority"), (Permission.TICKET_CHANGE_PRIORITY,)),
            Key(("D",), pgettext_lazy("keyboard", "Schedule"), (Permission.TICKET_REPORT,)),
            Key(("U",), pgettext_lazy("keyboard", "Attach"), (Permission.TICKET_ATTACH,)),
            Key(("F",), _("Close the ticket"), (Permission.TICKET_CLOSE,)),
            Key(("W",), pgettext_lazy("keyboard", "Follow")),
            Key((".",), _("Copy the ticket number")),
        ),
    ),
)


def keys_of(permissions: Collection[str]) -> list[KeyGroup]:
    """The keyboard list of who holds these permissions, groups without a key left out."""
    held = (
        KeyGroup(group.label, tuple(key for key in group.keys if key.open_to(permissions))) for group in KEYS
    )
    return [group for group in held if group.keys]


def routines() -> Iterator[tuple[Module, Group, Routine]]:
    """Every routine with its place."""
    for module in MODULES:
        for group in module.groups:
            for routine in group.routines:
                yield module, group, routine


def routine_of(view_name: str) -> tuple[Module, Group, Routine] | None:
    """The routine a view belongs to, with its place; None for pages outside the menu."""
    return next((place for place in routines() if place[2].holds(view_name)), None)
