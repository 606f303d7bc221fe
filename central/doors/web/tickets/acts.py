"""The five acts: start and pause, the technician's report, the report, the forwarding."""

import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from central.domain.tickets import options, queries
from central.domain.tickets.operations.execution import AnotherExecutionRuns, pause_execution, start_execution
from central.domain.tickets.operations.forwarding import forward_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.tickets.operations.technician import report_technician_activity
from central.domain.tickets.queries import TicketHead
from central.doors.web import drafting
from central.doors.web.errors import problem
from central.doors.web.forms import parts_of, refill
from central.doors.web.http import DeskRequest, announce, desk_login_required, is_fragment, refresh
from central.doors.web.tickets import acting, closing
from central.doors.web.tickets.due import due_context
from central.doors.web.tickets.forms_acts import (
    BLANK_MATERIALS,
    PRIVACIES,
    ForwardForm,
    ReportForm,
    StartForm,
    TechnicianForm,
    proposed_privacy,
)
from central.foundation.errors import AlreadyDone, Stale

GET_OR_POST = ["GET", "POST"]
LONGEST_RUN = datetime.timedelta(hours=23, minutes=59)


def started_sentence(protocol: int) -> str:
    """What starting says."""
    return _("Execution of ticket %(protocol)s started.") % {"protocol": protocol}


@require_http_methods(GET_OR_POST)
@desk_login_required
def start(request: DeskRequest, pk: int) -> HttpResponse:
    """Iniciar Execução: one click; another running execution is asked about first."""
    actor = request.actor
    form = StartForm(request.POST if request.method == "POST" else None, actor=actor)
    form.fields["once"].required = False
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            ticket = start_execution(
                actor=actor, ticket_id=pk, pause_other=given["pause_other"], once=given["once"]
            )
            return acting.told(request, started_sentence(ticket.protocol), pk)
        except AlreadyDone as error:
            return acting.repeated(request, error, started_sentence)
        except AnotherExecutionRuns:
            if is_fragment(request) and "X-Dialog" not in request.headers:
                return announce(HttpResponse(status=204), "open-dialog", {"href": request.path})
            return start_window(request, pk, 409)
    return start_window(request, pk, 200)


def start_window(request: DeskRequest, pk: int, status: int) -> HttpResponse:
    """The question whether to pause the other execution, or the plain act as a page."""
    head = queries.ticket_for_act(request.actor, pk, "start")
    other = queries.other_running_protocol(request.actor, pk)
    form = StartForm(initial={"pause_other": other is not None}, actor=request.actor)
    response = acting.window(request, "tickets/start.html", form, head, {"other": other})
    response.status_code = status
    return response


@require_http_methods(GET_OR_POST)
@desk_login_required
def pause(request: DeskRequest, pk: int) -> HttpResponse:
    """Pausar: one click."""

    def paused_sentence(protocol: int) -> str:
        return _("Execution of ticket %(protocol)s paused.") % {"protocol": protocol}

    if request.method == "POST":
        try:
            ticket = pause_execution(actor=request.actor, ticket_id=pk, once=request.POST.get("once", ""))
        except AlreadyDone as error:
            return acting.repeated(request, error, paused_sentence)
        return acting.told(request, paused_sentence(ticket.protocol), pk)
    head = queries.ticket_for_act(request.actor, pk)
    return acting.window(request, "tickets/pause.html", StartForm(actor=request.actor), head)


@require_http_methods(GET_OR_POST)
@desk_login_required
def technician(request: DeskRequest, pk: int) -> HttpResponse:
    """Relatar Atividade do Técnico."""
    actor = request.actor

    def sentence(protocol: int) -> str:
        return _("Activity on ticket %(protocol)s saved.") % {"protocol": protocol}

    if request.method == "GET":
        head = queries.ticket_for_act(actor, pk, "technician")
        return technician_window(
            request, drafting.opened(request, TechnicianForm, ready(request, head)), head
        )
    form = TechnicianForm(request.POST, request.FILES, actor=actor)
    if "another_line" in request.POST:
        return more_materials(request, pk, form)
    answer = acting.send(
        request,
        form,
        lambda: report_technician_activity(actor=actor, ticket_id=pk, work=form.work(), **acting.marks(form)),
        sentence,
    )
    return answer or acting.again(request, form, pk, lambda head: technician_window(request, form, head))


def ready(request: DeskRequest, head: TicketHead) -> dict[str, Any]:
    """What the window opens with, fit to be saved: last type, start of the execution, end now."""
    now = timezone.now()
    mine = head.running is not None and head.running.is_mine
    began = max(head.running.started_at, now - LONGEST_RUN) if mine and head.running else now
    day, start_hour = parts_of(began)
    return {
        "activity_type": options.likely_activity_type(request.actor),
        "day": day,
        "start": start_hour,
        "end": parts_of(now)[1],
        "progress": head.progress,
        "solution": head.solution_id,
    }


