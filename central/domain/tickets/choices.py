"""Loading what a form names: active entries of the catalogue, members of teams; unknown is `Invalid`."""

from functools import cache, partial
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from central.domain.catalog.models import NamedChoice, ServiceLevel, TicketType
from central.domain.people.models import Contact, Person
from central.domain.teams.models import Team, TeamMember
from central.foundation.errors import Invalid
from central.foundation.prepared.queries import Prepared

C = TypeVar("C", bound=NamedChoice)


def active_row(model: type[Model], pk: int) -> QuerySet[Any]:
    """The row of this number, while it is in use."""
    return model._default_manager.filter(pk=pk, is_active=True).order_by()[:1]


@cache
def active_rows(model: type[Model]) -> Prepared[Any]:
    """`active_row` of a table, ready to be asked."""
    return Prepared(partial(active_row, model))


def active_choice(model: type[C], pk: int | None, *, field: str) -> C:
    """An active entry of a list; raises `Invalid` at the field when it is missing or switched off."""
    choice: C | None = active_rows(model).first(pk=pk) if pk else None
    if choice is None:
        raise Invalid(_("Choose one of the options."), field=field)
    return choice


def allowed_level(kind: TicketType, pk: int | None, *, field: str = "service_level") -> ServiceLevel:
    """A situação that the type allows; raises `Invalid` at the field."""
    level = active_choice(ServiceLevel, pk, field=field)
    allowed = set(kind.allowed_levels.values_list("pk", flat=True))
    if allowed and level.pk not in allowed:
        raise Invalid(
            _("The type “%(type)s” does not allow this service level.") % {"type": kind.name}, field=field
        )
    return level


def optional_choice(model: type[C], pk: int | None, *, field: str) -> C | None:
    """An active entry, or None where none was chosen."""
    return active_choice(model, pk, field=field) if pk else None


def active_team(pk: int | None, *, field: str) -> Team:
    """An active team; raises `Invalid` at the field."""
    team: Team | None = active_rows(Team).first(pk=pk) if pk else None
    if team is None:
        raise Invalid(_("Choose one of the teams."), field=field)
    return team


def team_member(team: Team, person_id: int, *, field: str, technician: bool = False) -> Person:
    """An active, effective member of a team; raises `Invalid` at the field."""
    member = (
        TeamMember.objects.select_related("person")
        .filter(team=team, person_id=person_id, person__is_active=True, person__is_effective=True)
        .first()
    )
    if member is None:
        raise Invalid(
            _("Choose somebody who is an effective member of %(team)s.") % {"team": team.name}, field=field
        )
    if technician and not member.person.is_technician:
        raise Invalid(_("%(name)s is not a technician.") % {"name": member.person.shown_name}, field=field)
    return member.person


def contact_of(person: Person, contact_id: int | None, *, field: str = "contact") -> Contact:
    """An active contact of a person; raises `Invalid` at the field."""
    contact = (
        Contact.objects.filter(pk=contact_id, person=person, is_active=True).first() if contact_id else None
    )
    if contact is None:
        raise Invalid(_("Choose a contact of this person."), field=field)
    return contact
