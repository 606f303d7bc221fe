"""Addresses of the shell with views that refuse in every way, for test_shell.py."""

from django.http import HttpResponse, JsonResponse
from django.urls import include, path

from central.doors.web.components.forms import ActForm, DateField, TimeField
from central.doors.web.errors import form_refusals
from central.doors.web.http import DeskRequest, desk_login_required, done, form_status
from central.foundation.errors import AlreadyDone, Conflict, DomainError, Invalid, NotAllowed, NotFound

handler404 = "central.doors.web.errors.page_not_found"
handler500 = "central.doors.web.errors.server_error"

REFUSALS: dict[str, DomainError] = {
    "hidden": NotFound("Solicitação não encontrada."),
    "denied": NotAllowed("Só quem atende pode encerrar."),
    "late": Conflict("Lívia encerrou há 1 min."),
    "wrong": Invalid("Deve ser depois das 14:10.", field="end"),
    "twice": AlreadyDone("Isto já foi enviado.", result_id=7),
}


class WindowForm(ActForm):
    """A day and two hours."""

    day = DateField()
    start = TimeField()
    end = TimeField()


@desk_login_required
def refuse(request: DeskRequest, kind: str) -> HttpResponse:
    """Refuse as asked."""
    raise REFUSALS[kind]


@desk_login_required
def act(request: DeskRequest) -> HttpResponse:
    """An act whose operation finds the end invalid when it is not after the start."""
    form = WindowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form_refusals(form):
            if form.cleaned_data["end"] <= form.cleaned_data["start"]:
                raise REFUSALS["wrong"]
            return done(request, "Feito.", "/ajustes/", parts=["sheet"], go="go" in request.POST)
    return JsonResponse(form.errors, status=form_status(form))


@desk_login_required
def broken(request: DeskRequest) -> HttpResponse:
    """A bug."""
    raise RuntimeError("a bug")


urlpatterns = [
    path("", include("central.doors.web.urls")),
    path("refuse/<str:kind>/", refuse),
    path("act/", act),
    path("broken/", broken),
]
