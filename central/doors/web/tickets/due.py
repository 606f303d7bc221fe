"""The deadline in the windows: counted by the situação, or typed when it is manual."""

import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from central.domain.tickets import options
from central.doors.web.forms import DateField, DeskForm, TimeField, parts_of
from central.doors.web.http import DeskRequest, desk_login_required


class DueForm(DeskForm):
    """The two fields of a deadline."""

    due_on = DateField(required=False)
    due_time = TimeField(required=False)


def number(value: Any) -> int | None:
    """A whole number, None for anything else."""
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 17 else None


def due_context(
    form: DeskForm,
    *,
    customer_id: int | None,
    kept: datetime.datetime | None = None,
    since: options.Deadline | None = None,
    level_id: int | None = None,
) -> dict[str, Any]:
    """What the part *Prazo* shows: sentence, whether day and hour are typed, and what they hold."""
    chosen = level_id if level_id is not None else number(form["service_level"].value())
    start = since.start if since else None
    preview = options.due_preview(
        chosen, customer_id=customer_id, start=start, pauses=since.pauses if since else ()
    )
    moment = preview.due_at if chosen else kept
    day, hour = parts_of(moment)
    return {
        "due_form": form,
        "due_manual": preview.is_manual,
        "due_at": moment,
        "due_term": preview.term,
        "due_kept": kept is not None and not chosen,
        "due_day": day,
        "due_hour": hour,
    }


@require_GET
@desk_login_required
def due_preview(request: DeskRequest) -> HttpResponse:
    """The part *Prazo* for a situação (of a type where none is named), a client, or a protocol."""
    asked = request.GET
    level_id = number(asked.get("service_level"))
    customer_id, kept, since = number(asked.get("customer")), None, None
    ticket_id = number(asked.get("ticket"))
    if ticket_id:
        found = options.deadline_of(request.actor, ticket_id)
        customer_id, kept = found.customer_id, found.due_at
        since = found if asked.get("since") == "opening" else None
    elif level_id is None and (defaults := options.type_defaults(number(asked.get("type")))):
        level_id = defaults.level_id
    form = DueForm(actor=request.actor)
    context = due_context(form, customer_id=customer_id, kept=kept, since=since, level_id=level_id or 0)
    context["due_compact"] = bool(asked.get("compact"))
    return render(request, "tickets/parts/due.html", context)
