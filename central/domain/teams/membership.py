"""What being in a team forbids elsewhere."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from central.domain.people.models import Person
from central.domain.teams.models import TeamMember
from central.foundation.errors import Invalid


def check_may_lose_roles(person: Person, lost: Collection[str]) -> None:
    """Raises `Invalid` when a person who is in teams would no longer be effective."""
    if "effective" not in lost:
        return
    teams = TeamMember.objects.filter(person=person).order_by("team__position", "team_id")
    names = list(teams.values_list("team__name", flat=True))
    if names:
        raise Invalid(
            _("%(name)s is in %(teams)s, and only who is effective is in a team. Take the person out first.")
            % {"name": person.shown_name, "teams": ", ".join(names)},
            field="roles",
        )
