"""The parts of the installation in words: what is true, and what to do about it."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from central.domain.health.states import Check, State
from central.doors.web.components.texts import duration_text, local, moment_text

STATES = {
    State.OK: pgettext_lazy("health", "ok"),
    State.ATTENTION: pgettext_lazy("health", "attention"),
    State.FAILURE: pgettext_lazy("health", "failure"),
}
LOOKS = {
    State.OK: {"tone": "ok", "icon": "circle-check"},
    State.ATTENTION: {"tone": "warn", "icon": "alert-triangle"},
    State.FAILURE: {"tone": "bad", "icon": "circle-x"},
}
TITLES = {
    "workers": gettext_lazy("Processes that work off the queue"),
    "timers": gettext_lazy("Timers"),
    "queue": pgettext_lazy("health", "Queue"),
    "failed": gettext_lazy("Failed deliveries"),
    "mail": gettext_lazy("Outgoing mail"),
    "disk": pgettext_lazy("health", "Disk"),
    "clock": pgettext_lazy("health", "Clocks"),
    "backup": pgettext_lazy("health", "Back-up"),
    "migrations": gettext_lazy("Tables of the database"),
    "history": gettext_lazy("Verifying of the history"),
}
Words = dict[tuple[str, str], str | Promise]
SAYS: Words = {
    ("workers", "ok"): gettext_lazy("%(count)s at work, last sign %(at)s."),
    ("workers", "silent"): gettext_lazy("%(count)s at work; %(silent)s gave no sign for over a minute."),
    ("workers", "none"): gettext_lazy(
        "Nobody works off the queue: mails, deadlines and notices stand still."
    ),
    ("timers", "ok"): gettext_lazy("%(count)s run on time."),
    ("timers", "none"): gettext_lazy("None has run yet."),
    ("timers", "late"): gettext_lazy("Late: %(late)s."),
    ("timers", "failing"): gettext_lazy("Failing: %(failing)s."),
    ("queue", "ok"): gettext_lazy("%(waiting)s wait, the oldest for %(age)s."),
    ("queue", "empty"): gettext_lazy("Nothing waits."),
    ("queue", "late"): gettext_lazy("%(waiting)s wait, the oldest for %(age)s."),
    ("failed", "ok"): gettext_lazy("None."),
    ("failed", "some"): gettext_lazy("%(count)s were given up after all attempts, the last one %(at)s."),
    ("mail", "ok"): gettext_lazy("The last mail left %(sent_at)s."),
    ("mail", "never"): gettext_lazy("The way is set; no mail has left yet."),
    ("mail", "unset"): gettext_lazy("No mail server is set: nothing is sent."),
    ("mail", "failing"): gettext_lazy(
        "The last attempt failed %(failed_at)s (%(error)s). Last mail that left: %(sent_at)s."
    ),
    ("disk", "ok"): gettext_lazy("%(free)s free of %(total)s (%(percent)s%%)."),
    ("disk", "little"): gettext_lazy("Only %(free)s free of %(total)s (%(percent)s%%)."),
    ("clock", "ok"): gettext_lazy("Machines and database agree (%(seconds)s s)."),
    ("clock", "apart"): gettext_lazy("A machine and the database are %(seconds)s s apart."),
    ("backup", "none"): gettext_lazy("no back-up yet"),
    ("migrations", "ok"): gettext_lazy("They are those of this version."),
    ("migrations", "pending"): gettext_lazy("%(count)s changes of this version are missing: %(names)s."),
    ("history", "ok"): gettext_lazy("Whole: %(records)s records verified %(at)s."),
    ("history", "old"): gettext_lazy("It was whole when it was last verified, %(at)s."),
    ("history", "never"): gettext_lazy("It was not verified yet."),
    ("history", "broken"): gettext_lazy("%(broken)s histories are not as they were written: %(named)s."),
}
TO_DO: Words = {
    ("workers", "silent"): gettext_lazy(
        "If you stopped or restarted a process, wait an hour and the notice goes. "
        "If not, look at its log and start it again."
    ),
    ("workers", "none"): gettext_lazy(
        "Start central serve, or central worker beside central web. Nothing is lost: what waits is done then."
    ),
    ("timers", "late"): gettext_lazy(
        "See whether a process works off the queue. If one does, it is busy: start a second central worker."
    ),
    ("timers", "failing"): gettext_lazy(
        "It is tried again by itself. If this stays for more than an hour, "
        "send the error in the list below to who maintains the Central."
    ),
    ("queue", "late"): gettext_lazy(
        "See whether a process works off the queue. If one does, start a second central worker."
    ),
    ("failed", "some"): gettext_lazy(
        "Read the reason in the list below, mend it, and try again; or drop it."
    ),
    ("mail", "unset"): gettext_lazy("Ask who looks after the server to set EMAIL_URL."),
    ("mail", "failing"): gettext_lazy(
        "Check address, user and password in EMAIL_URL and whether the mail server answers. "
        "What waits is sent by itself then."
    ),
    ("disk", "little"): gettext_lazy(
        "Free space or enlarge the disk of the data folder. Without space nothing can be written."
    ),
    ("clock", "apart"): gettext_lazy(
        "Let every machine set its time by the network (NTP): deadlines count by these clocks."
    ),
    ("backup", "none"): gettext_lazy(
        "The Central makes no back-ups by itself yet. Until it does, have the data folder copied while the "
        "Central is stopped, and the PostgreSQL database with pg_dump where it is used."
    ),
    ("migrations", "pending"): gettext_lazy(
        "Start the Central again with central serve: it brings them in first."
    ),
    ("history", "old"): gettext_lazy("It is verified by night, or at once with central check-history."),
    ("history", "never"): gettext_lazy("It is verified by night, or at once with central check-history."),
    ("history", "broken"): gettext_lazy(
        "Somebody changed the database outside the Central. Keep a copy of it as it is, run "
        "central check-history for the whole list, and compare with an older copy."
    ),
}
TIMERS = {
    "arm_marked": gettext_lazy("Arm escalation rules"),
    "compare_persons": gettext_lazy("Compare persons for duplicates"),
    "escalate_due": gettext_lazy("Let escalation rules act"),
    "forget_drafts": gettext_lazy("Forget old drafts"),
    "forget_silent": gettext_lazy("Forget processes that are gone"),
    "index_missing": gettext_lazy("Complete the search index"),
    "purge_exports": gettext_lazy("Delete old exports"),
    "purge_jobs": gettext_lazy("Delete done jobs"),
    "purge_keys": gettext_lazy("Delete spent keys of forms"),
    "purge_sessions": gettext_lazy("Delete ended sessions"),
    "purge_staged": gettext_lazy("Delete uploads that nobody sent"),
    "raise_alarms": gettext_lazy("Tell near and missed deadlines"),
    "recount_marked": gettext_lazy("Recount deadlines"),
    "verify_history": gettext_lazy("Verify the history by night"),
    "watch_handovers": gettext_lazy("Watch forwardings that wait"),
}
TASKS = {
    "make_previews": gettext_lazy("Previews of files"),
    "send_invitation": gettext_lazy("Mail: invitation"),
    "send_reset": gettext_lazy("Mail: link for a new password"),
    "tell_password_changed": gettext_lazy("Mail: password changed"),
    "tell_escalation": gettext_lazy("Mail: escalation rule"),
    "call_leaders": gettext_lazy("Mail: forwarding that nobody accepts"),
    "tell_sender": gettext_lazy("Mail: forwarding that came back"),
    "call_supervisors": gettext_lazy("Mail: protocol that goes back and forth"),
    "tell_inside": gettext_lazy("Notices in the bell"),
    "write_people_export": gettext_lazy("Export of persons"),
    "mark_deadlines": gettext_lazy("Deadlines to recount"),
}
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the installation as the page shows it."""

    title: str
    state: str
    tone: str
    icon: str
    says: str
    to_do: str


