"""Usuários: the list, a user, invitation, change, use, open work, absence."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from central.domain.access import operations, registry, rules
from central.domain.access.histories import user_history
from central.domain.access.links import token_to_hand_over
from central.domain.tickets.holding import open_held_by, open_held_count
from central.doors.web.components.forms import new_key
from central.doors.web.errors import form_refusals
from central.doors.web.http import (
    DeskRequest,
    desk_login_required,
    done,
    form_status,
    render_page,
    see_other,
)
from central.doors.web.settings.forms import AbsenceForm, InviteForm, UserForm
from central.doors.web.settings.histories import user_rows
from central.foundation.errors import AlreadyDone, Conflict
from central.reactions.notices.ways import mail_way

GET_OR_POST = ["GET", "POST"]
KINDS = {"": "active", "convidados": "invited", "inativos": "inactive", "todos": "all"}


def user_url(user_id: int) -> str:
    """The page of a user."""
    return reverse("settings:user", args=[user_id])


@require_GET
@desk_login_required
def user_list(request: DeskRequest) -> HttpResponse:
    """The users by login."""
    search, kind = request.GET.get("q", "").strip()[:80], request.GET.get("ver", "")
    kind = kind if kind in KINDS else ""
    edge = request.GET.get("depois", "")
    after = int(edge) if edge.isascii() and edge.isdigit() and len(edge) < 16 else 0
    page = registry.users_page(request.actor, search=search, kind=KINDS[kind], after=after)
    labels = {
        "": pgettext("users", "Active"),
        "convidados": pgettext("users", "Invited"),
        "inativos": pgettext("users", "Inactive"),
        "todos": _("All"),
    }
    query = QueryDict(mutable=True)
    query.update({key: str(v) for key, v in {"q": search, "ver": kind, "depois": page.after}.items() if v})
    context = {
        "rows": page.rows,
        "q": search,
        "kind": kind,
        "chips": [{"key": key, "label": label, "is_chosen": key == kind} for key, label in labels.items()],
        "next": f"?{query.urlencode()}" if page.after else "",
        "can_change": rules.can_manage_users(request.actor),
    }
    return render_page(request, "settings/users.html", "list", context)


@require_GET
@desk_login_required
def user(request: DeskRequest, user_id: int) -> HttpResponse:
    """A user: login, profile, teams, working hours, absences, open work."""
    sheet = registry.user_sheet(request.actor, user_id)
    context = {
        "sheet": sheet,
        "row": sheet.row,
        "held": open_held_count(sheet.row.person_id),
        "is_me": request.actor.user_id == user_id,
        "once": new_key(),
        "history": user_rows(user_history(sheet)),
    }
    return render_page(request, "settings/user.html", "sheet", context)


@require_http_methods(GET_OR_POST)
@desk_login_required
def invite(request: DeskRequest) -> HttpResponse:
    """Invite a collaborator; where no mail leaves, the link is shown once."""
    rules.check_can_create_user(request.actor)
    form = InviteForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            with form_refusals(form):
                made = operations.invite_user(actor=request.actor, **form.cleaned_data)
                return told_link(request, made.pk, made.username, bool(made.email))
        except AlreadyDone as error:
            return see_other(user_url(error.result_id) if error.result_id else reverse("settings:users"))
    context = {"form": form, "has_mail": mail_way() != "none"}
    return render(request, "settings/invite.html", context, status=form_status(form))


def told_link(request: DeskRequest, user_id: int, login: str, has_address: bool) -> HttpResponse:
    """What follows a link: a mail is on its way, or the link itself, shown this once."""
    if has_address and mail_way() != "none":
        return done(
            request, _("%(login)s gets a link by e-mail.") % {"login": login}, user_url(user_id), go=True
        )
    token = token_to_hand_over(request.actor, user_id)
    query = QueryDict(mutable=True)
    query["chave"] = token
    address = request.build_absolute_uri(f"{reverse('account_choose_password')}?{query.urlencode()}")
    context = {"link": address, "login": login, "user_id": user_id}
    response = render(request, "settings/link.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@desk_login_required
def link(request: DeskRequest, user_id: int) -> HttpResponse:
    """Send the invitation anew, or a link to choose another password."""
    sheet = registry.user_sheet(request.actor, user_id)
    once = request.POST.get("once", "")
    act = operations.invite_again if sheet.row.is_invited else operations.send_password_link
    try:
        act(actor=request.actor, user_id=user_id, once=once)
    except AlreadyDone:
        return see_other(user_url(user_id))
    return told_link(request, user_id, sheet.row.username, bool(sheet.email))


@require_http_methods(GET_OR_POST)
@desk_login_required
def edit(request: DeskRequest, user_id: int) -> HttpResponse:
    """Change profile, person, e-mail, working hours."""
    rules.check_can_manage_users(request.actor)
    sheet = registry.user_sheet(request.actor, user_id)
    initial = {
        "person_id": sheet.row.person_id,
        "email": sheet.email,
        "profile_id": sheet.profile_id,
        "calendar_id": sheet.calendar_id,
        "seen": sheet.event_count,
    }
    form = UserForm(request.POST or None, initial=initial, sheet=sheet)
    chosen = {"pk": sheet.row.person_id, "name": sheet.row.name, "detail": sheet.row.username}
    context: dict[str, Any] = {"form": form, "sheet": sheet, "row": sheet.row, "chosen": chosen}
    status = HTTPStatus.OK
    if form.is_bound and form.is_valid():
        try:
            with form_refusals(form):
                operations.update_user(actor=request.actor, user_id=user_id, **form.cleaned_data)
                told = _("User %(login)s saved.") % {"login": sheet.row.username}
                return done(request, told, user_url(user_id), go=True)
        except Conflict as error:
            context["conflict"], status = error.message, HTTPStatus.CONFLICT
    return render(
        request, "settings/edit_user.html", context, status=status if status != 200 else form_status(form)
    )


@require_http_methods(GET_OR_POST)
@desk_login_required
def active(request: DeskRequest, user_id: int) -> HttpResponse:
    """Let a user in again, or no longer, after saying what it still holds."""
    sheet = registry.user_sheet(request.actor, user_id)
    rules.check_can_manage_users(request.actor)
    held = open_held_count(sheet.row.person_id)
    if request.method != "POST":
        context = {"sheet": sheet, "row": sheet.row, "held": held, "once": new_key()}
        return render_page(request, "settings/active.html", "dialog", context)
    wanted = request.POST.get("active") == "1"
    operations.set_user_active(
        actor=request.actor, user_id=user_id, is_active=wanted, once=request.POST.get("once", "")
    )
    words = {"login": sheet.row.username}
    if wanted:
        return done(request, _("%(login)s may sign in again.") % words, user_url(user_id), go=True)
    url = reverse("settings:work", args=[user_id]) if held else user_url(user_id)
    return done(request, _("%(login)s can no longer sign in; its sessions ended.") % words, url, go=True)


@require_GET
@desk_login_required
def work(request: DeskRequest, user_id: int) -> HttpResponse:
    """The open protocols of a user, by team, to hand over: each by its own operation."""
    sheet = registry.user_sheet(request.actor, user_id)
    held = open_held_by(request.actor, sheet.row.person_id)
    total = open_held_count(sheet.row.person_id)
    context = {
        "sheet": sheet,
        "row": sheet.row,
        "teams": held,
        "hidden": total - sum(len(team.rows) for team in held),
    }
    return render(request, "settings/work.html", context)


@require_http_methods(GET_OR_POST)
@desk_login_required
def absence(request: DeskRequest, user_id: int) -> HttpResponse:
    """Note days on which a user is not at work."""
    sheet = registry.user_sheet(request.actor, user_id)
    form = AbsenceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form_refusals(form):
            operations.set_absence(actor=request.actor, user_id=user_id, **form.cleaned_data)
            return done(request, _("Absence noted."), user_url(user_id), parts=("user",))
    context = {"form": form, "sheet": sheet, "row": sheet.row}
    return render_page(request, "settings/absence.html", "dialog", context, status=form_status(form))


@require_POST
@desk_login_required
def back(request: DeskRequest, user_id: int, absence_id: int) -> HttpResponse:
    """Take an absence out."""
    once = request.POST.get("once", "")
    operations.end_absence(actor=request.actor, user_id=user_id, absence_id=absence_id, once=once)
    return done(request, _("Absence taken out."), user_url(user_id), go=True)
