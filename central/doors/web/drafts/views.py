"""Keeping what is being written, and dropping it."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from central.domain.workspace.drafts.keys import DraftKey
from central.domain.workspace.drafts.operations import discard_draft, save_draft
from central.doors.web.components.texts import clock_text
from central.doors.web.drafting import PASSING
from central.doors.web.http import DeskRequest, desk_login_required, is_fragment, next_url, see_other
from central.foundation.errors import AlreadyDone


@sensitive_post_parameters()
@require_POST
@desk_login_required
def save(request: DeskRequest, act: str, subject: int, part: int) -> HttpResponse:
    """Keep the form as it stands; answers what its foot says, 204 when the form was sent meanwhile."""
    pairs = [
        (name, one) for name in request.POST if name not in PASSING for one in request.POST.getlist(name)
    ]
    try:
        draft = save_draft(
            actor=request.actor,
            key=DraftKey(act, subject, part),
            pairs=pairs,
            form_key=request.POST.get("once", ""),
        )
    except AlreadyDone:
        return HttpResponse(status=204)
    hour = clock_text(timezone.localtime(draft.saved_at))
    return HttpResponse(_("draft saved at %(time)s") % {"time": hour}, content_type="text/plain")


@require_POST
@desk_login_required
def discard(request: DeskRequest, act: str, subject: int, part: int) -> HttpResponse:
    """Drop a draft; without scripts back to the list that asked for it."""
    discard_draft(actor=request.actor, key=DraftKey(act, subject, part))
    return HttpResponse(status=204) if is_fragment(request) else see_other(next_url(request, "/"))
