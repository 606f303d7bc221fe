"""Encaminhamentos entre Equipes: who forwards to whom, how often it comes back, how long it waits."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from central.domain.workspace.handover_figures import HandoverFigures, PairFigures, handover_figures
from central.doors.web.http import DeskRequest, desk_login_required

PERIODS = (7, 30, 90, 365)
USUAL = 30

Cell = PairFigures | None


@require_GET
@desk_login_required
def handovers(request: DeskRequest) -> HttpResponse:
    """The matrix of a period, and each pair of teams with its figures."""
    asked = request.GET.get("dias", "")
    days = int(asked) if asked in map(str, PERIODS) else USUAL
    figures = handover_figures(request.actor, timezone.now() - timedelta(days=days))
    here = reverse("workspace:handovers")
    context = {
        "pairs": figures.pairs,
        "receivers": figures.receivers,
        "rows": matrix(figures),
        "periods": [
            (ngettext("%(n)s day", "%(n)s days", n) % {"n": n}, f"{here}?dias={n}", n == days)
            for n in PERIODS
        ],
    }
    return render(request, "workspace/handovers.html", context)


def matrix(figures: HandoverFigures) -> list[tuple[str, list[Cell]]]:
    """Each sending team with its cell for each receiving one."""
    return [
        (name, [figures.of(from_id, to_id) for to_id, _name in figures.receivers])
        for from_id, name in figures.senders
    ]
