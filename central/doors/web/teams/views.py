"""Equipes: the list, a team with its members, its form, the matrix of forwardings."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.teams import operations, queries, rules
from central.domain.teams.histories import team_history
from central.domain.tickets.holding import open_held_in_team
from central.doors.web.components.forms import new_key
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.doors.web.teams.forms import MemberForm, NewMemberForm, TeamForm, matrix_given, team_values
from central.doors.web.teams.words import team_rows
from central.foundation.errors import AlreadyDone, Conflict, NotFound

GET_OR_POST = ["GET", "POST"]


@require_GET
@desk_login_required
def team_list(request: DeskRequest) -> HttpResponse:
    """The teams in their order."""
    search = request.GET.get("q", "").strip()[:80]
    everything = request.GET.get("inativas") == "1"
    rows = queries.teams_list(request.actor, search=search, with_inactive=everything)
    context = {
        "rows": rows,
        "q": search,
        "everything": everything,
        "can_change": rules.can_manage_teams(request.actor),
        "total": ngettext("%(count)s team", "%(count)s teams", len(rows)) % {"count": len(rows)},
    }
    return render_page(request, "teams/list.html", "list", context)


@require_GET
@desk_login_required
def team(request: DeskRequest, team_id: int) -> HttpResponse:
    """A team: what it is, who is in it, where it forwards to."""
    sheet = queries.team_sheet(request.actor, team_id)
    held = open_held_in_team(request.actor, team_id)
    context = {
        "sheet": sheet,
        "team": sheet.row,
        "members": [{"row": row, "held": held.get(row.person_id, 0)} for row in sheet.members],
        "waiting": held.get(None, 0),
        "open_count": sum(held.values()),
        "history": team_rows(team_history(sheet)),
    }
    return render_page(request, "teams/team.html", "sheet", context)


@require_http_methods(GET_OR_POST)
@desk_login_required
def create(request: DeskRequest) -> HttpResponse:
    """The form of a new team."""
    rules.check_can_manage_teams(request.actor)
    form = TeamForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form_refusals(form):
            made = operations.create_team(
                actor=request.actor, team=form.given(), once=form.cleaned_data["once"]
            )
            told = _("Team %(name)s made. Now choose who is in it.") % {"name": made.name}
            return done(request, told, reverse("teams:team", args=[made.pk]), go=True)
    return render(request, "teams/form.html", {"form": form}, status=form_status(form))


@require_http_methods(GET_OR_POST)
@desk_login_required
def edit(request: DeskRequest, team_id: int) -> HttpResponse:
    """The form of a team; what somebody else saved meanwhile is told and shown."""
    sheet = queries.team_sheet(request.actor, team_id)
    rules.check_can_manage_teams(request.actor)
    form = TeamForm(request.POST or None, initial=team_values(sheet), sheet=sheet)
    held = open_held_in_team(request.actor, team_id)
    context = {"form": form, "sheet": sheet, "team": sheet.row, "open_count": sum(held.values())}
    if not form.is_bound or not form.is_valid():
        return render(request, "teams/form.html", context, status=form_status(form))
    given = form.cleaned_data
    try:
        with form_refusals(form):
            changed = operations.update_team(
                actor=request.actor,
                team_id=team_id,
                team=form.given(),
                seen=given["seen"],
                once=given["once"],
            )
            told = _("Team %(name)s saved.") % {"name": changed.name}
            return done(request, told, reverse("teams:team", args=[team_id]), go=True)
    except Conflict as error:
        context["conflict"] = error.message
        return render(request, "teams/form.html", context, status=HTTPStatus.CONFLICT)
    return render(request, "teams/form.html", context, status=form_status(form))


@require_http_methods(GET_OR_POST)
@desk_login_required
def new_member(request: DeskRequest, team_id: int) -> HttpResponse:
    """Choose an effective person who joins the team."""
    sheet = queries.team_sheet(request.actor, team_id)
    form = NewMemberForm(request.POST or None)
    url = reverse("teams:team", args=[team_id])
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        with form_refusals(form):
            operations.add_member(
                actor=request.actor,
                team_code=sheet.row.code,
                person_id=given["person_id"],
                is_leader=given["is_leader"],
                is_main=given["is_main"],
                once=given["once"],
            )
            return done(request, _("One more in %(team)s.") % {"team": sheet.row.name}, url, parts=("team",))
    context = {"form": form, "sheet": sheet, "team": sheet.row}
    return render_page(request, "teams/new_member.html", "dialog", context, status=form_status(form))


@require_http_methods(GET_OR_POST)
@desk_login_required
def member(request: DeskRequest, team_id: int, person_id: int) -> HttpResponse:
    """Leader or not, main team or not."""
    sheet = queries.team_sheet(request.actor, team_id)
    row = next((one for one in sheet.members if one.person_id == person_id), None)
    if row is None:
        raise NotFound(_("This person is not in the team."))
    form = MemberForm(request.POST or None, initial={"is_leader": row.is_leader, "is_main": row.is_main})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        with form_refusals(form):
            operations.change_member(
                actor=request.actor,
                team_id=team_id,
                person_id=person_id,
                is_leader=given["is_leader"],
                is_main=given["is_main"],
                once=given["once"],
            )
            told = _("%(name)s in %(team)s saved.") % {"name": row.name, "team": sheet.row.name}
            return done(request, told, reverse("teams:team", args=[team_id]), parts=("team",))
    context = {"form": form, "sheet": sheet, "team": sheet.row, "member": row}
    return render_page(request, "teams/member.html", "dialog", context, status=form_status(form))


@require_http_methods(GET_OR_POST)
@desk_login_required
def leave(request: DeskRequest, team_id: int, person_id: int) -> HttpResponse:
    """Take somebody out of the team, after saying what the person still holds there."""
    sheet = queries.team_sheet(request.actor, team_id)
    row = next((one for one in sheet.members if one.person_id == person_id), None)
    if row is None:
        raise NotFound(_("This person is not in the team."))
    if request.method == "POST":
        operations.remove_member(
            actor=request.actor,
            team_id=team_id,
            person_id=person_id,
            once=request.POST.get("once", ""),
        )
        told = _("%(name)s is no longer in %(team)s.") % {"name": row.name, "team": sheet.row.name}
        return done(request, told, reverse("teams:team", args=[team_id]), parts=("team",))
    held = open_held_in_team(request.actor, team_id).get(person_id, 0)
    context = {"sheet": sheet, "team": sheet.row, "member": row, "held": held, "once": new_key()}
    return render_page(request, "teams/leave.html", "dialog", context)


@require_http_methods(GET_OR_POST)
@desk_login_required
def forwardings(request: DeskRequest) -> HttpResponse:
    """The matrix: which team forwards to which, to read and to change."""
    rows = queries.forwarding_matrix(request.actor)
    url, conflict = reverse("teams:forwardings"), ""
    if request.method == "POST":
        once = request.POST.get("once", "")
        try:
            changed = operations.set_forwardings(
                actor=request.actor, wanted=matrix_given(request.POST, rows), once=once
            )
            names = ", ".join(team.name for team in changed)
            told = _("Forwarding saved: %(teams)s.") % {"teams": names} if names else _("Nothing changed.")
            return done(request, told, url, go=True)
        except AlreadyDone as error:
            return done(request, error.message, url, go=True)
        except Conflict as error:
            conflict = str(error.message)
    context = {
        "rows": rows,
        "conflict": conflict,
        "once": new_key(),
        "can_change": rules.can_manage_teams(request.actor),
    }
    status = HTTPStatus.CONFLICT if conflict else HTTPStatus.OK
    return render(request, "teams/forwardings.html", context, status=status)
