"""The parts of two persons side by side: what stays, what may be chosen, what unites."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from central.domain.people.documents import mask_document
from central.domain.people.history import mask_identity
from central.domain.people.inputs import ROLES
from central.domain.people.models import Person

SINGLE: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "social_name": ("social_name",),
    "trade_name": ("trade_name",),
    "document": ("document", "no_document_reason"),
    "email": ("email",),
    "invoice_email": ("invoice_email",),
    "birth_date": ("birth_date",),
    "gender": ("gender",),
    "civil_status": ("civil_status",),
    "parents_name": ("parents_name",),
    "identity_number": ("identity_kind", "identity_number", "identity_issuer"),
    "state_registration": ("state_registration_kind", "state_registration"),
    "municipal_registration": ("municipal_registration",),
    "badge": ("badge_id",),
    "region": ("region_id",),
}
"""The parts of which a person has one each, with their columns."""

JOINED = ("notes", "admin_notes")
ROLE_COLUMNS = tuple(f"is_{role}" for role in ROLES)
DERIVED = ("search_name", "main_phone", "city", "city_key", "state", "city_ibge_code")


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part side by side; `stays` says whose value stays: survivor, merged, or both where they agree."""

    part: str
    survivor: str
    merged: str
    stays: str
    is_conflict: bool


def held(person: Person, part: str) -> tuple[Any, ...]:
    """What a person holds of a part, without what says only why there is none."""
    columns = SINGLE[part]
    values = tuple(getattr(person, column) or None for column in columns)
    return values[:1] if part == "document" else values


def takes(survivor: Person, merged: Person, taken: Collection[str]) -> list[str]:
    """The parts that come from the merged person: those that the survivor lacks, and those chosen so."""
    found = []
    for part in SINGLE:
        one, other = held(survivor, part), held(merged, part)
        if any(other) and one != other and (not any(one) or part in taken):
            found.append(part)
    return found


def part_lines(survivor: Person, merged: Person, taken: Collection[str] = ()) -> list[PartLine]:
    """The single parts that at least one of the two holds, in the order of the screen."""
    coming = set(takes(survivor, merged, taken))
    lines = []
    for part in SINGLE:
        one, other = held(survivor, part), held(merged, part)
        if not any(one) and not any(other):
            continue
        stays = "both" if one == other else "merged" if part in coming else "survivor"
        is_conflict = any(one) and any(other) and one != other
        lines.append(PartLine(part, shown(survivor, part), shown(merged, part), stays, is_conflict))
    return lines


def shown(person: Person, part: str) -> str:
    """A part in short, documents masked, choices by code."""
    if part == "document":
        return mask_document(person.document or "")
    if part == "identity_number":
        return " ".join(x for x in (mask_identity(person.identity_number), person.identity_issuer) if x)
    if part in ("badge", "region"):
        return str(getattr(person, part) or "")
    value = getattr(person, part)
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


def joined(one: str, other: str) -> str:
    """Two notes as one: the second below the first, unless it is there already."""
    if not other.strip() or other.strip() in one:
        return one
    return f"{one.rstrip()}\n\n{other.strip()}" if one.strip() else other


def columns_after(survivor: Person, merged: Person, taken: Collection[str]) -> dict[str, Any]:
    """The columns of the survivor that change, with what they hold afterwards."""
    columns = [column for part in takes(survivor, merged, taken) for column in SINGLE[part]]
    values = {column: getattr(merged, column) for column in columns}
    for column in JOINED:
        values[column] = joined(getattr(survivor, column), getattr(merged, column))
    for column in ROLE_COLUMNS:
        values[column] = getattr(survivor, column) or getattr(merged, column)
    return {column: value for column, value in values.items() if getattr(survivor, column) != value}
