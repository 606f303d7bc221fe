"""The names of whatever the events of a page mention, of their moment, from all tables in one query."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from central.domain.catalog.models import (
    ActivityType,
    CancelReason,
    CatalogClass,
    CatalogItem,
    ChecklistItem,
    ContactMethod,
    CustomField,
    ForwardReason,
    PriorityStep,
    ReopenReason,
    RequestContext,
    RequestProblem,
    ServiceCatalog,
    ServiceLevel,
    Solution,
    TicketStatus,
    TicketType,
    UnproductiveReason,
    WaitReason,
)
from central.domain.escalation.models import EscalationRule
from central.domain.fields.kinds import shown_value
from central.domain.fields.models import FieldValue
from central.domain.people.models import Contact, Person
from central.domain.teams.models import Team
from central.domain.tickets.field_rows import FieldLine
from central.domain.workspace.former import WAS, Former, former_names, renaming_rows
from central.domain.workspace.sheet import SheetView
from central.foundation.events.models import EventRecord
from central.foundation.prepared.queries import Prepared

NOBODY = -1
Wanted = dict[str, set[int]]

PLAIN_TABLES: dict[str, Any] = {
    "contact": Contact,
    "team": Team,
    "status": TicketStatus,
    "level": ServiceLevel,
    "method": ContactMethod,
    "solution": Solution,
    "activity_type": ActivityType,
    "wait_reason": WaitReason,
    "forward_reason": ForwardReason,
    "cancel_reason": CancelReason,
    "reopen_reason": ReopenReason,
    "unproductive_reason": UnproductiveReason,
}
FILED: dict[str, Any] = {
    "catalog": ServiceCatalog,
    "catalog_item": CatalogItem,
    "catalog_class": CatalogClass,
    "context": RequestContext,
    "problem": RequestProblem,
    "priority": PriorityStep,
    "escalation_rule": EscalationRule,
}
"""Looked up only where an event mentions it; a priority by its rank, which is its key."""
RENAMED = {name: table for name, table in PLAIN_TABLES.items() if name != "contact"} | {
    "type": TicketType,
    **FILED,
}
"""What administrators rename: the past keeps its name. People are called as they wish to be today."""
KINDS = {str(table._meta.model_name): name for name, table in RENAMED.items()}
REFERENCES = {
    "customer_id": "person",
    "assignee_id": "person",
    "executor_id": "person",
    "technician_id": "person",
    "before_id": "person",
    "after_id": "person",
    "follower_id": "person",
    "sender_id": "person",
    "from_person_id": "person",
    "to_person_id": "person",
    "assistant_ids": "person",
    "team_id": "team",
    "to_team_id": "team",
    "from_team_id": "team",
    "type_id": "type",
    "from_type_id": "type",
    "to_type_id": "type",
    "status_id": "status",
    "from_status_id": "status",
    "to_status_id": "status",
    "service_level_id": "level",
    "from_service_level_id": "level",
    "to_service_level_id": "level",
    "origin_id": "method",
    "solution_id": "solution",
    "activity_type_id": "activity_type",
    "wait_reason_id": "wait_reason",
    "rule_id": "escalation_rule",
    "told_ids": "person",
    "before_priority": "priority",
    "after_priority": "priority",
}
REASONS = {
    "TicketForwarded": "forward_reason",
    "TicketCancelled": "cancel_reason",
    "TicketReopened": "reopen_reason",
}


@dataclass(frozen=True, slots=True)
class CheckItem:
    """An item of a checklist: how its answer is stored, what it asks and asked before, its state."""

    checklist_id: int
    position: int
    code: str
    kind: str
    unit: str
    state: str
    label: str
    earlier: tuple[str, ...]

    def words_at(self, wording: int) -> str:
        """What it was called after so many changes of its words."""
        return (*self.earlier, self.label)[min(wording, len(self.earlier))]


@dataclass(frozen=True, slots=True)
class Names:
    """Names by kind and id, of today or of a moment, the items of the checklists asked for, custom fields."""

    found: Mapping[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    items: tuple[CheckItem, ...] = ()
    former: Former = field(default_factory=dict)
    moment: datetime | None = None
    fields: tuple[FieldLine, ...] = ()

    def at(self, moment: datetime) -> "Names":
        """The names as they were at a moment."""
        return replace(self, moment=moment) if self.former else self

    def of(self, kind: str, pk: int | None) -> str:
        """A name with its group, '' for nothing or for what is gone."""
        if pk is None:
            return ""
        name, group = self.found.get((kind, pk), ("", ""))
        if self.moment is not None:
            for called in self.former.get((kind, pk), ()):
                if self.moment < called.until:
                    name, group = called.name, called.group
                    break
        return f"{group} › {name}" if group else name


def mentioned(events: Iterable[EventRecord]) -> Wanted:
    """The ids that events mention, by kind of thing."""
    wanted: Wanted = {}
    for event in events:
        note(wanted, "person", event.person_id)
        note(wanted, "team", event.team_id)
        if event.name == "PriorityChanged":
            note(wanted, "priority", [event.payload["before"], event.payload["after"]])
        for key, value in event.payload.items():
            kind = REASONS.get(event.name) if key == "reason_id" else REFERENCES.get(key)
            if kind:
                note(wanted, kind, value)
        for key, pair in (event.payload.get("changes") or {}).items():
            note(wanted, key, pair)
        for key, pk in (event.payload.get("filing") or {}).items():
            note(wanted, key, pk)
    return wanted


def note(wanted: Wanted, kind: str, value: Any) -> None:
    """Add one id or several to what is wanted."""
    ids = value if isinstance(value, list) else [value]
    wanted.setdefault(kind, set()).update(pk for pk in ids if isinstance(pk, int))


def labelled(rows: QuerySet[Any, Any], kind: str, name: Any, extra: Any = None) -> QuerySet[Any, Any]:
    """Rows of one table as (kind, id, name, extra)."""
    text = CharField()
    more = Value("", output_field=text) if extra is None else extra
    return rows.order_by().values_list(Value(kind, output_field=text), F("pk"), name, more)


FIELD = "field"


def value_rows(ticket_id: int, type_id: int) -> QuerySet[Any, Any]:
    """The custom fields of a protocol, place as id, the rest of what they are in lines of `extra`."""
    text = CharField()
    asked = CustomField.types.through._default_manager.filter(
        customfield_id=OuterRef("field_id"), tickettype_id=type_id
    )
    state = Case(
        When(Exists(asked), field__is_active=True, then=Value("")), default=Value(KEPT), output_field=text
    )
    number = Coalesce(Cast("attachment_id", text), Value(""), output_field=text)
    lines = [piece for part in (F("field__kind"), state, number) for piece in (part, Value("\n"))]
    extra = Concat(*lines, F("text"), output_field=text)
    return FieldValue.objects.filter(ticket_id=ticket_id).order_by().values_list(
        Value(FIELD, output_field=text), F("field__position"), F("field__name"), extra
    )  # fmt: skip


def read_field(label: str, extra: str) -> FieldLine:
    """A custom field out of its row."""
    kind, state, number, text = extra.split("\n", 3)
    return FieldLine(label, shown_value(kind, text), int(number) if number else None, state == KEPT)


CHECK = "check"
RETIRED, REQUIRED = "retired", "required"
"""The states of an item that are told; the others are neither."""
KEPT = "kept"
"""The state of a custom field that the type of its protocol no longer asks for."""


def item_rows(checklist_ids: Collection[int]) -> QuerySet[Any, Any]:
    """The items of checklists, the rest of what they are in lines of `extra`."""
    text = CharField()
    state = Case(
        When(is_active=False, then=Value(RETIRED)),
        When(is_required=True, then=Value(REQUIRED)),
        default=Value(""),
        output_field=text,
    )
    parts = [Cast("checklist_id", text), Cast("position", text), F("code"), F("kind"), F("unit"), state]
    lines = [piece for part in parts for piece in (part, Value("\n"))]
    extra = Concat(*lines, F("earlier"), output_field=text)
    return labelled(ChecklistItem.objects.filter(checklist_id__in=checklist_ids), CHECK, F("label"), extra)


def read_item(label: str, extra: str) -> CheckItem:
    """An item out of its row."""
    checklist_id, position, code, kind, unit, state, *earlier = extra.split("\n")
    return CheckItem(
        int(checklist_id), int(position), code, kind, unit, state, label, tuple(one for one in earlier if one)
    )


def name_rows(
    wanted: Wanted, checklist_ids: Collection[int], ticket_id: int | None, type_id: int | None
) -> QuerySet[Any, Any]:
    """Wanted names, renamings, items of some checklists, custom fields of a protocol: kind, id, name, extra.

    The extra of a name is the group that is said before it.
    """
    person = Coalesce(NullIf(F("social_name"), Value("")), F("name"), output_field=CharField())
    parts = [labelled(Person.objects.filter(pk__in=wanted.get("person", ())), "person", person)]
    tables = {**PLAIN_TABLES, "type": TicketType, **FILED}
    parts.extend(
        labelled(
            table.objects.filter(pk__in=wanted[name]), name, F("name"), F("group") if name == "type" else None
        )
        for name, table in tables.items()
        if wanted[name]
    )
    renamed = {subject: wanted[name] for subject, name in KINDS.items() if wanted[name]}
    if renamed:
        parts.append(renaming_rows(renamed))
    if checklist_ids:
        parts.append(item_rows(checklist_ids))
    if ticket_id and type_id:
        parts.append(value_rows(ticket_id, type_id))
    first, *others = parts
    return first.union(*others, all=True)


NAMES: Prepared[Any] = Prepared(name_rows)


def load_names(wanted: Wanted, sheet: SheetView) -> Names:
    """All wanted names with those of before, and the sheet's checklists and custom fields, in one query."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    renamings: list[tuple[int, str, str]] = []
    checks: list[tuple[int, int, CheckItem]] = []
    every = {kind: wanted.get(kind) or {NOBODY} for kind in ("person", "type", *PLAIN_TABLES)}
    every |= {kind: wanted.get(kind, set()) for kind in FILED}
    fields: list[tuple[bool, int, str, FieldLine]] = []
    asked = NAMES(
        wanted=every,
        checklist_ids={one.id for one in sheet.checklists},
        ticket_id=sheet.id if sheet.has_values else None,
        type_id=sheet.type_id if sheet.has_values else None,
    )
    for group, pk, name, extra in asked:
        if group == FIELD:
            line = read_field(name, extra)
            fields.append((line.is_kept, pk, name, line))
        elif group == CHECK:
            item = read_item(name, extra)
            checks.append((item.position, pk, item))
        elif group == WAS:
            renamings.append((pk, name, extra))
        else:
            found[(group, pk)] = (name, extra)
    items = tuple(item for *_order, item in sorted(checks, key=lambda check: check[:2]))
    lines = tuple(line for *_order, line in sorted(fields, key=lambda one: one[:3]))
    return Names(found, items, former_names(renamings, found, KINDS), fields=lines)