def line_of(check: Check) -> Line:
    """A check in words."""
    case = (check.key, check.case)
    return Line(
        title=str(TITLES[check.key]),
        state=str(STATES[check.state]),
        says=str(SAYS[case]) % shown(check),
        to_do=str(TO_DO.get(case, "")) if check.state is not State.OK else "",
        **LOOKS[check.state],
    )


def shown(check: Check) -> dict[str, Any]:
    """The figures of a check as people read them."""
    values: dict[str, Any] = dict(check.values)
    for name in ("at", "sent_at", "failed_at"):
        if name in values:
            values[name] = moment_text(local(values[name])) if values[name] else pgettext("health", "never")
    for name in ("late", "failing"):
        values[name] = ", ".join(timer_name(one) for one in values.get(name, ()))
    for name in ("names", "named"):
        values[name] = "; ".join(values.get(name, ()))
    for name in ("count", "silent", "waiting", "records", "broken"):
        if name in values:
            values[name] = number_format(values[name], force_grouping=True)
    if "oldest_seconds" in values:
        values["age"] = age_text(values["oldest_seconds"])
    if "free_bytes" in values:
        values["free"], values["total"] = size_text(values["free_bytes"]), size_text(values["total_bytes"])
        values["percent"] = values["percent_free"]
    if "seconds" in values:
        values["seconds"] = number_format(abs(values["seconds"]), 1)
    return values


def age_text(seconds: int) -> str:
    """A short time in seconds, a longer one in minutes and more."""
    return f"{seconds}\u00a0s" if seconds < 60 else duration_text(seconds // 60)


def size_text(size: int) -> str:
    """Bytes as gigabytes."""
    return f"{number_format(size / 1024**3, 1)}\u00a0GB"


def timer_name(name: str) -> str:
    """What a timer does."""
    return str(TIMERS.get(name, name))


def task_name(path: str) -> str:
    """What a job delivers."""
    name = path.rsplit(".", 1)[-1]
    return str(TASKS.get(name, name))
