"""Bringing the list of municipalities in, and an editor's own list over it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from central.domain.places import rules
from central.domain.places.models import Municipality
from central.domain.places.reading import MunicipalityRow, plain_name
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.operation import operation


@operation
def load_municipalities(*, actor: Actor, rows: Iterable[MunicipalityRow]) -> int:
    """Add and rename municipalities by their codes; none is ever deleted; answers how many there were.

    Raises `Invalid`, naming the line, for a code of other than seven digits or an empty name.
    """
    rules.check_can_load_municipalities(actor)
    made = []
    for number, row in enumerate(rows, start=2):
        if not (len(row.code) == 7 and row.code.isascii() and row.code.isdigit() and row.name.strip()):
            raise Invalid(_("Line %(number)d needs a code of seven digits and a name.") % {"number": number})
        name = row.name.strip()[:60]
        made.append(
            Municipality(
                code=row.code, name=name, state=row.state.strip().upper()[:2], search_name=plain_name(name)
            )
        )
    Municipality.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "state", "search_name"],
        batch_size=500,
    )
    return len(made)
