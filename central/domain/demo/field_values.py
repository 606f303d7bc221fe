"""What the demo fills custom fields with: from the number of the protocol, so that no dice are moved."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from central.domain.catalog.models import CustomField, FieldKind
from central.domain.demo.acts import Filled
from central.domain.fields.kinds import stored_value

SHARE = 0.7
"""How many of the fields that a type asks for somebody fills in at the opening."""
SIGNS = "0123456789ABCDEF"


def filled_in(fields: Sequence[CustomField], protocol: int, at: datetime) -> tuple[Filled, ...]:
    """The fields of a protocol that were filled in when it was opened."""
    if not fields:
        return ()
    dice = Random(protocol)
    found = []
    for field in fields:
        stored = stored_value(field.kind, typed(field, dice, at), field.options)
        if stored is not None and dice.random() < SHARE:
            found.append(Filled(field, stored))
    return tuple(found)


def typed(field: CustomField, dice: Random, at: datetime) -> str:
    """One value, as it is typed."""
    if field.kind == FieldKind.NUMBER:
        return f"-{dice.randint(165, 289) / 10}".replace(".", ",")
    if field.kind == FieldKind.YES_NO:
        return dice.choice("1101")
    if field.kind == FieldKind.CHOICE:
        return str(dice.choice(field.options))
    if field.kind == FieldKind.DATE:
        return (at + timedelta(days=dice.randint(1, 9))).date().isoformat()
    return "HWTC" + "".join(dice.choices(SIGNS, k=8))
