"""The acts of the menu "…": who is responsible, priority, files, details, and the ends of a protocol."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from central.domain.tickets import options, queries
from central.domain.tickets.opening_options import held_filing
from central.domain.tickets.operations.closing import cancel_ticket, close_ticket, reopen_ticket
from central.domain.tickets.operations.details import attach_files, change_details, change_priority
from central.domain.tickets.operations.responsibility import assume_ticket, change_assignee, set_following
from central.domain.tickets.queries import TicketHead
from central.doors.web import drafting
from central.doors.web.forms import DeskForm, parts_of, refill
from central.doors.web.http import DeskRequest, desk_login_required
from central.doors.web.tickets import acting, closing
from central.doors.web.tickets.due import due_context, number
from central.doors.web.tickets.fields import edit_context
from central.doors.web.tickets.filing import edit_filing
from central.doors.web.tickets.forms_menu import (
    AssignForm,
    AttachForm,
    CancelForm,
    CloseForm,
    EditForm,
    FollowForm,
    OwnerForm,
    PriorityForm,
    ReopenForm,
)
from central.foundation.errors import AlreadyDone

GET_OR_POST = ["GET", "POST"]

Given = Mapping[str, Any]


def sentence_of(words: str) -> acting.Sentence:
    """A sentence that tells of an act by the protocol's number."""
    return lambda protocol: words % {"protocol": protocol}


@require_http_methods(GET_OR_POST)
@desk_login_required
def assume(request: DeskRequest, pk: int) -> HttpResponse:
    """Assumir: one click from the menu, a question as a page."""
    actor = request.actor
    form = OwnerForm(request.POST if request.method == "POST" else None, actor=actor)
    form.fields["once"].required = False
    answer = acting.send(
        request,
        form,
        lambda: assume_ticket(
            actor=actor,
            ticket_id=pk,
            seen_owner=form.cleaned_data["seen_owner"],
            once=form.cleaned_data["once"],
        ),
        sentence_of(_("Ticket %(protocol)s is now with you.")),
    )
    if answer:
        return answer
    if form.is_bound:
        return acting.again(
            request, form, pk, lambda head: acting.window(request, "tickets/assume.html", form, head)
        )
    head = queries.ticket_for_act(actor, pk, "assume")
    form = OwnerForm(initial={"seen_owner": head.seen_owner}, actor=actor)
    return acting.window(request, "tickets/assume.html", form, head)


@require_http_methods(GET_OR_POST)
@desk_login_required
def assign(request: DeskRequest, pk: int) -> HttpResponse:
    """Mudar responsável."""

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        form.fields["person"].offer(options.team_people(head.team_id))  # type: ignore[attr-defined]
        return acting.window(request, "tickets/assign.html", form, head)

    def perform(given: Given) -> acting.Acted:
        return change_assignee(
            actor=request.actor,
            ticket_id=pk,
            person_id=given["person"],
            seen_owner=given["seen_owner"],
            once=given["once"],
        )

    words = sentence_of(_("Assignee of ticket %(protocol)s changed."))
    return acting.run(
        request, pk, "assign", AssignForm, show, perform, words,
        start=lambda head: {"person": head.assignee_id, "seen_owner": head.seen_owner},
    )  # fmt: skip


@require_http_methods(GET_OR_POST)
@desk_login_required
def priority(request: DeskRequest, pk: int) -> HttpResponse:
    """Prioridade."""
    actor = request.actor

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        form.fields["priority"].offer(options.priorities(actor, head.priority))  # type: ignore[attr-defined]
        return acting.window(request, "tickets/priority.html", form, head)

    def perform(given: Given) -> acting.Acted:
        wanted = -1 if given["priority"] is None else given["priority"]
        return change_priority(actor=actor, ticket_id=pk, priority=wanted, once=given["once"])

    words = sentence_of(_("Priority of ticket %(protocol)s changed."))
    return acting.run(
        request, pk, "priority", PriorityForm, show, perform, words,
        start=lambda head: {"priority": head.priority},
    )  # fmt: skip