def more_materials(request: DeskRequest, pk: int, sent: TechnicianForm) -> HttpResponse:
    """The window again with one more line of materials, for browsers without scripts."""
    form = TechnicianForm(initial=refill(request.POST), actor=request.actor)
    sent.is_valid()
    form.kept = sent.kept
    lines = [*sent.material_lines(), ("", "", "")]
    return technician_window(request, form, queries.ticket_for_act(request.actor, pk), lines)


def technician_window(
    request: DeskRequest,
    form: TechnicianForm,
    head: TicketHead,
    lines: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    """The window of the technician's activity with its choices."""
    actor = request.actor
    form.fields["activity_type"].offer(options.activity_types())  # type: ignore[attr-defined]
    form.fields["assistants"].choices = options.technicians(without=actor.person_id)  # type: ignore[attr-defined]
    form.fields["unproductive_reason"].offer(options.unproductive_reasons())  # type: ignore[attr-defined]
    extra = closing.closing_context(actor, form, head) | {
        "subtitle": " · ".join(
            part for part in (str(head.protocol), head.customer_name, head.customer_address) if part
        ),
        "checklist": acting.checklist_of(form, queries.checklist_rows(actor, head.id)),
        "material_errors": form.errors.get("materials", []) if form.is_bound else [],
        "materials": lines or [*form.material_lines(), *[("", "", "")] * BLANK_MATERIALS],
    }
    return acting.window(request, "tickets/technician.html", form, head, extra)


@require_http_methods(GET_OR_POST)
@desk_login_required
def report(request: DeskRequest, pk: int) -> HttpResponse:
    """Novo Relato na Solicitação, with the tabs Relato, Anexos and Agendamento."""
    actor = request.actor
    if request.method == "GET":
        head = queries.ticket_for_act(actor, pk, "report")
        return report_window(request, drafting.opened(request, ReportForm, report_start(request, head)), head)
    form = ReportForm(request.POST, request.FILES, actor=actor)
    return send_report(request, pk, form)


def report_sentence(protocol: int) -> str:
    """What a report says."""
    return _("Report added to ticket %(protocol)s.") % {"protocol": protocol}


def send_report(request: DeskRequest, pk: int, form: ReportForm) -> HttpResponse:
    """Add the report, or show the window again."""
    actor = request.actor
    answer = acting.send(
        request,
        form,
        lambda: add_report(actor=actor, ticket_id=pk, report=form.report(), **acting.marks(form)),
        report_sentence,
    )
    return answer or acting.again(request, form, pk, lambda head: report_window(request, form, head))


def report_start(request: DeskRequest, head: TicketHead) -> dict[str, Any]:
    """What the window opens with: all as it is; from *Agendar* with the status that agrees a visit."""
    agreed = head.scheduled_at if head.base_status == "scheduled" else None
    day, hour = parts_of(agreed if agreed and agreed > timezone.now() else None)
    start_values = {
        "status": head.status_id,
        "priority": head.priority,
        "wait_reason": head.wait_reason_id,
        "awaiting": head.awaiting,
        "solution": head.solution_id,
        "scheduled_on": day,
        "scheduled_time": hour,
        "technician": head.scheduled_technician_id if day else None,
    }
    if request.GET.get("aba") == "agendamento" and head.base_status != "scheduled":
        statuses = options.statuses_from(head.status_id, head.base_status, can_close=head.can_close)
        start_values["status"] = next((s.id for s in statuses if s.requires_schedule), head.status_id)
    return start_values


def report_window(request: DeskRequest, form: ReportForm, head: TicketHead) -> HttpResponse:
    """The window of a report with its choices."""
    actor = request.actor
    statuses = options.statuses_from(head.status_id, head.base_status, can_close=head.can_close)
    priorities = options.priorities(actor, head.priority)
    if not head.can_change_priority:
        priorities = [choice for choice in priorities if choice[0] == str(head.priority)]
    form.fields["status"].offer([(str(s.id), s.name) for s in statuses])  # type: ignore[attr-defined]
    form.fields["priority"].offer(priorities)  # type: ignore[attr-defined]
    form.fields["wait_reason"].offer(options.wait_reasons())  # type: ignore[attr-defined]
    form.fields["technician"].offer(options.technicians())  # type: ignore[attr-defined]
    extra = closing.closing_context(actor, form, head) | {
        "waiting": ",".join(str(s.id) for s in statuses if s.requires_awaiting),
        "ending": ",".join(str(s.id) for s in statuses if s.ends),
        "final": ",".join(str(s.id) for s in statuses if s.base == "closed"),
        "scheduling": ",".join(str(s.id) for s in statuses if s.requires_schedule),
        "checklist": acting.checklist_of(form, queries.checklist_rows(actor, head.id)),
        "tab": request.GET.get("aba", "relato"),
        "file_hint": _("up to %(limit)s MB each") % {"limit": form.file_limit},
    }
    return acting.window(request, "tickets/report.html", form, head, extra)


@require_POST
@desk_login_required
def quick_report(request: DeskRequest, pk: int) -> HttpResponse:
    """The one-line report of the pane: text and privacy, nothing else changes."""
    data = acting.changed(request.POST, notify="nobody")
    if data.get("privacy") not in dict(PRIVACIES):
        data["privacy"] = proposed_privacy()
    form = ReportForm(data, actor=request.actor)
    form.fields["once"].required = False
    if is_fragment(request) and form.is_valid():
        short = NewReport(text=form.cleaned_data["text"], is_private=data["privacy"] == "private")
        try:
            add_report(actor=request.actor, ticket_id=pk, report=short, **acting.marks(form))
        except Stale as error:
            return refresh(problem(request, HTTPStatus.CONFLICT, error.message), *acting.EVERYTHING)
        except AlreadyDone as error:
            return acting.repeated(request, error, report_sentence)
        drafting.forget(request)
        return acting.told(request, report_sentence(queries.protocol_number(pk) or 0), pk)
    return send_report(request, pk, form)


@require_http_methods(GET_OR_POST)
@desk_login_required
def forward(request: DeskRequest, pk: int) -> HttpResponse:
    """Encaminhar Solicitação."""
    actor = request.actor
    if request.method == "GET":
        head = queries.ticket_for_act(actor, pk, "forward")
        start_values = {"type": head.type_id, "priority": head.priority, "seen_owner": head.seen_owner}
        return forward_window(request, drafting.opened(request, ForwardForm, start_values), head)
    form = ForwardForm(request.POST, request.FILES, actor=actor)
    if "reload" in request.POST:
        form = ForwardForm(initial=refill(request.POST), actor=actor)
        return forward_window(request, form, queries.ticket_for_act(actor, pk))
    holder = ""

    def perform() -> acting.Acted:
        nonlocal holder
        destination = form.to(options.manual_levels())
        ticket = forward_ticket(actor=actor, ticket_id=pk, destination=destination, **acting.marks(form))
        holder = ticket.assignee.shown_name if ticket.assignee else ticket.team.name
        return ticket

    def sentence(protocol: int) -> str:
        if holder:
            return _("Ticket %(protocol)s forwarded to %(holder)s.") % {
                "protocol": protocol,
                "holder": holder,
            }
        return _("Ticket %(protocol)s forwarded.") % {"protocol": protocol}

    answer = acting.send(request, form, perform, sentence)
    return answer or acting.again(request, form, pk, lambda head: forward_window(request, form, head))


def forward_window(request: DeskRequest, form: ForwardForm, head: TicketHead) -> HttpResponse:
    """The window of a forwarding with its choices."""
    actor = request.actor
    priorities = options.priorities(actor, head.priority)
    if not head.can_change_priority:
        priorities = [choice for choice in priorities if choice[0] == str(head.priority)]
    form.fields["reason"].offer(options.forward_reasons())  # type: ignore[attr-defined]
    form.fields["type"].offer(options.types_grouped())  # type: ignore[attr-defined]
    form.fields["priority"].offer(priorities)  # type: ignore[attr-defined]
    form.fields["service_level"].empty = _("Keep %(level)s") % {"level": head.level_name}  # type: ignore[attr-defined]
    levels = options.service_levels(head.type_id)
    form.fields["service_level"].offer(levels)  # type: ignore[attr-defined]
    extra = {
        "level_ids": ",".join(value for value, _name in levels),
        "destinations": all_destinations([head.team_id], (head.team_id, head.assignee_id)),
        "chosen": str(form["destination"].value() or ""),
        "file_hint": _("up to %(limit)s MB each") % {"limit": form.file_limit},
        "due_compact": True,
        **due_context(form, customer_id=head.customer_id, kept=head.due_at),
    }
    return acting.window(request, "tickets/forward.html", form, head, extra)


def all_destinations(team_ids: list[int], held_by: tuple[int, int | None] | None) -> list[dict[str, Any]]:
    """The destinations of each kind under headings, for one list that the kind filters."""
    headings = {"team": _("Teams"), "collaborator": _("Collaborators"), "technician": _("Technicians")}
    return [
        {
            "kind": kind,
            "label": f"{heading} · {group}" if group else heading,
            "options": [(f"{kind}:{value}", name) for value, name in choices],
        }
        for kind, heading in headings.items()
        for group, choices in options.destinations(kind, team_ids, held_by=held_by)
    ]
