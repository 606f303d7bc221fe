"""What every page of the shell shows: who is here, where, and what can be reached."""

import functools
from dataclasses import dataclass
from typing import Any, cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from central.domain.access.queries import SignedIn
from central.domain.company.parameters import text_of
from central.domain.workspace.queries import NavCounts, nav_counts
from central.doors.web.http import DeskRequest, home_of, sign_in
from central.doors.web.manual.chapters import help_address
from central.doors.web.navigation import (
    MODULES,
    NEW_ACTIVITY,
    RAIL,
    permissions_of,
    routine_of,
    routines,
)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A routine as the menu, the rail and the palette show it."""

    key: str
    label: str
    icon: str
    url: str
    keys: str
    current: bool
    counter: str = ""


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A group of a fly-out."""

    label: str
    items: tuple[MenuItem, ...]


@dataclass(frozen=True, slots=True)
class MenuModule:
    """A module with a fly-out, whose groups are written already."""

    key: str
    label: str
    icon: str
    groups: SafeString


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame around a page shows to everybody with the same permissions."""

    modules: tuple[MenuModule, ...] = ()
    rail: tuple[MenuItem, ...] = ()
    path: tuple[str, ...] = ()
    new_activity: str = ""
    help: str = ""
    search_url: str = ""
    routines: tuple[dict[str, str], ...] = ()
    routine_script: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame around a page needs."""

    user: SignedIn | None
    theme: str
    letters: bool
    home: str
    frame: Frame


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context processor: the frame is worked out only by the pages that show it."""
    return {
        "shell": SimpleLazyObject(lambda: shell_of(request)),
        "nav_counts": SimpleLazyObject(lambda: counts_of(request)),
        "company_name": SimpleLazyObject(lambda: text_of("company_name")),
        "report_privacy": SimpleLazyObject(lambda: text_of("report_privacy")),
    }


def counts_of(request: HttpRequest) -> NavCounts:
    """The counters of the menu, for the pages that do not bring their own; one query."""
    if not hasattr(request, "user") or not sign_in(request):
        return NavCounts(0, 0, 0)
    return nav_counts(cast(DeskRequest, request).actor)


def shell_of(request: HttpRequest) -> Shell:
    """The frame for a request, signed in or not."""
    if not hasattr(request, "user") or not sign_in(request):
        return Shell(None, "system", True, "/", Frame(words=json_script(words(), "words")))
    desk = cast(DeskRequest, request)
    match = request.resolver_match
    return Shell(
        user=desk.signed_in,
        theme=desk.signed_in.theme,
        letters=desk.signed_in.single_letters,
        home=home_of(desk.actor),
        frame=frame_of(get_language(), permissions_of(desk.actor), match.view_name if match else ""),
    )


@functools.lru_cache(maxsize=1000)
def frame_of(_language: str | None, permissions: frozenset[str], view_name: str) -> Frame:
    """The frame of a page in the language at hand, the same for all who hold these permissions."""
    place = routine_of(view_name)
    listed = palette_routines(permissions)
    return Frame(
        modules=tuple(
            MenuModule(module.key, str(module.label), module.icon, menu_html(groups))
            for module in MODULES
            if (groups := menu_groups(module.groups, permissions, view_name))
        ),
        rail=tuple(
            MenuItem(r.key, str(link.label), r.icon, r.url, r.keys, r.holds(view_name), link.counter)
            for link in RAIL
            if (r := link.routine).open_to(permissions)
        ),
        path=tuple(str(part.label) for part in place) if place else (),
        new_activity=NEW_ACTIVITY.url if NEW_ACTIVITY.open_to(permissions) else "",
        help=help_address(view_name),
        search_url=reverse("layout:palette"),
        routines=listed,
        routine_script=json_script(listed, "routines"),
        words=json_script(words(), "words"),
    )


def menu_html(groups: tuple[MenuGroup, ...]) -> SafeString:
    """The groups of a module as they are written, in the fly-out and in the phone's menu."""
    return render_to_string("layout/menu_groups.html", {"groups": groups})


def menu_groups(
    groups: tuple[Any, ...], permissions: frozenset[str], view_name: str
) -> tuple[MenuGroup, ...]:
    """The groups of a module that hold something for who has these permissions."""
    shown = []
    for group in groups:
        items = tuple(
            MenuItem(r.key, str(r.label), r.icon, r.url, r.keys.upper(), r.holds(view_name))
            for r in group.routines
            if r.open_to(permissions)
        )
        if items:
            shown.append(MenuGroup(str(group.label), items))
    return tuple(shown)


def palette_routines(permissions: frozenset[str]) -> tuple[dict[str, str], ...]:
    """The routines as the palette and the keyboard read them."""
    listed = [
        {"label": str(r.label), "icon": r.icon, "url": r.url, "keys": r.keys, "where": str(module.label)}
        for module, _group, r in routines()
        if r.open_to(permissions)
    ]
    return tuple(listed)


def words() -> dict[str, str]:
    """The sentences that the scripts say."""
    return {
        "close": _("Close"),
        "copied": _("%(text)s copied"),
        "tooBig": _("%(name)s is over %(limit)s MB and was not added."),
        "badKind": _("%(name)s: this kind of file is not accepted."),
        "tooMany": _("At most %(limit)s files."),
        "remove": _("Remove %(name)s"),
        "offline": _("No connection to the server. What you typed is still in place."),
        "draftSaving": _("saving…"),
        "draftOffline": _("no connection, kept on this computer"),
        "draftHere": _("kept on this computer"),
        "lost": _("Connection lost. The screens no longer follow; what you write is kept."),
        "newEntry": _("%(count)s new entry"),
        "newEntries": _("%(count)s new entries"),
        "seeChanges": _("See what changed"),
        "failed": _("Something went wrong here. What you typed is still in place."),
        "signIn": _("Your session has ended. Sign in again: what you typed is still in place."),
        "noHits": _("Nobody found with “%(text)s”."),
        "noPalette": _("Nothing found with “%(text)s”."),
        "change": pgettext("picker", "Change"),
        "selected": _("%(count)s selected"),
        "badDate": _("Not a date. Write it like 24/11/2026."),
        "badTime": _("Not an hour. Write it like 14:10."),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "bullet": _("List"),
        "ordered": _("Numbered list"),
        "link": _("Insert link"),
        "linkAddress": _("Address of the link"),
        "apply": _("Apply"),
        "act": pgettext("palette", "Do"),
        "open": pgettext("palette", "Open"),
        "goTo": pgettext("palette", "Go to"),
        "showPassword": _("Show password"),
        "hidePassword": _("Hide password"),
        "options": _("%(count)s options"),
    }
