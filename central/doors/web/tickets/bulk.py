"""One act on many protocols: each its own operation and transaction, the result told for each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from central.domain.tickets import options, queries
from central.domain.tickets.operations.details import change_priority
from central.domain.tickets.operations.forwarding import forward_ticket
from central.domain.tickets.operations.reporting import add_report
from central.domain.tickets.operations.responsibility import change_assignee
from central.domain.tickets.queries import BriefRow
from central.doors.web.forms import ChoiceIdField, DeskForm
from central.doors.web.http import DeskRequest, desk_login_required, next_url, refresh, render_page
from central.doors.web.tickets.acts import all_destinations
from central.doors.web.tickets.due import number
from central.doors.web.tickets.forms_acts import ForwardForm, ReportForm
from central.doors.web.tickets.forms_menu import AssignForm, PriorityForm
from central.foundation.errors import AlreadyDone, DomainError, Invalid, NotFound

MOST = 100

Work = Callable[[int, str], object]


class BulkForwardForm(ForwardForm):
    """*Encaminhar* for several: the type of each may stay."""

    starred: ClassVar[tuple[str, ...]] = ("reason", "kind", "destination")
    type = ChoiceIdField(label=ForwardForm.base_fields["type"].label, required=False)


class BulkReportForm(ReportForm):
    """*Novo Relato* for several: text, privacy, notices; each keeps its status."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one protocol."""

    row: BriefRow
    is_done: bool
    words: str


FORMS: dict[str, type[DeskForm]] = {
    "forward": BulkForwardForm,
    "report": BulkReportForm,
    "priority": PriorityForm,
    "assign": AssignForm,
}


def titles() -> dict[str, str]:
    """What each act is called for several."""
    return {
        "forward": _("Forward the ticket"),
        "report": _("New report on the ticket"),
        "priority": _("Priority"),
        "assign": _("Change the assignee"),
    }


@require_http_methods(["GET", "POST"])
@desk_login_required
def bulk(request: DeskRequest) -> HttpResponse:
    """The window of an act for several protocols, and its doing."""
    sent = request.POST if request.method == "POST" else request.GET
    act = sent.get("act", "")
    ids = [found for text in sent.getlist("ids") for part in text.split(",") if (found := number(part))]
    if act not in FORMS:
        raise Invalid(_("Choose what to do with the chosen protocols."))
    if not ids:
        raise Invalid(_("Choose at least one protocol."))
    if len(set(ids)) > MOST:
        raise Invalid(_("At most %(limit)s protocols at once.") % {"limit": MOST})
    rows = queries.tickets_in_bulk(request.actor, ids)
    if not rows:
        raise NotFound(_("This protocol does not exist, or you may not see it."))
    form = FORMS[act](
        *((request.POST, request.FILES) if request.method == "POST" else ()), actor=request.actor
    )
    if request.method == "POST" and form.is_valid() and not blank_fields(form):
        return results(request, act, rows, WORKS[act](request, form), hidden=len(set(ids)) - len(rows))
    return bulk_window(request, act, form, rows)


def blank_fields(form: DeskForm) -> bool:
    """Whether a field that every item needs is empty; says so beside it."""
    for name in form.starred:
        if not form.cleaned_data.get(name):
            form.add_error(name, _("Fill this in."))
    return bool(form.errors)


def bulk_window(request: DeskRequest, act: str, form: DeskForm, rows: list[BriefRow]) -> HttpResponse:
    """The window with its choices: those that hold for every chosen protocol's team."""
    actor = request.actor
    team_ids = sorted({row.team_id for row in rows})
    fields: dict[str, Any] = form.fields
    extra: dict[str, Any] = {}
    if act == "forward":
        fields["reason"].offer(options.forward_reasons())
        fields["type"].empty = _("Keep the type of each")
        fields["type"].offer(options.types_grouped())
        extra["destinations"] = all_destinations(team_ids, None)
        extra["chosen"] = str(form["destination"].value() or "")
    if act == "priority":
        fields["priority"].offer(options.priorities(actor))
    if act == "assign":
        fields["person"].offer(options.team_people(team_ids[0]) if len(team_ids) == 1 else [])
        extra["several_teams"] = len(team_ids) > 1
    count = len(rows)
    context = {
        "form": form,
        "act": act,
        "rows": rows,
        "title": titles()[act],
        "subtitle": ngettext("%(count)s protocol chosen", "%(count)s protocols chosen", count)
        % {"count": count},
        "back": next_url(request, reverse("tasks:mine")),
        "action": reverse("tickets:bulk"),
        **extra,
    }
    return render_page(
        request, "tickets/bulk.html", "dialog", context, status=422 if form.is_bound and form.errors else 200
    )


def forward_work(request: DeskRequest, form: DeskForm) -> Work:
    """Forward one protocol as the form says."""
    assert isinstance(form, ForwardForm)
    to = form.to(frozenset())

    def work(ticket_id: int, once: str) -> object:
        type_id = to.type_id or queries.ticket_for_act(request.actor, ticket_id).type_id
        destination = replace(to, type_id=type_id, priority=None, service_level_id=None)
        return forward_ticket(actor=request.actor, ticket_id=ticket_id, destination=destination, once=once)

    return work


def report_work(request: DeskRequest, form: DeskForm) -> Work:
    """Add one report as the form says; status and priority stay."""
    assert isinstance(form, ReportForm)
    report = replace(form.report(), status_id=None, priority=None)
    return lambda ticket_id, once: add_report(
        actor=request.actor, ticket_id=ticket_id, report=report, once=once
    )


def priority_work(request: DeskRequest, form: DeskForm) -> Work:
    """Change one priority."""
    wanted = form.cleaned_data["priority"]
    chosen = -1 if wanted is None else wanted
    return lambda ticket_id, once: change_priority(
        actor=request.actor, ticket_id=ticket_id, priority=chosen, once=once
    )


def assign_work(request: DeskRequest, form: DeskForm) -> Work:
    """Change one responsible person."""
    person_id = form.cleaned_data["person"]
    return lambda ticket_id, once: change_assignee(
        actor=request.actor, ticket_id=ticket_id, person_id=person_id, once=once
    )


WORKS: dict[str, Callable[[DeskRequest, DeskForm], Work]] = {
    "forward": forward_work,
    "report": report_work,
    "priority": priority_work,
    "assign": assign_work,
}


def results(request: DeskRequest, act: str, rows: list[BriefRow], work: Work, *, hidden: int) -> HttpResponse:
    """Do it to each, and tell whether it was done or why not; `hidden` are out of the actor's sight."""
    once = request.POST.get("once", "")
    told = [one_result(row, work, f"{once}:{row.id}" if once else "") for row in rows]
    done_count = sum(result.is_done for result in told)
    context = {
        "results": told,
        "title": titles()[act],
        "summary": _("%(done)s of %(count)s done.") % {"done": done_count, "count": len(told) + hidden},
        "hidden": hidden,
        "back": next_url(request, reverse("tasks:mine")),
    }
    return refresh(render_page(request, "tickets/bulk_result.html", "dialog", context), "*")


def one_result(row: BriefRow, work: Work, once: str) -> Result:
    """What became of one protocol."""
    try:
        work(row.id, once)
    except AlreadyDone:
        return Result(row, True, _("Done"))
    except Invalid as error:
        return Result(row, False, " ".join(str(text) for text in error.errors.values()))
    except DomainError as error:
        return Result(row, False, str(error.message))
    return Result(row, True, _("Done"))
