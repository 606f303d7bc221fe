"""The acts of a protocol on the screens: each declared once, for button, menu, letter and palette."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from central.domain.workspace.queries import ActState

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Act:
    """An act: its name, picture, letter and address; `sends` acts at once, the others open a dialog."""

    key: str
    label: Text
    icon: str
    letter: str
    url_name: str
    sends: bool = False
    query: str = ""
    is_bad: bool = False
    is_page: bool = False


START = Act("start", gettext_lazy("Start execution"), "player-play", "i", "tickets:start", sends=True)
PAUSE = Act("pause", gettext_lazy("Pause"), "player-pause", "i", "tickets:pause", sends=True)
TECHNICIAN = Act(
    "technician", gettext_lazy("Report technician's activity"), "tool", "t", "tickets:technician"
)
REPORT = Act("report", gettext_lazy("New report on the ticket"), "message-2", "r", "tickets:report")
FORWARD = Act("forward", gettext_lazy("Forward the ticket"), "arrow-forward-up", "e", "tickets:forward")
REOPEN = Act("reopen", gettext_lazy("Reopen"), "repeat", "", "tickets:reopen")
ASSUME = Act("assume", gettext_lazy("Take over"), "user", "s", "tickets:assume", sends=True)
FOLLOW = Act("follow", gettext_lazy("Follow"), "eye", "w", "tickets:follow", sends=True)

TOOLBAR = (TECHNICIAN, REPORT, FORWARD)
MENU = (
    Act("accept", gettext_lazy("Accept"), "check", "a", "tickets:accept", sends=True),
    Act("return", gettext_lazy("Return"), "arrow-back-up", "", "tickets:give_back"),
    Act("take_back", gettext_lazy("Take back"), "arrow-back-up", "", "tickets:take_back", sends=True),
    ASSUME,
    Act("assign", gettext_lazy("Change the assignee"), "user-cog", "m", "tickets:assign"),
    Act("priority", gettext_lazy("Priority"), "flag", "p", "tickets:priority"),
    Act(
        "schedule", gettext_lazy("Schedule"), "calendar-plus", "d", "tickets:report", query="?aba=agendamento"
    ),
    Act("attach", gettext_lazy("Attach"), "paperclip", "u", "tickets:attach"),
    FOLLOW,
    Act("edit", gettext_lazy("Edit ticket"), "edit", "", "tickets:edit"),
    Act("close", gettext_lazy("Close the ticket"), "circle-check", "f", "tickets:close"),
    Act("print", gettext_lazy("Print work order"), "printer", "", "tickets:print", is_page=True),
    Act("cancel", gettext_lazy("Cancel the ticket"), "circle-x", "", "tickets:cancel", is_bad=True),
)


@dataclass(frozen=True, slots=True)
class ShownAct:
    """An act on a screen: where it leads, and why it cannot be done where it is shown but closed."""

    act: Act
    url: str
    label: str
    icon: str
    letter: str
    reason: str = ""

    @property
    def is_disabled(self) -> bool:
        """Whether it is shown without being possible."""
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class Toolbar:
    """The acts of one protocol: first button, the three beside it, menu; `note` where none is left."""

    first: ShownAct | None
    others: tuple[ShownAct, ...]
    menu: tuple[ShownAct, ...]
    note: str
    runs_mine: bool


def address_of(name: str, *arguments: int) -> str:
    """An address by name, '' where the routine is not installed."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def shown(
    act: Act, ticket_id: int, state: ActState | None, *, label: str = "", icon: str = ""
) -> ShownAct | None:
    """An act as it is shown: closed with its reason by the protocol's state, left out by right."""
    url = address_of(act.url_name, ticket_id)
    if not url or state is None or not (state.is_allowed or state.by_state):
        return None
    return ShownAct(
        act=act,
        url=url + act.query,
        label=label or str(act.label),
        icon=icon or act.icon,
        letter=act.letter,
        reason="" if state.is_allowed else state.reason,
    )


def toolbar(
    ticket_id: int, states: Mapping[str, ActState], *, runs_mine: bool, is_following: bool, is_open: bool
) -> Toolbar:
    """The acts of a protocol in their fixed order."""
    first = shown(PAUSE if runs_mine else START, ticket_id, states["pause" if runs_mine else "start"])
    others = tuple(found for act in TOOLBAR if (found := shown(act, ticket_id, states[act.key])))
    names = {"follow": (_("Stop following"), "eye-off")} if is_following else {}
    menu = []
    for act in MENU if is_open else (REOPEN, *MENU):
        label, icon = names.get(act.key, ("", ""))
        found = shown(act, ticket_id, states[act.key], label=label, icon=icon)
        if found and not found.is_disabled:
            menu.append(found)
    if is_open and states["reopen"].is_allowed and (found := shown(REOPEN, ticket_id, states["reopen"])):
        menu.insert(0, found)
    note = "" if first or others else states["report"].reason
    return Toolbar(first, others, tuple(menu), note, runs_mine)


def every_act(
    ticket_id: int, states: Mapping[str, ActState], *, runs_mine: bool, is_following: bool, is_open: bool
) -> Toolbar:
    """All acts of a protocol in one menu: those of the toolbar first, only the possible ones."""
    bar = toolbar(ticket_id, states, runs_mine=runs_mine, is_following=is_following, is_open=is_open)
    before = tuple(act for act in (bar.first, *bar.others) if act and not act.is_disabled)
    return replace(bar, first=None, others=(), menu=(*before, *bar.menu))
