"""What every act on a protocol shares: read the form, call the operation, answer."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from django.forms import Textarea
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from central.domain.tickets import queries
from central.domain.tickets.queries import ChecklistRow, TicketHead
from central.domain.workspace.news import news_of
from central.doors.web import drafting
from central.doors.web.forms import CHECKLISTS, DeskForm, act_refusals, is_id
from central.doors.web.http import DeskRequest, done, next_url, render_page
from central.foundation.errors import AlreadyDone, Conflict, NotFound

EVERYTHING = ("*",)
WORK, CLOSING, OPENING = CHECKLISTS


class Acted(Protocol):
    """What an operation answers: a protocol."""

    @property
    def pk(self) -> Any: ...

    @property
    def protocol(self) -> Any: ...


Sentence = Callable[[int], str]
Given = Mapping[str, Any]


def sheet_url(request: DeskRequest, ticket_id: int) -> str:
    """Where to go after an act: where the form says, else the protocol, or the Central once it is gone."""
    if queries.is_visible(request.actor, ticket_id):
        return next_url(request, reverse("workspace:ticket", args=[ticket_id]))
    return next_url(request, reverse("workspace:central"))


def told(request: DeskRequest, message: str, ticket_id: int, *, go: bool = False) -> HttpResponse:
    """The answer to an act that succeeded."""
    return done(request, message, sheet_url(request, ticket_id), parts=EVERYTHING, go=go)


def repeated(request: DeskRequest, error: AlreadyDone, sentence: Sentence) -> HttpResponse:
    """The answer to a form sent again: what the first sending did is told once more."""
    number = queries.protocol_number(error.result_id)
    if error.result_id is None or number is None:
        raise error
    return told(request, sentence(number), error.result_id)


def send(
    request: DeskRequest, form: DeskForm, perform: Callable[[], Acted], sentence: Sentence
) -> HttpResponse | None:
    """Do the act of a valid form; None when the form is to be shown (again)."""
    if not form.is_bound or not form.is_valid() or "review" in request.POST:
        return None
    try:
        with act_refusals(form):
            ticket = perform()
            drafting.forget(request)
            return told(request, sentence(ticket.protocol), ticket.pk)
    except AlreadyDone as error:
        return repeated(request, error, sentence)
    return None


def again(
    request: DeskRequest, form: DeskForm, ticket_id: int, show: Callable[[TicketHead], HttpResponse]
) -> HttpResponse:
    """The refused window again; whoever lost sight of the protocol meanwhile is told who took it where."""
    try:
        head = queries.ticket_for_act(request.actor, ticket_id)
    except (NotFound, Conflict):
        if not form.conflict:
            raise
        return lost(request, form)
    renew_owner(form, head)
    return show(head)


def run(
    request: DeskRequest,
    ticket_id: int,
    act: str,
    kind: type[DeskForm],
    show: Callable[[DeskForm, TicketHead], HttpResponse],
    perform: Callable[[Given], Acted],
    words: Sentence,
    *,
    start: Callable[[TicketHead], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """An act with a window: shown fresh with what it starts from, done, or shown again with its refusals.

    `act` names the rule that is asked before the window is shown; '' asks none.
    """
    if request.method == "GET":
        head = queries.ticket_for_act(request.actor, ticket_id, act)
        return show(drafting.opened(request, kind, start(head) if start else None), head)
    form = kind(request.POST, request.FILES, actor=request.actor)
    answer = send(request, form, lambda: perform(form.cleaned_data), words)
    return answer or again(request, form, ticket_id, lambda head: show(form, head))


def marks(form: DeskForm) -> dict[str, Any]:
    """What the operation of a form takes beside its fields: its one-use key, and the last event seen."""
    return {name: form.cleaned_data[name] for name in ("seen", "once")}


def status_of(form: DeskForm) -> int:
    """409 for what changed meanwhile, 422 for a refused form, 200 for a fresh one."""
    if form.conflict or (form.is_bound and "review" in form.data):
        return 409
    return 422 if form.is_bound and form.errors else 200


def title_of(template: str) -> str:
    """The name of an act by its window."""
    titles = {
        "start": _("Start execution"),
        "pause": _("Pause"),
        "technician": _("Report technician's activity"),
        "report": _("New report on the ticket"),
        "forward": _("Forward the ticket"),
        "accept": _("Accept"),
        "give_back": _("Return"),
        "take_back": _("Take back"),
        "assume": _("Take over"),
        "assign": _("Change the assignee"),
        "priority": _("Priority"),
        "attach": _("Attach"),
        "follow": _("Follow"),
        "edit": _("Edit ticket"),
        "close": _("Close the ticket"),
        "cancel": _("Cancel the ticket"),
        "reopen": _("Reopen"),
        "report_correct": _("Correct the report"),
        "report_annul": _("Annul the report"),
    }
    return titles[template.removeprefix("tickets/").removesuffix(".html")]


def window(
    request: DeskRequest,
    template: str,
    form: DeskForm,
    head: TicketHead | None = None,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The window of an act: a page of its own address, or what a dialog holds."""
    drafting.place(request, form)
    if head and not form.is_bound and "seen" in form.fields:
        form.initial.setdefault("seen", head.seen)
    back = sheet_url(request, head.id) if head else next_url(request, reverse("workspace:central"))
    context: dict[str, Any] = {
        "title": title_of(template),
        "form": form,
        "head": head,
        "action": request.get_full_path(),
        "back": back,
        "subtitle": subtitle(head) if head else "",
        **(news(request, form, head) if head and form.is_bound else {}),
        **(extra or {}),
    }
    return render_page(request, template, "dialog", context, status=status_of(form))


