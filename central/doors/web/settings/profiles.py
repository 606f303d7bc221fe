"""Perfis: the matrix of permissions, one profile's grants, and why a person may do something."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from central.domain.access import registry, rules
from central.domain.access.histories import profile_history
from central.domain.access.operations import create_profile, update_profile
from central.domain.workspace.why import why_may
from central.doors.web.components.forms import new_key
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status, render_page
from central.doors.web.settings.forms import NewProfileForm, WhyForm
from central.doors.web.settings.histories import profile_rows
from central.doors.web.settings.words import GROUPS, LIMITS, REACHES
from central.foundation.actor import Grant, Reach
from central.foundation.errors import AlreadyDone, Conflict, Invalid, NotFound

NOTHING = Grant(Reach.NONE)


@require_GET
@desk_login_required
def matrix(request: DeskRequest) -> HttpResponse:
    """Permissions by profiles, to read."""
    profiles = registry.profiles_list(request.actor)
    groups = [
        {
            "name": group,
            "rows": [
                {"name": name, "cells": [cell(p.grants.get(code)) for p in profiles]}
                for code, name in names.items()
            ],
        }
        for group, names in GROUPS
    ]  # fmt: skip
    context = {
        "profiles": profiles,
        "groups": groups,
        "width": len(profiles) + 1,
        "can_change": rules.can_manage_users(request.actor),
    }
    return render(request, "settings/profiles.html", context)


def cell(grant: Grant | None) -> dict[str, Any]:
    """One crossing of the matrix in words."""
    found = grant or NOTHING
    tones = {Reach.NONE: "", Reach.OWN: "warn", Reach.TEAM: "brand", Reach.ALL: "ok"}
    return {
        "words": REACHES[found.reach],
        "tone": tones[found.reach],
        "limit": found.limit,
        "is_on": bool(found.reach),
    }


@require_http_methods(["GET", "POST"])
@desk_login_required
def create(request: DeskRequest) -> HttpResponse:
    """A new profile, begun as another."""
    rules.check_can_manage_users(request.actor)
    form = NewProfileForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form_refusals(form):
            made = create_profile(actor=request.actor, **form.cleaned_data)
            url = reverse("settings:profile", args=[made.pk])
            told = _("Profile %(name)s made. Now say what it grants.") % {"name": made.name}
            return done(request, told, url, go=True)
    return render_page(
        request, "settings/new_profile.html", "dialog", {"form": form}, status=form_status(form)
    )


@require_http_methods(["GET", "POST"])
@desk_login_required
def profile(request: DeskRequest, profile_id: int) -> HttpResponse:
    """What one profile grants, to read and, with the right, to change."""
    row = registry.profile_row(request.actor, profile_id)
    if request.method != "POST":
        return profile_page(request, row, typed_of(row))
    typed, errors = request.POST, {}
    try:
        changed = update_profile(
            actor=request.actor,
            profile_id=profile_id,
            name=typed.get("name", "")[:200],
            grants=grants_typed(typed),
            is_active="is_active" in typed,
            seen=number(typed.get("seen", "")),
            once=typed.get("once", ""),
        )
        told = _("Profile %(name)s saved. It holds from the next click of its users on.") % {
            "name": changed.name
        }
        return done(request, told, reverse("settings:profile", args=[profile_id]), go=True)
    except AlreadyDone as error:
        return done(request, error.message, reverse("settings:profile", args=[profile_id]), go=True)
    except Invalid as error:
        errors = {name: str(text) for name, text in error.errors.items()}
        return profile_page(request, row, typed.dict(), errors, HTTPStatus.UNPROCESSABLE_ENTITY)
    except Conflict as error:
        return profile_page(request, row, typed.dict(), {"": str(error.message)}, HTTPStatus.CONFLICT)


def number(text: str) -> int | None:
    """A whole number that was typed, None for nothing; -1 for anything else, which no rule takes."""
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def grants_typed(data: QueryDict) -> dict[str, Grant]:
    """What was chosen for each permission."""
    found = {}
    for _group, names in GROUPS:
        for code in names:
            chosen = data.get(f"reach-{code}", "0")
            reach = Reach(int(chosen)) if chosen in {"1", "2", "3"} else Reach.NONE
            limit = number(data.get(f"limit-{code}", "")) if reach else None
            found[str(code)] = Grant(reach, limit)
    return found


def typed_of(row: registry.ProfileRow) -> dict[str, str]:
    """A stored profile as the form shows it."""
    shown = {"name": row.name, "seen": str(row.event_count)}
    if row.is_active:
        shown["is_active"] = "on"
    for code, grant in row.grants.items():
        shown[f"reach-{code}"] = str(int(grant.reach))
        shown[f"limit-{code}"] = "" if grant.limit is None else str(grant.limit)
    return shown


def profile_page(
    request: DeskRequest,
    row: registry.ProfileRow,
    typed: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The form of a profile with what was typed and the sentences of a refusal."""
    wrong = errors or {}
    groups = [
        {
            "name": group,
            "rows": [
                {
                    "code": code,
                    "name": name,
                    "limit_hint": LIMITS.get(code, ""),
                    "limit": typed.get(f"limit-{code}", ""),
                    "error": wrong.get(code, ""),
                    "choices": [
                        (int(reach), words, str(int(reach)) == typed.get(f"reach-{code}", "0"))
                        for reach, words in REACHES.items()
                    ],
                }
                for code, name in names.items()
            ],
        }
        for group, names in GROUPS
    ]
    history = profile_rows(profile_history(row))
    context = {
        "row": row, "groups": groups, "name": typed.get("name", ""), "is_active": "is_active" in typed,
        "seen": typed.get("seen", ""), "once": new_key(), "name_error": wrong.get("name", ""),
        "refusal": wrong.get("", ""), "errors": wrong, "history": history,
        "can_change": rules.can_manage_users(request.actor),
    }  # fmt: skip
    return render(request, "settings/profile.html", context, status=status)


@require_GET
@desk_login_required
def why(request: DeskRequest) -> HttpResponse:
    """Why may this person do that? Answered from the rules themselves."""
    users = registry.user_choices(request.actor)
    asked = bool(request.GET)
    form = WhyForm(
        request.GET if "permissao" in request.GET else None, users=users, initial=request.GET.dict()
    )
    answer = None
    if asked and form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            answer = why_may(
                request.actor,
                user_id=given["usuario"],
                permission=given["permissao"],
                protocol=given["protocolo"],
            )
        except NotFound as error:
            form.add_error("protocolo", str(error.message))
    context = {"form": form, "answer": answer}
    return render(request, "settings/why.html", context, status=form_status(form))