@require_http_methods(GET_OR_POST)
@desk_login_required
def attach(request: DeskRequest, pk: int) -> HttpResponse:
    """Anexar."""

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        extra = {"file_hint": _("up to %(limit)s MB each") % {"limit": form.file_limit}}
        return acting.window(request, "tickets/attach.html", form, head, extra)

    def perform(given: Given) -> acting.Acted:
        return attach_files(
            actor=request.actor,
            ticket_id=pk,
            file_ids=given["files"],
            is_private=given["privacy"] == "private",
            once=given["once"],
        )

    words = sentence_of(_("Files attached to ticket %(protocol)s."))
    return acting.run(request, pk, "attach", AttachForm, show, perform, words)


@require_http_methods(GET_OR_POST)
@desk_login_required
def follow(request: DeskRequest, pk: int) -> HttpResponse:
    """Acompanhar, or stop following: the form says which, without it the state turns."""
    actor = request.actor
    head = queries.ticket_for_act(actor, pk)
    wanted = not queries.is_following(actor, pk)
    if request.method == "GET":
        form = FollowForm(initial={"follow": wanted}, actor=actor)
        confirm = _("Follow") if wanted else _("Stop following")
        extra = {"wanted": wanted, "confirm": confirm, "title": confirm}
        return acting.window(request, "tickets/follow.html", form, head, extra)
    if "follow" in request.POST:
        wanted = request.POST["follow"].lower() in {"1", "true", "on"}
    words = _("You follow ticket %(protocol)s.") if wanted else _("You no longer follow ticket %(protocol)s.")
    try:
        set_following(actor=actor, ticket_id=pk, is_following=wanted, once=request.POST.get("once", ""))
    except AlreadyDone as error:
        return acting.repeated(request, error, sentence_of(words))
    return acting.told(request, words % {"protocol": head.protocol}, pk)


@require_http_methods(GET_OR_POST)
@desk_login_required
def edit(request: DeskRequest, pk: int) -> HttpResponse:
    """Editar solicitação: title, description, contact, type with its fields, situação."""
    actor = request.actor
    head = queries.ticket_for_act(actor, pk, "" if request.method == "POST" else "edit")
    if request.method == "GET" or "reload" in request.POST:
        day, hour = parts_of(head.due_at)
        start = {
            "title": head.title, "description": head.description, "contact": head.contact_id,
            "type": head.type_id, "service_level": head.level_id, "due_on": day, "due_time": hour,
            **asdict(held_filing(actor, pk)),
        }  # fmt: skip
        if not request.POST:
            return edit_window(request, drafting.opened(request, EditForm, start), head)
        fresh = EditForm(initial=start | refill(request.POST), actor=actor)
        sent = EditForm(request.POST, request.FILES, actor=actor)
        sent.is_valid()
        fresh.uploads = sent.uploads
        return edit_window(request, fresh, head)
    form = EditForm(request.POST, request.FILES, actor=actor)
    if not head.can_change_deadline:
        form.fields.pop("service_level")
    answer = acting.send(
        request,
        form,
        lambda: change_details(
            actor=actor,
            ticket_id=pk,
            details=form.details(typed_deadline(form, head)),
            **acting.marks(form),
        ),
        sentence_of(_("Ticket %(protocol)s changed.")),
    )
    return answer or acting.again(request, form, pk, lambda again: edit_window(request, form, again))


def typed_deadline(form: DeskForm, head: TicketHead) -> Any:
    """The typed deadline, None where it is counted or stays what it was to the minute."""
    if form.cleaned_data.get("service_level") not in options.manual_levels():
        return None
    typed = form.moment("due_on", "due_time")
    same = form.cleaned_data["service_level"] == head.level_id
    return None if same and typed == head.due_at.replace(second=0, microsecond=0) else typed


