"""Changing a person, tab by tab: main data, roles, groups, notes."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.changes import MAIN_PARTS, check_unchanged
from central.domain.people.check import Check
from central.domain.people.checking import CheckedPerson, check_main, check_roles
from central.domain.people.choices import ContractStanding
from central.domain.people.events import PersonUpdated, Plain
from central.domain.people.history import Change, part_texts, publish_changes
from central.domain.people.inputs import ROLES, PersonInput
from central.domain.people.leaving import check_may_lose_roles
from central.domain.people.models import Badge, ListEntry, Person, PersonGroup, Region
from central.domain.people.storing import (
    KEPT,
    SCALARS,
    changed_parts,
    fill,
    fill_roles,
    roles_of,
    save_person,
    write_parts,
)
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotFound
from central.foundation.operation import operation

GROUP_PARTS = ("groups", "badge", "region")
ROLE_FIELDS = tuple(f"is_{role}" for role in ROLES)


def person_for_change(actor: Actor, person_id: int) -> Person:
    """A person the actor may see, its row locked; raises `NotFound`, `Conflict` for a merged one."""
    seen = Person.objects.all() if rules.can_view(actor) else Person.objects.none()
    person = seen.select_for_update(no_key=True).filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("This person does not exist, or you may not see it."))
    if person.merged_into_id:
        raise Conflict(_("This person was merged into another one. Change that one, or undo the merging."))
    return person


@operation
def update_person_main(
    *,
    actor: Actor,
    person_id: int,
    given: PersonInput,
    expected_event_count: int | None = None,
    once: str = "",
) -> Person:
    """Change what the tab *Dados principais* holds; `document` None keeps the stored one.

    Raises `ChangedMeanwhile` when somebody changed one of its fields after `expected_event_count`,
    `Invalid` for wrong fields. Roles, contacts, addresses and notes are left as they are.
    """
    person = person_for_change(actor, person_id)
    rules.check_can_edit(actor)
    check_unchanged(person, expected_event_count, MAIN_PARTS)
    return change_person(actor, person, check_main(given, stored=person))


def change_person(actor: Actor, person: Person, checked: CheckedPerson, *, is_import: bool = False) -> Person:
    """Store what differs from the loaded person, if anything, and publish which parts it was."""
    changed = changed_parts(person, checked)
    if not changed:
        return person
    rules.check_can_change(actor, changed)
    values, texts = telling_values(person), part_texts(person, changed)
    fill(person, checked)
    person.updated_at = timezone.now()
    save_person(person, update_fields=[*SCALARS, *ROLE_FIELDS, *KEPT])
    write_parts(person, checked, changed)
    publish_update(actor, person, changed, values, texts, is_import=is_import)
    return person


def publish_update(
    actor: Actor,
    person: Person,
    changed: Sequence[str],
    values: dict[str, Plain],
    texts: dict[str, str],
    *,
    is_import: bool = False,
) -> None:
    """Publish a change of these parts; `values` and `texts` are those from before it."""
    after, now = telling_values(person), part_texts(person, changed)
    differing = [part for part in after if values[part] != after[part]]
    publish_changes(
        person,
        actor,
        [Change(part, texts[part], now[part]) for part in changed],
        lambda digests: PersonUpdated(
            changed=tuple(changed),
            before={part: values[part] for part in differing},
            after={part: after[part] for part in differing},
            is_import=is_import or None,
            digests=digests,
        ),
        at=person.updated_at,
    )


def telling_values(person: Person) -> dict[str, Plain]:
    """The values an event may carry: those that identify nobody."""
    return {"kind": str(person.kind), "roles": sorted(roles_of(person))}


@operation
def set_roles(
    *,
    actor: Actor,
    person_id: int,
    roles: Collection[str],
    expected_event_count: int | None = None,
    once: str = "",
) -> Person:
    """Say what a person is to the company; raises `Invalid` (key roles) and `ChangedMeanwhile`."""
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"roles"})
    check_unchanged(person, expected_event_count, {"roles"})
    check = Check()
    chosen = check_roles(check, roles)
    check.refuse_if_wrong()
    lost = roles_of(person) - chosen
    if chosen == roles_of(person):
        return person
    check_may_lose_roles(person, lost)
    values, texts = telling_values(person), part_texts(person, {"roles"})
    fill_roles(person, chosen)
    person.updated_at = timezone.now()
    person.save(update_fields=[*ROLE_FIELDS, "updated_at"])
    publish_update(actor, person, ("roles",), values, texts)
    return person


E = TypeVar("E", bound=ListEntry)


def offered(model: type[E], pk: int | None, held_id: int | None) -> E | None:
    """An entry in use, or the one that the person holds already; None for any other."""
    found = model._default_manager.filter(Q(is_active=True) | Q(pk=held_id), pk=pk) if pk else None
    return found.first() if found is not None else None


@operation
def set_groups(
    *,
    actor: Actor,
    person_id: int,
    group_ids: Collection[int] = (),
    badge_id: int | None = None,
    region_id: int | None = None,
    expected_event_count: int | None = None,
    once: str = "",
) -> Person:
    """Put a person into groups, give it a badge and a region; raises `Invalid` and `ChangedMeanwhile`."""
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"groups"})
    check_unchanged(person, expected_event_count, {"groups", "badge", "region"})
    held = Q(is_active=True) | Q(pk__in=person.groups.values("pk"))
    groups = list(PersonGroup.objects.filter(held, pk__in=group_ids))
    badge = offered(Badge, badge_id, person.badge_id)
    region = offered(Region, region_id, person.region_id)
    check = Check()
    for key, is_missing in (
        ("groups", len(groups) != len(set(group_ids))),
        ("badge", bool(badge_id) and badge is None),
        ("region", bool(region_id) and region is None),
    ):
        if is_missing:
            check.errors[key] = _("Choose from the list.")
    check.refuse_if_wrong()
    before = part_texts(person, GROUP_PARTS)
    person.groups.set(groups)
    person.badge, person.region, person.updated_at = badge, region, timezone.now()
    after = part_texts(person, GROUP_PARTS)
    changed = [part for part in GROUP_PARTS if before[part] != after[part]]
    if changed:
        person.save(update_fields=["badge", "region", "updated_at"])
        publish_update(actor, person, changed, telling_values(person), before)
    return person


@operation
def set_contract_standing(
    *,
    actor: Actor,
    person_id: int,
    standing: str,
    expected_event_count: int | None = None,
    once: str = "",
) -> Person:
    """Say how the contract of a client stands (regular, blocked, suspended); raises `Invalid`."""
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"contract_standing"})
    check_unchanged(person, expected_event_count, {"contract_standing"})
    if standing not in ContractStanding.values:
        raise Invalid(_("Choose from the list."), field="standing")
    before = part_texts(person, ("contract_standing",))
    if standing != person.contract_standing:
        person.contract_standing, person.updated_at = standing, timezone.now()
        person.save(update_fields=["contract_standing", "updated_at"])
        publish_update(actor, person, ("contract_standing",), telling_values(person), before)
    return person


@operation
def save_notes(
    *,
    actor: Actor,
    person_id: int,
    notes: str,
    admin_notes: str = "",
    expected_event_count: int | None = None,
    once: str = "",
) -> Person:
    """Write the notes of a person, and those that only who may change everything reads."""
    person = person_for_change(actor, person_id)
    rules.check_can_change(actor, {"notes"})
    check_unchanged(person, expected_event_count, {"notes", "admin_notes"})
    check = Check()
    written = {
        "notes": check.long_text("notes", notes),
        "admin_notes": check.long_text("admin_notes", admin_notes),
    }
    check.refuse_if_wrong()
    changed = [part for part, text in written.items() if getattr(person, part) != text]
    if not changed:
        return person
    texts = part_texts(person, changed)
    for part in changed:
        setattr(person, part, written[part])
    person.updated_at = timezone.now()
    person.save(update_fields=[*changed, "updated_at"])
    publish_update(actor, person, changed, telling_values(person), texts)
    return person
