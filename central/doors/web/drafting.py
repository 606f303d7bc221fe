"""What the forms of the acts share about drafts: which draft is theirs, and its words in the form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.http import QueryDict
from django.urls import reverse

from central.domain.workspace.drafts.keys import DraftAct, DraftKey
from central.domain.workspace.drafts.operations import discard_draft
from central.domain.workspace.drafts.queries import KeptDraft, draft_of
from central.doors.web.forms import DeskForm, refill
from central.doors.web.http import DeskRequest

F = TypeVar("F", bound=DeskForm)

ACTS: dict[str, DraftAct] = {
    "tickets:open": DraftAct.OPEN,
    "tickets:report": DraftAct.REPORT,
    "tickets:quick_report": DraftAct.QUICK_REPORT,
    "tickets:technician": DraftAct.TECHNICIAN,
    "tickets:forward": DraftAct.FORWARD,
    "tickets:give_back": DraftAct.GIVE_BACK,
    "tickets:edit": DraftAct.EDIT,
    "tickets:close": DraftAct.CLOSE,
    "tickets:cancel": DraftAct.CANCEL,
    "tickets:reopen": DraftAct.REOPEN,
    "tickets:report_correct": DraftAct.CORRECT_REPORT,
    "tickets:report_annul": DraftAct.ANNUL_REPORT,
    "activities:new": DraftAct.ACTIVITY,
    "activities:correct": DraftAct.CORRECT_ACTIVITY,
    "activities:annul": DraftAct.ANNUL_ACTIVITY,
}
VIEWS = {act: view for view, act in ACTS.items()}
PASSING = frozenset(
    {"csrfmiddlewaretoken", "once", "next", "seen_owner", "reload", "another_line", "review", "discard"}
)
"""What a form carries that is not its writer's: never kept."""


@dataclass(frozen=True, slots=True)
class FormDraft:
    """The draft of a form: where it is saved, and what was kept of it (`saved_at` None: nothing).

    `is_sent`: the form was sent and came back with what was refused, so it shows more than its draft.
    """

    key: DraftKey
    saved_at: datetime | None = None
    values: QueryDict = field(default_factory=QueryDict)
    is_sent: bool = False

    @property
    def url(self) -> str:
        """Where the form is saved as it is written."""
        return reverse("drafts:save", args=[self.key.act, self.key.subject_id, self.key.part_id])


def key_of(request: DeskRequest) -> DraftKey | None:
    """The form that an address shows; None for one that is not kept."""
    match = request.resolver_match
    act = ACTS.get(match.view_name) if match else None
    if match is None or act is None:
        return None
    return DraftKey(act, match.kwargs.get("pk", 0), match.kwargs.get("report_pk", 0))


def found(request: DeskRequest) -> FormDraft | None:
    """The form's draft as it was left, or its empty place; None for a form that is not kept."""
    key = key_of(request)
    if key is None:
        return None
    kept = draft_of(request.actor, key)
    return FormDraft(key, kept.saved_at, values_of(kept.pairs)) if kept else FormDraft(key)


def of_quick_report(ticket_id: int, kept: KeptDraft | None) -> FormDraft:
    """The draft of the one-line report of a protocol."""
    if kept is None:
        return FormDraft(DraftKey(DraftAct.QUICK_REPORT, ticket_id))
    return FormDraft(kept.key, kept.saved_at, values_of(kept.pairs))


def values_of(pairs: Iterable[tuple[str, str]]) -> QueryDict:
    """Names and values as a form's data."""
    values = QueryDict(mutable=True)
    for name, value in pairs:
        values.appendlist(name, value)
    return values


def opened(request: DeskRequest, kind: type[F], start: Mapping[str, Any] | None = None) -> F:
    """A fresh form, which starts from its draft where there is one."""
    draft = found(request)
    form = kind(initial={**(start or {}), **(refill(draft.values) if draft else {})}, actor=request.actor)
    if draft is not None:
        form.take_up(draft)
    return form


def place(request: DeskRequest, form: DeskForm) -> None:
    """Tell a form that was sent where its draft is."""
    key = key_of(request)
    if form.draft is None and key is not None:
        form.draft = FormDraft(key, is_sent=True)


def forget(request: DeskRequest) -> None:
    """Drop the draft of the form whose act succeeded."""
    key = key_of(request)
    if key is not None:
        discard_draft(actor=request.actor, key=key)


def address_of(key: DraftKey) -> str:
    """Where the form of a draft is opened."""
    if key.act == DraftAct.QUICK_REPORT:
        return reverse("workspace:ticket", args=[key.subject_id])
    numbers = [number for number in (key.subject_id, key.part_id) if number]
    return reverse(VIEWS[DraftAct(key.act)], args=numbers)
