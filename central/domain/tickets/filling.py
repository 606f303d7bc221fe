"""Custom fields of a protocol: what was typed read against its type, demanded, and written from → to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from central.domain.catalog.models import CustomField, FieldKind, TicketType
from central.domain.fields.kinds import Stored, search_key, stored_value
from central.domain.fields.models import FieldValue
from central.domain.tickets import changes
from central.domain.tickets.events import FieldsChanged
from central.domain.tickets.models import TextChange, Ticket
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.chain import text_hash
from central.foundation.events.publishing import publish
from central.foundation.files.models import StoredFile

BEGIN = "field_"
"""What the names of custom fields begin with, in forms and in refusals; the field's id follows."""

Typed = Mapping[int, str]
"""What was typed, by the id of the field: of a file the id of the upload; '' empties a field."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value to be kept, with the upload of a file."""

    stored: Stored
    file: StoredFile | None = None


def name_of(field_id: int) -> str:
    """The name of a field in forms and refusals."""
    return f"{BEGIN}{field_id}"


def fields_of(type_id: int | None) -> list[CustomField]:
    """The fields that a type asks for now, in their order; one query."""
    if not type_id:
        return []
    found = CustomField.objects.filter(types=type_id, is_active=True)
    return list(found.order_by("position", "id"))


def values_of(ticket: Ticket) -> dict[int, FieldValue]:
    """The values of a protocol by field; one query."""
    return {value.field_id: value for value in FieldValue.objects.filter(ticket=ticket)}


class Filling:
    """The values that an act gives to the fields of a protocol: read and checked first, then kept.

    `at_opening`, `at_change` and `at_closing` answer a sentence for each wrong or missing field.
    """

    def __init__(self, actor: Actor, typed: Typed) -> None:
        self.actor, self.typed = actor, typed
        self.fields: list[CustomField] = []
        self.present: dict[int, FieldValue] = {}
        self.given: dict[int, Given | None] = {}

    def at_opening(self, kind: TicketType) -> dict[str, str]:
        """The fields of a type that a protocol is opened with; what is not given takes its default."""
        self.fields = fields_of(kind.pk)
        defaults = {field.pk: field.default_value for field in self.fields if field.default_value}
        return self.lacking(self.read({**defaults, **self.typed}), "required_at_opening")

    def at_change(self, ticket: Ticket, *, is_other_type: bool) -> dict[str, str]:
        """The fields of a protocol that is changed: what had a value or comes with the type stays filled."""
        self.load(ticket)
        errors = self.read(self.typed)
        asked = {pk for pk in (field.pk for field in self.fields) if is_other_type or pk in self.present}
        return self.lacking(errors, "required_at_opening", asked)

    def at_closing(self, ticket: Ticket) -> dict[str, str]:
        """The fields of a protocol that is closed finally."""
        self.load(ticket)
        return self.lacking(self.read(self.typed), "required_at_closing")

    def at_work(self, ticket: Ticket) -> dict[str, str]:
        """The fields given with the end of the work, none of them demanded yet."""
        if not self.typed:
            return {}
        self.load(ticket)
        return self.read(self.typed)

    def load(self, ticket: Ticket) -> None:
        """The fields of the protocol's type, and the values that it has."""
        self.fields = fields_of(ticket.type_id)
        self.present = values_of(ticket) if self.fields else {}

    def read(self, typed: Typed) -> dict[str, str]:
        """Read what was typed in fields of the type; answers a sentence for each wrong one."""
        errors: dict[str, str] = {}
        for field in self.fields:
            if field.pk not in typed:
                continue
            try:
                self.given[field.pk] = self.read_one(field, typed[field.pk])
            except ValueError as error:
                errors[name_of(field.pk)] = str(error)
            except Invalid as error:
                errors[name_of(field.pk)] = str(next(iter(error.errors.values()), error.message))
        return errors

    def read_one(self, field: CustomField, typed: str) -> Given | None:
        """One value; an option that left the list may stay where it is."""
        if field.kind == FieldKind.FILE:
            if not typed:
                return None
            file = changes.own_files(self.actor, [typed])[0]
            return Given(Stored(file.name, search_key(file.name)), file)
        held = self.present.get(field.pk)
        stored = stored_value(field.kind, typed, [*field.options, *([held.text] if held else [])])
        return Given(stored) if stored else None

    def lacking(self, errors: dict[str, str], demand: str, among: set[int] | None = None) -> dict[str, str]:
        """The errors with a sentence for each demanded field that would be left without a value."""
        told = _("This type asks for it when the ticket is closed.")
        if demand == "required_at_opening":
            told = _("Fill this in.")
        for field in self.fields:
            if not getattr(field, demand) or (among is not None and field.pk not in among):
                continue
            if not self.has(field):
                errors.setdefault(name_of(field.pk), told)
        return errors

    def has(self, field: CustomField) -> bool:
        """Whether a field will have a value."""
        if field.pk in self.given:
            return self.given[field.pk] is not None
        return field.pk in self.present

    def keep(self, ticket: Ticket, now: datetime) -> None:
        """Write the values that differ, and tell them from → to with the labels of this moment."""
        rows = []
        for field in self.fields:
            if field.pk not in self.given:
                continue
            before, after = self.present.get(field.pk), self.given[field.pk]
            was, will = before.text if before else "", after.stored.text if after else ""
            if was == will and not (after and after.file):
                continue
            self.store(ticket, field, after, now)
            rows.append(
                TextChange(
                    ticket=ticket, field=field.kind, label=field.name, before=was, after=will, changed_at=now
                )
            )
        tell(self.actor, ticket, TextChange.objects.bulk_create(rows), now)

    def store(self, ticket: Ticket, field: CustomField, after: Given | None, now: datetime) -> None:
        """Write one value; a file becomes an attachment of the protocol, and an emptied field has no row."""
        if after is None:
            FieldValue.objects.filter(ticket=ticket, field=field).delete()
            return
        attached = None
        if after.file:
            (attached,) = changes.attach(self.actor, ticket, [after.file], now, is_private=False)
        stored = after.stored
        FieldValue.objects.update_or_create(
            ticket=ticket,
            field=field,
            defaults={
                "text": stored.text, "key": stored.key, "amount": stored.amount, "attachment": attached,
            },
        )  # fmt: skip


def tell(actor: Actor, ticket: Ticket, rows: list[TextChange], now: datetime) -> None:
    """Tell the fact of changed fields, if any changed."""
    if not rows:
        return
    publish(
        FieldsChanged(
            text_change_ids=tuple(row.pk for row in rows),
            text_hash=text_hash("\n".join(row.after for row in rows)),
        ),
        actor=actor,
        subject=ticket,
        at=now,
    )