def edit_window(request: DeskRequest, form: EditForm, head: TicketHead) -> HttpResponse:
    """The window of the details with its choices."""
    form.fields["contact"].offer(options.contacts(request.actor, head.id))  # type: ignore[attr-defined]
    form.fields["type"].offer(options.types_grouped())  # type: ignore[attr-defined]
    extra: dict[str, Any] = edit_filing(request, form, head.id, number(form["type"].value()))
    if head.can_change_deadline:
        levels = options.service_levels(number(form["type"].value()))
        form.fields["service_level"].offer(levels)  # type: ignore[attr-defined]
        since = options.deadline_of(request.actor, head.id)
        chosen = form["service_level"].value()
        unchanged = str(chosen) == str(head.level_id)
        extra |= due_context(form, customer_id=head.customer_id, since=since) | {"due_compact": True}
        if unchanged:
            day, hour = parts_of(head.due_at)
            extra |= {"due_at": head.due_at, "due_day": day, "due_hour": hour}
    else:
        form.fields.pop("service_level", None)
    extra |= edit_context(request, form, head.id, number(form["type"].value()))
    return acting.window(request, "tickets/edit.html", form, head, extra)


@require_http_methods(GET_OR_POST)
@desk_login_required
def close(request: DeskRequest, pk: int) -> HttpResponse:
    """Encerrar, by the rules of closing."""
    actor = request.actor

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        assert isinstance(form, CloseForm)
        extra = closing.closing_context(actor, form, head) | {
            "checklist": acting.checklist_of(form, queries.checklist_rows(actor, head.id)),
            "file_hint": _("up to %(limit)s MB each") % {"limit": form.file_limit},
        }
        return acting.window(request, "tickets/close.html", form, head, extra)

    def perform(given: Given) -> acting.Acted:
        return close_ticket(
            actor=actor, ticket_id=pk, text=given["text"], solution_id=given["solution"],
            checklist=acting.read_checklist(request.POST),
            closing_checklist=acting.read_checklist(request.POST, acting.CLOSING),
            fields=given["fields"],
            is_private=given["privacy"] == "private",
            notify=given["notify"], file_ids=given["files"], seen=given["seen"], once=given["once"],
        )  # fmt: skip

    words = sentence_of(_("Ticket %(protocol)s closed."))
    return acting.run(
        request, pk, "close", CloseForm, show, perform, words,
        start=lambda head: {"solution": head.solution_id},
    )  # fmt: skip


@require_http_methods(GET_OR_POST)
@desk_login_required
def cancel(request: DeskRequest, pk: int) -> HttpResponse:
    """Cancelar, with a reason."""

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        form.fields["reason"].offer(options.cancel_reasons())  # type: ignore[attr-defined]
        return acting.window(request, "tickets/cancel.html", form, head)

    def perform(given: Given) -> acting.Acted:
        return cancel_ticket(
            actor=request.actor,
            ticket_id=pk,
            reason_id=given["reason"],
            text=given["text"],
            seen=given["seen"],
            once=given["once"],
        )

    words = sentence_of(_("Ticket %(protocol)s cancelled."))
    return acting.run(request, pk, "cancel", CancelForm, show, perform, words)


@require_http_methods(GET_OR_POST)
@desk_login_required
def reopen(request: DeskRequest, pk: int) -> HttpResponse:
    """Reabrir, simply or as rework."""

    def show(form: DeskForm, head: TicketHead) -> HttpResponse:
        form.fields["reason"].offer(options.reopen_reasons())  # type: ignore[attr-defined]
        return acting.window(request, "tickets/reopen.html", form, head)

    def perform(given: Given) -> acting.Acted:
        return reopen_ticket(
            actor=request.actor,
            ticket_id=pk,
            kind=given["kind"],
            reason_id=given["reason"],
            text=given["text"],
            seen=given["seen"],
            once=given["once"],
        )

    words = sentence_of(_("Ticket %(protocol)s reopened."))
    return acting.run(request, pk, "reopen", ReopenForm, show, perform, words)
