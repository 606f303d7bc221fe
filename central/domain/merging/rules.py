"""Who may merge persons and undo it, and which two persons may become one."""

from django.utils.translation import gettext as _

from central.domain.access.models import User
from central.domain.people import rules as people_rules
from central.domain.people.documents import CNPJ_LENGTH
from central.domain.people.leaving import check_may_leave
from central.domain.people.models import Person
from central.domain.teams.models import TeamMember
from central.domain.tickets.models import Execution, Ticket
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, Invalid, NotAllowed

MERGE = "person.merge"
CNPJ_ROOT = 8


def can_merge(actor: Actor) -> bool:
    """Whether the actor may see possible duplicates, decide on them, merge and undo."""
    return actor.reach(MERGE) is Reach.ALL and people_rules.can_edit_everything(actor)


def check_can_merge(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not merge persons."""
    if not can_merge(actor):
        raise NotAllowed(_("Your profile cannot merge persons."))


def documents_differ(one: Person, other: Person) -> bool:
    """Whether both persons have a document, and not the same one."""
    return bool(one.document and other.document and one.document != other.document)


def are_branches(one: Person, other: Person) -> bool:
    """Whether two documents are of head office and branch: the same root of a CNPJ."""
    first, second = one.document or "", other.document or ""
    is_one_root = first[:CNPJ_ROOT] == second[:CNPJ_ROOT] and first != second
    return len(first) == len(second) == CNPJ_LENGTH and is_one_root


def check_may_become_one(survivor: Person, merged: Person, *, is_document_confirmed: bool) -> None:
    """Raises the refusal of the first thing that keeps one person from being merged into the other."""
    check_two_persons(survivor, merged)
    check_logins(survivor, merged)
    check_nothing_runs(merged)
    check_may_leave(merged)
    if are_branches(survivor, merged):
        raise Conflict(
            _("These are head office and branch of one firm: two entries of the registry, not a duplicate.")
        )
    if documents_differ(survivor, merged) and not is_document_confirmed:
        raise Invalid(
            _("The two have different documents. Look again, and confirm that they are one person."),
            field="documents",
        )


def check_two_persons(survivor: Person, merged: Person) -> None:
    """Raises `Conflict` for one person twice, one merged before, one out of use, a person and a firm."""
    if survivor.pk == merged.pk:
        raise Conflict(_("A person cannot be merged with itself."))
    for person in (survivor, merged):
        if person.merged_into_id:
            told = _("%(name)s was merged into another person already.")
            raise Conflict(told % {"name": person.shown_name})
    if not survivor.is_active:
        raise Conflict(
            _("%(name)s is inactive. Let the other one stay, or make it active first.")
            % {"name": survivor.shown_name}
        )
    if survivor.kind != merged.kind:
        raise Conflict(_("A natural person and a firm cannot become one."))


def check_logins(survivor: Person, merged: Person) -> None:
    """Raises `Conflict` when the one who goes has a login or is in a team."""
    with_login = set(User.objects.filter(person__in=[survivor, merged]).values_list("person_id", flat=True))
    if len(with_login) == 2:
        raise Conflict(_("Both persons have a user. Two logins cannot become one."))
    if merged.pk in with_login:
        raise Conflict(
            _("%(name)s has a user. Let this one be the person that stays.") % {"name": merged.shown_name}
        )
    if TeamMember.objects.filter(person=merged).exists():
        raise Conflict(
            _("%(name)s is in a team. Take it out there first, or let this one stay.")
            % {"name": merged.shown_name}
        )


def check_nothing_runs(merged: Person) -> None:
    """Raises `Conflict` while somebody's clock runs for the one who goes."""
    running = Ticket.objects.filter(customer=merged, is_open=True, running_count__gt=0)
    protocol = running.order_by("protocol").values_list("protocol", flat=True).first()
    if protocol:
        raise Conflict(
            _("Protocol %(number)s of %(name)s is being executed. Pause it first.")
            % {"number": protocol, "name": merged.shown_name}
        )
    if Execution.objects.filter(person=merged, ended_at=None).exists():
        raise Conflict(_("%(name)s is executing a protocol. Pause it first.") % {"name": merged.shown_name})