def subtitle(head: TicketHead) -> str:
    """`1048213 · Sem conexão após queda · Marlene Brandão`."""
    return " · ".join((str(head.protocol), head.title, head.customer_name))


def news(request: DeskRequest, form: DeskForm, head: TicketHead) -> dict[str, Any]:
    """What came in since the form was opened; whoever reviews it has seen it, and may send the form again."""
    reviewing = "review" in form.data
    if not (form.stale or reviewing) or not is_id(form.data.get("seen", "")):
        return {}
    found = news_of(request.actor, head.id, int(form.data["seen"]))
    if reviewing or not found:
        form.data = changed(form.data, seen=str(head.seen))
    return {"news": found, "present": head.seen}


def renew_owner(form: DeskForm, head: TicketHead) -> None:
    """After a conflict the form knows the present holder: sending it again is a new decision."""
    if form.is_bound and (form.conflict or "review" in form.data):
        form.data = changed(form.data, seen_owner=head.seen_owner)


def changed(given: Any, **values: str) -> QueryDict:
    """A form's data with other values."""
    fresh: QueryDict = given.copy()
    for name, value in values.items():
        fresh[name] = value
    return fresh


def read_checklist(data: Mapping[str, Any], begin: str = WORK) -> dict[str, str]:
    """The answers to a checklist as they were sent: to that of the work, or of the closing."""
    return {name.removeprefix(begin): str(data[name]) for name in data if name.startswith(begin)}


def checklist_of(form: DeskForm, rows: Iterable[ChecklistRow], begin: str = WORK) -> list[dict[str, Any]]:
    """The items of a checklist for the page: as stored, or as just typed, with their errors."""
    typed = read_checklist(form.data if form.is_bound else form.initial, begin)
    shown = []
    for row in rows:
        name = f"{begin}{row.code}"
        if name in form.fields:
            form.fields[name].label = form[name].label = row.label
        value = typed.get(row.code, row.answer)
        shown.append(
            {
                "row": row,
                "name": name,
                "id": f"id_{name}",
                "value": shown_answer(row, value) if row.code not in typed else value,
                "is_on": value in {"1", "on"},
                "errors": form.errors.get(name, []) if form.is_bound else [],
                "options": [(choice, choice == value) for choice in row.choices],
            }
        )
    return shown


def shown_answer(row: ChecklistRow, stored: str) -> str:
    """A stored answer as it is typed: decimal comma, Brazilian date."""
    if row.kind == "number":
        return stored.replace(".", ",").replace("-", "−")
    if row.kind == "date" and stored.count("-") == 2:
        return "/".join(reversed(stored.split("-")))
    return stored


def lost(request: DeskRequest, form: DeskForm) -> HttpResponse:
    """What is told to whom the protocol was taken away while the window was open; what was typed remains."""
    typed = [
        (field.label, field.value())
        for field in form.visible_fields()
        if isinstance(field.value(), str) and isinstance(field.field.widget, Textarea) and field.value()
    ]
    context = {"message": form.conflict, "typed": typed, "back": reverse("workspace:central")}
    return render_page(request, "tickets/lost.html", "dialog", context, status=409)
