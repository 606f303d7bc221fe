"""Relatar Atividade do Técnico: what was done, from when to when, and whether it is the conclusion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.catalog.models import ActivityType, BaseStatus, UnproductiveReason
from central.domain.people.models import Person
from central.domain.tickets import changes, checklists, choices, demands, handovers, rules
from central.domain.tickets.events import TechnicianActivityReported
from central.domain.tickets.kinds import ReportKind
from central.domain.tickets.models import Attachment, Report, TechnicianActivity, Ticket
from central.domain.tickets.moments import too_far
from central.domain.tickets.operations.closing import finish, write_report
from central.domain.tickets.staleness import ticket_as_seen
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.files.models import StoredFile
from central.foundation.lines import is_storable
from central.foundation.operation import operation
from central.foundation.richtext import clean_html, is_blank

LONGEST = timedelta(hours=24)
SLACK = timedelta(minutes=1)
LONGEST_QUANTITY = 12


@dataclass(frozen=True, slots=True)
class Material:
    """A material used: name, quantity as typed, unit."""

    name: str
    quantity: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class TechnicianWork:
    """What the window *Relatar Atividade do Técnico* holds."""

    activity_type_id: int | None
    started_at: datetime | None
    ended_at: datetime | None
    description: str
    progress: int = 0
    assistant_ids: Sequence[int] = ()
    materials: Sequence[Material] = ()
    checklist: Mapping[str, str] = field(default_factory=dict)
    closing_checklist: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[int, str] = field(default_factory=dict)
    customer_answer: str = ""
    file_ids: Sequence[str] = ()
    concludes: bool = False
    unproductive_reason_id: int | None = None
    solution_id: int | None = None
    is_private: bool = True


@operation
def report_technician_activity(
    *, actor: Actor, ticket_id: int, work: TechnicianWork, seen: int | None = None, once: str = ""
) -> Ticket:
    """Report a technician's activity ("Relatar Atividade do Técnico").

    Ends the actor's running execution at the reported end. Concluding demands the checklist and its
    photos and leads to Fechamento, or to Encerramento where the team may close: then all that the type
    demands of a closing holds. An answer to the customer becomes a public report of its own.
    """
    ticket = ticket_as_seen(actor, ticket_id, seen)
    rules.check_can_report_technician_activity(actor, ticket)
    now = timezone.now()
    check_work(work, now)
    kind = choices.active_choice(ActivityType, work.activity_type_id, field="activity_type")
    unproductive = choices.optional_choice(
        UnproductiveReason, work.unproductive_reason_id, field="unproductive_reason"
    )
    files = changes.own_files(actor, work.file_ids)
    handovers.accept_by_acting(actor, ticket, now, cause="technician")
    take_checklist(ticket, work, files)
    running = changes.running_execution(ticket)
    if running is not None and running.person_id == actor.person_id:
        changes.stop_execution(actor, ticket, running, now, ended_at=work.ended_at, cause="reported")
    report = write_technician_report(actor, ticket, work, kind, unproductive, files, now)
    ticket.progress = 100 if work.concludes else work.progress
    ticket.first_service_at = ticket.first_service_at or work.started_at
    answer_customer(actor, ticket, work, now)
    if work.concludes:
        closing = demands.Closing(
            work.solution_id, work.checklist, work.closing_checklist, fields=work.fields
        )
        finish(actor, ticket, now, report=report, closing=closing, is_unproductive=unproductive is not None)
    elif ticket.base_status == BaseStatus.OPEN:
        changes.set_status(
            actor, ticket, changes.default_status(BaseStatus.IN_PROGRESS), now, cause="technician"
        )
    changes.save_ticket(ticket, now)
    return ticket


def answer_customer(actor: Actor, ticket: Ticket, work: TechnicianWork, now: datetime) -> None:
    """Write the answer to the customer, where there is one, as a public report; by the right to report."""
    if is_blank(work.customer_answer):
        return
    rules.check_can_add_report(actor, ticket)
    write_report(actor, ticket, ReportKind.NOTE, work.customer_answer, now, is_private=False)


def check_work(work: TechnicianWork, now: datetime) -> None:
    """Raises `Invalid` with a sentence at each wrong field."""
    errors: dict[str, str] = {}
    if is_blank(work.description):
        errors["description"] = _("Describe what was done.")
    if work.started_at is None:
        errors["start"] = _("Give the day and the hour of the start.")
    elif sentence := too_far(work.started_at, now):
        errors["start"] = sentence
    if work.ended_at is None:
        errors["end"] = _("Give the hour of the end.")
    if work.started_at and work.ended_at:
        if work.ended_at < work.started_at:
            errors["end"] = _("Must not be before the start, %(time)s.") % {
                "time": f"{timezone.localtime(work.started_at):%H:%M}"
            }
        elif work.ended_at - work.started_at > LONGEST:
            errors["end"] = _("An activity takes at most 24 hours; report the rest apart.")
        elif work.ended_at > now + SLACK:
            errors["end"] = _("Cannot be in the future.")
    if not 0 <= work.progress <= 100:
        errors["progress"] = _("From 0 to 100.")
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)


def take_checklist(ticket: Ticket, work: TechnicianWork, files: Sequence[StoredFile]) -> None:
    """Keep the answers given; when concluding, demand the required ones and the photos."""
    checklist = ticket.type.checklist
    demands.take_answers(ticket, work.checklist)
    if not work.concludes or work.unproductive_reason_id:
        return
    checklists.check_complete(checklists.items_of(checklist), ticket.checklist_answers)
    least = checklist.min_photos if checklist else 0
    kept = (
        Attachment.objects.filter(ticket=ticket, file__content_type__startswith="image/").count()
        if least
        else 0
    )
    if kept + sum(1 for file in files if file.content_type.startswith("image/")) < least:
        raise Invalid(
            ngettext(
                "To conclude, this type asks for at least %(count)s photo.",
                "To conclude, this type asks for at least %(count)s photos.",
                least,
            )
            % {"count": least},
            field="files",
        )


def write_technician_report(
    actor: Actor,
    ticket: Ticket,
    work: TechnicianWork,
    kind: ActivityType,
    unproductive: UnproductiveReason | None,
    files: Sequence[StoredFile],
    now: datetime,
) -> Report:
    """Write the text, the numbers and the files of a checked activity, and tell the fact."""
    body = clean_html(work.description)
    report = Report.objects.create(
        ticket=ticket, kind=ReportKind.TECHNICIAN, author_id=actor.person_id, team_id=actor.main_team_id,
        body=body, is_private=work.is_private, created_at=now)  # fmt: skip
    started_at, ended_at = moments_of(work)
    activity = TechnicianActivity.objects.create(
        ticket=ticket,
        report=report,
        type=kind,
        person_id=actor.signer_id,
        started_at=started_at,
        ended_at=ended_at,
        progress=100 if work.concludes else work.progress,
        materials=read_materials(work.materials),
        is_conclusion=work.concludes,
        unproductive_reason=unproductive,
    )
    helpers = assistants(actor, work.assistant_ids)
    activity.assistants.set(helpers)
    changes.attach(actor, ticket, files, now, is_private=work.is_private, report=report)
    publish(
        TechnicianActivityReported(
            activity_id=activity.pk,
            report_id=report.pk,
            activity_type_id=kind.pk,
            started_at=started_at,
            ended_at=ended_at,
            seconds=int((ended_at - started_at).total_seconds()),
            progress=activity.progress,
            assistant_ids=tuple(person.pk for person in helpers),
            is_conclusion=work.concludes,
            text_hash=text_hash(body),
            is_private=work.is_private,
            file_ids=changes.file_ids(files),
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
    return report


def moments_of(work: TechnicianWork) -> tuple[datetime, datetime]:
    """Start and end of work that was checked to have both."""
    assert work.started_at is not None and work.ended_at is not None
    return work.started_at, work.ended_at


def assistants(actor: Actor, ids: Sequence[int]) -> list[Person]:
    """The technicians who helped, the actor not among them; raises `Invalid` for anybody else."""
    wanted = set(ids) - {actor.person_id}
    people = list(Person.objects.filter(pk__in=wanted, is_technician=True, is_active=True).order_by("pk"))
    if len(people) != len(wanted):
        raise Invalid(_("Choose active technicians only."), field="assistants")
    return people


def read_materials(materials: Sequence[Material]) -> list[dict[str, str]]:
    """Materials as stored; raises `Invalid` for a line with a name and no quantity, or too many lines."""
    lines = [m for m in materials if m.name.strip()]
    if len(lines) > 40:
        raise Invalid(_("At most 40 materials."), field="materials")
    for line in lines:
        if not is_storable(line.name + line.unit):
            raise Invalid(_("Characters that cannot be shown are not accepted."), field="materials")
        number = line.quantity.strip().replace(".", "").replace(",", "", 1)
        is_number = number.isascii() and number.isdigit() and number.strip("0") != ""
        if not is_number or len(line.quantity.strip()) > LONGEST_QUANTITY:
            raise Invalid(
                _("Give the quantity of “%(name)s” as a number.") % {"name": line.name.strip()},
                field="materials",
            )
    return [
        {"name": m.name.strip()[:120], "quantity": m.quantity.strip()[:12], "unit": m.unit.strip()[:12]}
        for m in lines
    ]
