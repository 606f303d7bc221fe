"""The steps in words: what each is for, how far it is, and where it is done."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.workspace.first_steps import STEPS, FirstSteps


@dataclass(frozen=True, slots=True)
class Way:
    """A page where a step is done."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the page shows it."""

    key: str
    number: int
    title: str
    words: str
    state: str
    ways: tuple[Way, ...]
    is_done: bool
    is_next: bool


WAYS: dict[str, tuple[str, ...]] = {
    "company": ("places:list",),
    "catalogue": ("registries:ticket-type", "registries:service-level"),
    "teams": ("teams:list",),
    "staff": ("settings:users", "settings:profiles"),
    "clients": ("people:create", "people:list"),
    "protocol": ("tickets:open",),
}
"""The pages of each step by the names of their addresses; those not installed are left out."""


def ways_of(key: str) -> tuple[Way, ...]:
    """The pages of a step that the product has."""
    labels = {
        "places:list": _("Set up the Local"),
        "registries:ticket-type": _("Set up the types"),
        "registries:service-level": _("Set up the service levels"),
        "teams:list": _("Set up the teams"),
        "settings:users": _("Give logins"),
        "settings:profiles": _("See the profiles"),
        "people:create": _("Register a client"),
        "people:list": _("See the people"),
        "tickets:open": _("Open a ticket"),
    }
    found = []
    for name in WAYS[key]:
        try:
            found.append(Way(labels[name], reverse(name)))
        except NoReverseMatch:
            continue
    return tuple(found)


def words_of(key: str) -> tuple[str, str]:
    """Title and purpose of a step."""
    return {
        "company": (
            _("Your company"),
            _("Name, CNPJ, city and phone of the first Local: they head work orders and fix the time zone."),
        ),
        "catalogue": (
            _("The catalogue"),
            _("What people ask for, until when, and who attends: a provider's catalogue, or your own."),
        ),
        "teams": (
            _("Teams"),
            _("Who attends together. Put the first people into a team; who is effective may be one."),
        ),
        "staff": (
            _("People with a login"),
            _("Register your collaborators and give them a login with a profile."),
        ),
        "clients": (
            _("Clients"),
            _("Register the first client, or bring all of them with the command import-people."),
        ),
        "protocol": (
            _("First ticket"),
            _("Open a ticket for a client: from here on the Service Center leads."),
        ),
    }[key]


def state_of(key: str, found: FirstSteps) -> str:
    """How far a step is, counted from the data."""
    teams = ngettext("%(count)s team", "%(count)s teams", found.teams) % {"count": found.teams}
    return {
        "company": found.company_name,
        "catalogue": ngettext("%(count)s ticket type", "%(count)s ticket types", found.types)
        % {"count": found.types}
        if found.types
        else "",
        "teams": _("%(teams)s, %(staffed)s with members") % {"teams": teams, "staffed": found.staffed_teams}
        if found.teams
        else "",
        "staff": ngettext("%(count)s login", "%(count)s logins", found.logins) % {"count": found.logins},
        "clients": ngettext("%(count)s client", "%(count)s clients", found.clients) % {"count": found.clients}
        if found.clients
        else "",
        "protocol": "",
    }[key]


def steps_of(found: FirstSteps) -> list[Step]:
    """All steps in their order."""
    made = []
    for number, key in enumerate(STEPS, 1):
        title, words = words_of(key)
        is_done, is_next = key in found.done, key == found.next_step
        made.append(Step(key, number, title, words, state_of(key, found), ways_of(key), is_done, is_next))
    return made
