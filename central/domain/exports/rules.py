"""Who may take lists of persons out of the Central."""

from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission
from central.domain.people import rules as people_rules
from central.foundation.actor import Actor, Reach
from central.foundation.errors import NotAllowed


def can_export_people(actor: Actor) -> bool:
    """Whether the actor may take the list of persons out: it reaches everybody, so must the permission."""
    reach = actor.reach(Permission.REPORT_EXPORT)
    return people_rules.can_view(actor) and reach is Reach.ALL and actor.person_id is not None


def check_can_export_people(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not take the list of persons out."""
    if not can_export_people(actor):
        raise NotAllowed(_("Your profile cannot export persons."))


def can_read_all_exports(actor: Actor) -> bool:
    """Whether the actor sees who exported what, not only the own exports."""
    return actor.may(Permission.AUDIT_VIEW)
