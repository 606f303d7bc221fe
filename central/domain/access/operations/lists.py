"""How a user wants its lists."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from central.domain.access import rules
from central.domain.access.events import PreferencesUpdated
from central.domain.access.models import User
from central.domain.people.columns import SEPARATOR, known_columns
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation


@operation
def choose_people_columns(*, actor: Actor, columns: Collection[str], once: str = "") -> User:
    """Choose the columns that the actor's own list of persons shows; raises `Invalid` for none at all."""
    user = User.objects.select_for_update(no_key=True).filter(pk=actor.user_id or 0).first()
    if user is None:
        raise NotFound(_("User not found."))
    rules.check_can_change_own(actor, user)
    chosen = known_columns(columns)
    if not chosen or len(chosen) != len(set(columns)):
        raise Invalid(_("Choose at least one of the columns offered."), field="columns")
    before, after = user.people_columns, SEPARATOR.join(chosen)
    if before != after:
        user.people_columns = after
        user.save(update_fields=["people_columns"])
        changed = PreferencesUpdated(before={"people_columns": before}, after={"people_columns": after})
        publish(changed, actor=actor, subject=user)
    return user
