"""Before sign-in: a forgotten password, and choosing one through a link. Both work without scripts."""

from contextlib import suppress
from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from central.domain.access.links import link_holder
from central.domain.access.operations import choose_password, request_password_reset
from central.doors.web.account.forms import ChooseForm, ForgottenForm
from central.doors.web.errors import form_refusals
from central.doors.web.http import form_status, see_other
from central.doors.web.language import speak
from central.foundation.actor import SYSTEM
from central.foundation.errors import AlreadyDone, NotFound
from central.reactions.notices.ways import mail_way


@never_cache
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by login or e-mail; the answer is the same whether there is such a user or not."""
    form = ForgottenForm(request.POST or None)
    context = {"form": form, "is_sent": False, "has_mail": mail_way() != "none"}
    if not context["has_mail"] or not form.is_bound or not form.is_valid():
        return render(request, "account/forgotten.html", context, status=form_status(form))
    given = form.cleaned_data
    key = given["login"].strip().lower()
    if ratelimit.consume(request, action="reset_password", key=key):
        with suppress(AlreadyDone):
            request_password_reset(actor=SYSTEM, login=given["login"], once=given["once"])
    return render(request, "account/forgotten.html", {**context, "is_sent": True})


@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a password through a link, once; then sign in with it."""
    token = (request.POST if request.method == "POST" else request.GET).get("chave", "")
    if not ratelimit.consume(request, action="choose_password"):
        return no_link(request, HTTPStatus.TOO_MANY_REQUESTS)
    try:
        holder = link_holder(token)
    except NotFound:
        return no_link(request, HTTPStatus.GONE)
    speak(request, holder.language)
    form = ChooseForm(request.POST or None, initial={"chave": token})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            with form_refusals(form):
                choose_password(actor=SYSTEM, token=token, password=given["password"], once=given["once"])
                messages.success(request, _("Password saved. Sign in with it."))
                return without_referrer(see_other(reverse("account_login")))
        except NotFound:
            return no_link(request, HTTPStatus.GONE)
        except AlreadyDone:
            return see_other(reverse("account_login"))
    context = {"form": form, "holder": holder}
    return without_referrer(render(request, "account/choose.html", context, status=form_status(form)))


def no_link(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """The page for a link that is no longer good."""
    return without_referrer(render(request, "account/choose.html", {"form": None}, status=status))


def without_referrer(response: HttpResponse) -> HttpResponse:
    """The key in the address goes to nobody; the origin alone stays, which the check of a sent form needs."""
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
