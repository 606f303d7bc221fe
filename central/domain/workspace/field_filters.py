"""Filtering protocols by a custom field: equal, containing, from and to, or filled in at all."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from central.domain.catalog.models import CustomField, FieldKind
from central.domain.fields.kinds import SCALE, read_day, read_number, search_key
from central.domain.fields.models import FieldValue
from central.domain.tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class FieldFilter:
    """A filter by one field, with what was typed and what it is compared by; made by `field_filter`.

    With nothing but the field it asks for protocols that have a value there.
    """

    field_id: int
    equal: str = ""
    contains: str = ""
    least: str = ""
    most: str = ""
    key: str = ""
    least_amount: int | None = None
    most_amount: int | None = None

    @property
    def not_understood(self) -> str:
        """A bound that is neither a number nor a day, '' where both are understood."""
        wrong = [
            text
            for text, amount in ((self.least, self.least_amount), (self.most, self.most_amount))
            if text and amount is None
        ]
        return " ".join(wrong)


def field_filter(
    field_id: int, *, equal: str = "", contains: str = "", least: str = "", most: str = ""
) -> FieldFilter:
    """The filter that was typed: one of equal, containing, or bounds."""
    return FieldFilter(
        field_id=field_id,
        equal=equal,
        contains=contains,
        least=least,
        most=most,
        key=search_key(equal or contains),
        least_amount=amount_of(least),
        most_amount=amount_of(most),
    )


def amount_of(text: str) -> int | None:
    """What a number or a day is compared by; None for what is neither."""
    try:
        number: Decimal = read_number(text.strip())
        return int(number * SCALE)
    except ValueError:
        pass
    try:
        return read_day(text.strip()).toordinal()
    except ValueError:
        return None


def with_field(found: QuerySet[Ticket], wanted: FieldFilter) -> QuerySet[Ticket]:
    """The protocols whose value in a field passes the filter."""
    held = FieldValue.objects.filter(ticket_id=OuterRef("pk"), field_id=wanted.field_id)
    if wanted.equal:
        held = held.filter(key=wanted.key)
    elif wanted.contains:
        held = held.filter(key__contains=wanted.key)
    if wanted.least_amount is not None:
        held = held.filter(amount__gte=wanted.least_amount)
    if wanted.most_amount is not None:
        held = held.filter(amount__lte=wanted.most_amount)
    return found.filter(Exists(held))


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that lists can be filtered by, with what its filter offers."""

    id: int
    label: str
    kind: str
    options: tuple[str, ...]


def filter_fields() -> list[tuple[int, str]]:
    """The fields that lists can be filtered by; one query."""
    found = CustomField.objects.filter(is_active=True, is_filter=True).order_by("position", "id")
    return list(found.values_list("id", "name"))


def field_choice(field_id: int | None) -> FieldChoice | None:
    """One field with what its filter offers, None for one that is no filter; one query."""
    found = CustomField.objects.filter(pk=field_id, is_filter=True).first() if field_id else None
    if found is None:
        return None
    options = tuple(str(option) for option in found.options) if found.kind == FieldKind.CHOICE else ()
    return FieldChoice(found.pk, found.name, found.kind, options)
