"""Pessoas duplicadas: the pairs that may be one person, and what is decided about them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from central.domain.merging import rules
from central.domain.merging.operations import dismiss_pair, propose_pair_again
from central.domain.merging.queries import COUNTED, PairRow, open_pair_count, pair_page, waiting_count
from central.doors.web.components.forms import new_key
from central.doors.web.http import DeskRequest, desk_login_required, done, render_page
from central.doors.web.merging.words import KINDS, reason_pills


@require_GET
@desk_login_required
def pairs(request: DeskRequest) -> HttpResponse:
    """The pairs by score, proposed or dismissed, of all kinds or of one."""
    rules.check_can_merge(request.actor)
    kind = request.GET.get("motivo", "")
    kind = kind if kind in KINDS else ""
    is_open = request.GET.get("descartadas") != "1"
    page = pair_page(request.actor, is_open=is_open, kind=kind, after=request.GET.get("depois", "")[:40])
    waiting = waiting_count()
    context = {
        "rows": [pair_context(row) for row in page.rows],
        "kind": kind,
        "is_open": is_open,
        "total": total_text(open_pair_count(request.actor)),
        "waiting": waiting_text(waiting) if waiting else "",
        "chips": [
            {"label": label, "url": address(is_open, code), "is_chosen": code == kind}
            for code, label in KINDS.items()
        ],
        "open_url": address(True, kind),
        "dismissed_url": address(False, kind),
        "next": address(is_open, kind, page.next_mark) if page.next_mark else "",
        "newest": address(is_open, kind) if request.GET.get("depois") else "",
        "refresh_url": request.get_full_path(),
    }
    return render_page(request, "merging/pairs.html", "list", context)


def pair_context(row: PairRow) -> dict[str, Any]:
    """A pair for the template."""
    return {
        "pair": row,
        "reasons": reason_pills(row.reasons),
        "sides": (row.first, row.second),
        "once": new_key(),
    }


def address(is_open: bool, kind: str, after: str = "") -> str:
    """The address of the list in some state."""
    words = {"motivo": kind, "descartadas": "" if is_open else "1", "depois": after}
    query = urlencode({name: value for name, value in words.items() if value})
    return reverse("merging:pairs") + (f"?{query}" if query else "")


def shown_count(number: int) -> str:
    """A count with its thousands, `10.000+` above that."""
    text = str(number_format(min(number, COUNTED), force_grouping=True))
    return f"{text}+" if number > COUNTED else text


def total_text(number: int) -> str:
    """`12 pares propostos`."""
    return ngettext("%(n)s proposed pair", "%(n)s proposed pairs", number) % {"n": shown_count(number)}


def waiting_text(number: int) -> str:
    """How many persons are still to be compared."""
    words = ngettext(
        "%(n)s person still waits to be compared; this goes on by itself.",
        "%(n)s persons still wait to be compared; this goes on by itself.",
        number,
    )
    return words % {"n": shown_count(number)}


@require_POST
@desk_login_required
def dismiss(request: DeskRequest, pair_id: int) -> HttpResponse:
    """They are two persons."""
    dismiss_pair(actor=request.actor, pair_id=pair_id, once=request.POST.get("once", ""))
    told = _("Kept as two persons. Only new evidence of another kind proposes them again.")
    return done(request, told, reverse("merging:pairs"), parts=("pairs",))


@require_POST
@desk_login_required
def propose_again(request: DeskRequest, pair_id: int) -> HttpResponse:
    """Take it back that they are two."""
    propose_pair_again(actor=request.actor, pair_id=pair_id, once=request.POST.get("once", ""))
    return done(request, _("The pair is proposed again."), address(False, ""), parts=("pairs",))
