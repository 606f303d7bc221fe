"""Reading how the installation is: for who looks after it, and in one word for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from central.domain.health import checks, rules
from central.domain.health.measuring import disk_space, pending_migrations
from central.domain.health.states import Check, State, worst
from central.domain.tickets.visibility import tickets_visible_to
from central.foundation.actor import Actor
from central.foundation.events.models import EventRecord
from central.foundation.jobs.models import Job, JobState, Timer
from central.foundation.signs.keeping import Told, all_signs, clock_skew
from central.foundation.signs.models import SignKind

SHOWN = 50
LONGEST_ERROR = 300


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A process of the installation; `job` is the task at hand."""

    name: str
    kind: str
    is_alive: bool
    at: datetime
    since: str
    job: str


@dataclass(frozen=True, slots=True)
class TimerRow:
    """A timer: when it ran last, when it is due, how it ended."""

    name: str
    state: State
    ran_at: datetime | None
    next_at: datetime
    every: float | None
    error: str


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A delivery that was given up; `ticket_id` where it is about a protocol that the actor may see."""

    id: int
    task: str
    attempts: int
    failed_at: datetime | None
    error: str
    ticket_id: int | None
    protocol: int | None


@dataclass(frozen=True, slots=True)
class Health:
    """The installation at one moment."""

    at: datetime
    state: State
    checks: tuple[Check, ...]
    processes: tuple[ProcessRow, ...]
    timers: tuple[TimerRow, ...]


def system_health(actor: Actor, *, mail_way: str) -> Health:
    """How every part of the installation is; `mail_way` is how mails leave. Raises `NotAllowed`."""
    rules.check_can_view_health(actor)
    now = timezone.now()
    given = all_signs()
    workers, webs = given[SignKind.WORKER], given[SignKind.WEB]
    verified = {told.name: told for told in given[SignKind.HISTORY]}
    sent = {told.name: told for told in given[SignKind.MAIL]}
    timers = timer_rows(given[SignKind.TIMER], now)
    late = [row.name for row in timers if row.state is State.ATTENTION]
    failing = [row.name for row in timers if row.state is State.FAILURE]
    living = [told for told in (*workers, *webs) if checks.is_alive(told, now)]
    skews = [clock_skew(), *(float(told.told.get("skew", 0)) for told in living)]
    waiting, oldest = waiting_jobs(now)
    failed, newest = failed_jobs()
    found = (
        checks.check_workers(workers, now),
        checks.check_timers(len(timers), late, failing),
        checks.check_queue(waiting, oldest, now),
        checks.check_failed(failed, newest),
        checks.check_mail(mail_way, sent.get("sent"), sent.get("failed"), now),
        checks.check_disk(disk_space()),
        checks.check_clock(skews),
        checks.check_backup(),
        checks.check_migrations(pending_migrations()),
        checks.check_history(verified.get("last"), now),
    )
    processes = (
        *(process_row(told, "worker", now) for told in workers),
        *(process_row(told, "web", now) for told in webs),
    )
    return Health(now, worst(check.state for check in found), found, processes, tuple(timers))


def process_row(told: Told, kind: str, now: datetime) -> ProcessRow:
    """A sign of a process as a row."""
    return ProcessRow(
        name=told.name,
        kind=kind,
        is_alive=checks.is_alive(told, now),
        at=told.at,
        since=str(told.told.get("since", "")),
        job=str(told.told.get("job", "")),
    )


def timer_rows(given: Sequence[Told], now: datetime) -> list[TimerRow]:
    """Every timer with the sign it gave last."""
    told = {sign.name: sign for sign in given}
    rows = []
    for name, next_at in Timer.objects.order_by("name").values_list("name", "next_at"):
        sign = told.get(name)
        error = str(sign.told.get("error", "")) if sign else ""
        state = State.ATTENTION if now - next_at > checks.TIMER_LATE else State.OK
        rows.append(
            TimerRow(
                name=name,
                state=State.FAILURE if error else state,
                ran_at=sign.at if sign else None,
                next_at=next_at,
                every=sign.told.get("every") if sign else None,
                error=error,
            )
        )
    return rows


def waiting_jobs(now: datetime) -> tuple[int, datetime | None]:
    """How many jobs are due and untaken, and since when the oldest is."""
    open_jobs = Job.objects.filter(state__in=[JobState.READY, JobState.RUNNING])
    due = Q(state=JobState.READY, run_at__lte=now)
    lost = Q(state=JobState.RUNNING, leased_until__lt=now)
    found = open_jobs.aggregate(
        count=Count("pk", filter=due | lost),
        ready=Min("run_at", filter=due),
        lost=Min("leased_until", filter=lost),
    )
    return found["count"], min((at for at in (found["ready"], found["lost"]) if at), default=None)


def failed_jobs() -> tuple[int, datetime | None]:
    """How many jobs were given up, and when the last one was."""
    given_up = Job.objects.filter(state=JobState.FAILED)
    newest = given_up.order_by("-finished_at").values_list("finished_at", flat=True).first()
    return given_up.count() if newest else 0, newest


def failed_deliveries(actor: Actor) -> list[FailedRow]:
    """The newest deliveries that were given up, at most fifty; three queries. Raises `NotAllowed`."""
    rules.check_can_view_health(actor)
    jobs = list(Job.objects.filter(state=JobState.FAILED).order_by("-finished_at", "-id")[:SHOWN])
    asked = {job.pk: job.arguments.get("event_id") for job in jobs}
    records = EventRecord.objects.filter(pk__in={one for one in asked.values() if one})
    subjects = dict(records.filter(subject_kind="ticket").values_list("pk", "subject_id"))
    seen = tickets_visible_to(actor).filter(pk__in=set(subjects.values()))
    protocols = dict(seen.values_list("pk", "protocol"))
    rows = []
    for job in jobs:
        ticket_id = subjects.get(asked[job.pk] or 0)
        ticket_id = ticket_id if ticket_id in protocols else None
        rows.append(
            FailedRow(
                id=job.pk,
                task=job.task,
                attempts=job.attempts,
                failed_at=job.finished_at,
                error=last_line(job.last_error),
                ticket_id=ticket_id,
                protocol=protocols[ticket_id] if ticket_id else None,
            )
        )
    return rows


def last_line(text: str) -> str:
    """The last line of what went wrong: what and why, without where in the code."""
    lines = text.strip().splitlines()
    return lines[-1][:LONGEST_ERROR] if lines else ""
