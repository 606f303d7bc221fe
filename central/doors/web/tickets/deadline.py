"""Por que este prazo?: the explanation of a deadline, as a window and as a page of its own."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from central.domain.workspace.deadline import DeadlineView, deadline_view
from central.doors.web.components.texts import moment_text
from central.doors.web.http import DeskRequest, desk_login_required, render_page
from central.doors.web.templatetags.desk import hours


@require_GET
@desk_login_required
def why(request: DeskRequest, pk: int) -> HttpResponse:
    """The account of a visible protocol's deadline; raises `NotFound`."""
    found = deadline_view(request.actor, pk)
    context = {
        "why": found,
        "written": written(found),
        "back": f"{reverse('workspace:central')}?cliente={found.customer_id}&protocolo={found.id}",
    }
    return render_page(request, "tickets/deadline.html", "dialog", context)


def written(found: DeadlineView) -> str:
    """The explanation as plain text, for a mail or a message."""
    lines = [
        f"{_('Why this deadline?')} {_('Ticket')} {found.protocol}",
        ", ".join(part for part in (found.level, found.term, found.calendar) if part),
        f"{_('Deadline')}: {moment_text(found.due.at)}",
        "",
    ]
    for line in found.lines:
        counted = hours(line.counted) if line.counted else _("counts") if line.counts else ""
        lines.append(f"{line.when}  {line.what}: {counted or _('does not count')}")
    lines += ["", *(f"{team.name}: {hours(team.used)}" for team in found.teams)]
    return "\n".join(lines)
