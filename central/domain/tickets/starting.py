"""What the type of a protocol demands of its opening, beside what every opening needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from central.domain.catalog.models import ContractRule, TicketType
from central.domain.people.choices import ContractStanding
from central.domain.people.models import Person
from central.domain.teams.models import Team, TeamMember
from central.domain.tickets import checklists
from central.foundation.actor import Actor
from central.foundation.errors import Invalid


@dataclass(frozen=True, slots=True)
class Started:
    """The answers to the checklist of the opening, and how its items were worded then."""

    checklist_id: int | None
    answers: dict[str, str]
    wordings: dict[str, int]


def take_answers(kind: TicketType, given: Mapping[str, str]) -> Started:
    """The answers to the type's checklist of the opening; raises `Invalid` at each wrong or missing one."""
    items = checklists.items_of(kind.opening_checklist)
    answers = checklists.read_answers(items, given, name=checklists.OPENING_FIELD)
    missing = checklists.missing_answers(items, answers, name=checklists.OPENING_FIELD)
    if missing:
        raise Invalid(_("Answer what the checklist requires."), errors=missing)
    kept = {code: answer for code, answer in answers.items() if answer}
    wordings = checklists.note_wordings({}, checklists.OPENING, items, kept)
    return Started(kind.opening_checklist_id if items else None, kept, wordings)


def missing_by_type(
    actor: Actor, kind: TicketType, customer: Person | None, assignee_id: int | None, files: Sequence[str]
) -> dict[str, str]:
    """A sentence at each thing that the type demands and nobody gave, or that forbids it to this client."""
    missing = {}
    if kind.requires_assignee and not assignee_id:
        missing["assignee"] = _("This type asks for somebody responsible.")
    if kind.requires_attachment and not files:
        missing["files"] = _("This type asks for a file.")
    if not kind.available_in_attendance and not actor.is_system:
        missing["type"] = _("This type is not opened by attendants.")
    if customer is not None and is_refused(kind, customer.contract_standing):
        missing["type"] = standing_sentence(kind, customer.contract_standing)
    return missing


def is_refused(kind: TicketType, standing: str) -> bool:
    """Whether the type is not opened for a client whose contract stands so."""
    return kind.contract_rule == ContractRule.REFUSE and standing != ContractStanding.REGULAR


def standing_sentence(kind: TicketType, standing: str) -> str:
    """What is told of a contract that is blocked or suspended; '' where the type does not mind."""
    if standing == ContractStanding.REGULAR or kind.contract_rule == ContractRule.ALLOW:
        return ""
    words = {"standing": str(ContractStanding(standing).label).lower(), "type": kind.name}
    if kind.contract_rule == ContractRule.REFUSE:
        return _("The contract of this client is %(standing)s: “%(type)s” is not opened for it.") % words
    return _("The contract of this client is %(standing)s.") % words


def effective_member(team_id: int, person_id: int) -> bool:
    """Whether a person is an active, effective member of a team."""
    return TeamMember.objects.filter(
        team_id=team_id,
        team__is_active=True,
        person_id=person_id,
        person__is_active=True,
        person__is_effective=True,
    ).exists()


def default_assignee(kind: TicketType, team: Team | None = None) -> tuple[int | None, str]:
    """Who the type makes responsible, and a sentence where that person no longer can be."""
    chosen, where = kind.default_assignee, team or kind.team
    if chosen is None or where.pk != kind.team_id:
        return None, ""
    if effective_member(where.pk, chosen.pk):
        return chosen.pk, ""
    words = {"name": chosen.shown_name, "team": where.name}
    return None, _("%(name)s, whom the type proposes, is no effective member of %(team)s.") % words
