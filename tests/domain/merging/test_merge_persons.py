"""Merging two persons and undoing it: what moves, what stays, who is refused."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from central.domain.activities.models import Activity
from central.domain.merging.models import Merge, MovedRow
from central.domain.merging.operations import merge_persons, undo_merge
from central.domain.people.duplicates import Typed, candidates
from central.domain.people.finding import keep_findable
from central.domain.people.inputs import AddressInput, ContactInput, PersonDetails, PhoneInput
from central.domain.people.models import Consent, Contact, Person, PersonGroup, Phone
from central.domain.people.operations import set_groups, set_person_active
from central.domain.people.queries import person_picker
from central.domain.teams.models import TeamMember
from central.domain.tickets.models import Follower, Ticket
from central.domain.tickets.operations.execution import start_execution
from central.domain.workspace.people_filter import PeopleFilter
from central.domain.workspace.people_list import people_list
from central.foundation.actor import SYSTEM
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from central.foundation.events.verifying import Progress, broken_chains, chained_kinds
from tests.cast import World
from tests.domain.merging.snapshots import everything
from tests.domain.people.samples import register

pytestmark = pytest.mark.django_db

NO_DOCUMENT: dict[str, Any] = {"document": None, "no_document_reason": "ainda não informado"}


@pytest.fixture
def twin(world: World) -> Person:
    """Marlene once more, as somebody else typed her."""
    return register(
        **NO_DOCUMENT,
        name="Marlene Brandao Oliveria",
        email="marlene.b@example.com",
        contacts=(
            ContactInput(name="Pedro", role="filho", is_main=True, phones=(PhoneInput("48 98888-7777"),)),
        ),
        phones=(PhoneInput("48 99912-0147"), PhoneInput("48 3222-0123")),
        notes="Prefere contato à tarde.",
        details=PersonDetails(gender="female", emails=("outra@example.com",)),
    )


def own(person: Person) -> Contact:
    """A person as its own contact."""
    return Contact.objects.get(person=person, is_self=True)


def ticket_of(world: World, person: Person) -> Ticket:
    """A protocol of somebody."""
    return world.ticket(customer_id=person.pk, contact_id=own(person).pk)


def merge(world: World, survivor: Person, merged: Person, by: str = "sara", **values: Any) -> Merge:
    """Merge as one of the cast."""
    actor = world.actor(by)
    return merge_persons(actor=actor, survivor_id=survivor.pk, merged_id=merged.pk, **values)


def broken() -> list[Any]:
    """The broken chains of all subjects."""
    return list(broken_chains(chained_kinds(), Progress()))


def test_everything_goes_over_with_its_origin(world: World, twin: Person) -> None:
    ticket = ticket_of(world, twin)
    group = PersonGroup.objects.create(name="Condomínios")
    set_groups(actor=SYSTEM, person_id=twin.pk, group_ids=[group.pk])
    done = merge(world, world.marlene, twin)
    stays, gone = Person.objects.get(pk=world.marlene.pk), Person.objects.get(pk=twin.pk)
    assert (gone.is_active, gone.merged_into_id, gone.is_client) == (False, stays.pk, False)
    assert (stays.gender, stays.notes) == ("female", "Prefere contato à tarde.")
    ticket.refresh_from_db()
    assert (ticket.customer_id, ticket.contact_id) == (stays.pk, own(stays).pk)
    assert Contact.objects.get(name="Pedro").person_id == stays.pk
    assert Phone.objects.get(typed__contains="8888").person_id == stays.pk
    emails = set(stays.emails.values_list("email", flat=True)) | {stays.email}
    assert {"outra@example.com", "marlene.b@example.com"} <= emails
    assert list(stays.groups.all()) == [group]
    assert stays.phones.filter(contact=None, is_main=True).count() == 1
    moved = MovedRow.objects.get(merge=done, model="tickets.Ticket", field="customer")
    assert (moved.row_id, moved.before, moved.after) == (ticket.pk, twin.pk, stays.pk)


def test_the_facts_of_both_and_of_the_protocol_stay_whole(world: World, twin: Person) -> None:
    ticket = ticket_of(world, twin)
    done = merge(world, world.marlene, twin)
    names = EventRecord.objects.filter(payload__merge_id=done.pk).values_list("subject_kind", "name")
    assert sorted(names) == [
        ("person", "PersonAbsorbed"), ("person", "PersonMerged"), ("ticket", "TicketCustomerMerged"),
    ]  # fmt: skip
    undo_merge(actor=world.actor("sara"), merge_id=done.pk)
    told = EventRecord.objects.filter(subject_kind="ticket", subject_id=ticket.pk, payload__merge_id=done.pk)
    assert told.count() == 2
    assert broken() == []


def test_who_was_merged_is_found_once_and_offered_no_longer(world: World, twin: Person) -> None:
    sara = world.actor("sara")
    merge(world, world.marlene, twin)
    assert twin.pk not in {row.id for row in people_list(sara, PeopleFilter()).rows}
    assert [row.id for row in people_list(sara, PeopleFilter(search="brandao")).rows] == [world.marlene.pk]
    assert [row.id for row in people_list(sara, PeopleFilter(search="3222-0123")).rows] == [world.marlene.pk]
    assert twin.pk not in {row.pk for row in person_picker(sara, "marlene")}
    typed = Typed(name="Marlene Brandao Oliveria", phones=["48 3222-0123"])
    assert [row.id for row in candidates(sara, typed)] == [world.marlene.pk]
    with pytest.raises(Conflict, match="outra"):
        set_person_active(actor=sara, person_id=twin.pk, is_active=True)


def test_a_document_is_taken_and_given_back(world: World) -> None:
    named = register(name="Rui Prado", document="390.533.447-05", contacts=())
    bare = register(**NO_DOCUMENT, name="Rui Prado", contacts=(), email="")
    done = merge(world, bare, named)
    bare.refresh_from_db(), named.refresh_from_db()
    assert (bare.document, named.document) == ("39053344705", None)
    undo_merge(actor=world.actor("sara"), merge_id=done.pk)
    bare.refresh_from_db(), named.refresh_from_db()
    assert (bare.document, named.document) == (None, "39053344705")


def test_conflicting_values_are_the_operators_choice(world: World, twin: Person) -> None:
    merge(world, world.marlene, twin, taken=["name"])
    stays = Person.objects.get(pk=world.marlene.pk)
    assert stays.name == "Marlene Brandao Oliveria"
    assert own(stays).name == stays.name


def test_different_documents_need_a_word(world: World) -> None:
    other = register(name="Marlene Oliveira", document="390.533.447-05")
    with pytest.raises(Invalid, match="documentos diferentes"):
        merge(world, world.marlene, other)
    merge(world, world.marlene, other, is_document_confirmed=True)
    sara = world.actor("sara")
    assert [row.id for row in people_list(sara, PeopleFilter(search="390.533.447-05")).rows] == [
        world.marlene.pk
    ]


def test_head_office_and_branch_are_two(world: World) -> None:
    values = {"kind": "company", "name": "Padaria Sol Ltda", "contacts": ()}
    office = register(**values, document="11.222.333/0001-81")
    branch = register(**values, document="11.222.333/0002-62")
    with pytest.raises(Conflict, match="matriz e filial"):
        merge(world, office, branch, is_document_confirmed=True)


@pytest.mark.parametrize(
    ("survivor", "merged", "words"),
    [
        ("marlene", "marlene", "com ela mesma"),
        ("ana", "bia", "têm usuário"),
        ("marlene", "ana", "tem usuário"),
    ],
)
def test_two_who_cannot_become_one(world: World, survivor: str, merged: str, words: str) -> None:
    with pytest.raises(Conflict, match=words):
        merge(world, world.persons[survivor], world.persons[merged], is_document_confirmed=True)


def test_more_who_cannot_become_one(world: World, twin: Person) -> None:
    firm = register(kind="company", name="Padaria Sol Ltda", document="11.222.333/0001-81", contacts=())
    with pytest.raises(Conflict, match="física"):
        merge(world, world.marlene, firm)
    colleague = register(**NO_DOCUMENT, name="Caio Prado", roles=frozenset({"collaborator", "effective"}))
    TeamMember.objects.create(team=world.support, person=colleague, is_main=True)
    with pytest.raises(Conflict, match="equipe"):
        merge(world, world.marlene, colleague)
    ticket = ticket_of(world, twin)
    start_execution(actor=world.actor("ana"), ticket_id=ticket.pk)
    with pytest.raises(Conflict, match="execução"):
        merge(world, world.marlene, twin)
    with pytest.raises(NotFound):
        merge_persons(actor=world.actor("sara"), survivor_id=world.marlene.pk, merged_id=10**9)


@pytest.mark.parametrize("name", ["ana", "tiago", "otto"])
def test_who_may_not_merge_is_refused(world: World, twin: Person, name: str) -> None:
    with pytest.raises(NotAllowed):
        merge(world, world.marlene, twin, by=name)
    done = merge(world, world.marlene, twin)
    with pytest.raises(NotAllowed):
        undo_merge(actor=world.actor(name), merge_id=done.pk)


def test_a_second_merging_and_a_stale_preview_are_refused(world: World, twin: Person) -> None:
    with pytest.raises(Conflict, match="alterada"):
        merge(world, world.marlene, twin, seen=(0, 99))
    done = merge(world, world.marlene, twin)
    with pytest.raises(Conflict):
        merge(world, world.marlene, twin)
    undo_merge(actor=world.actor("sara"), merge_id=done.pk)
    with pytest.raises(Conflict, match="desfeita"):
        undo_merge(actor=world.actor("sara"), merge_id=done.pk)
    with pytest.raises(NotFound):
        undo_merge(actor=world.actor("sara"), merge_id=10**9)


def test_a_chain_of_mergings_is_undone_from_its_end(world: World, twin: Person) -> None:
    third = register(**NO_DOCUMENT, name="Marlene B. de Oliveira", contacts=())
    keep_findable(world.marlene.pk)
    before = everything()
    first = merge(world, third, twin)
    between = everything()
    second = merge(world, world.marlene, third)
    assert Person.objects.get(pk=twin.pk).merged_into_id == world.marlene.pk
    sara = world.actor("sara")
    with pytest.raises(Conflict, match="Desfaça"):
        undo_merge(actor=sara, merge_id=first.pk)
    undo_merge(actor=sara, merge_id=second.pk)
    assert everything() == between
    undo_merge(actor=sara, merge_id=first.pk)
    assert everything() == before


def test_what_was_changed_or_deleted_since(world: World, twin: Person) -> None:
    ticket = ticket_of(world, twin)
    done = merge(world, world.marlene, twin)
    elsewhere = register(document="390.533.447-05", name="Outra Pessoa")
    Ticket.objects.filter(pk=ticket.pk).update(customer=elsewhere)
    stays = Person.objects.get(pk=world.marlene.pk)
    stays.phones.all().delete()
    Person.objects.filter(pk=stays.pk).update(gender="other")
    undo_merge(actor=world.actor("sara"), merge_id=done.pk)
    ticket.refresh_from_db(), stays.refresh_from_db(), twin.refresh_from_db()
    assert (ticket.customer_id, stays.gender) == (elsewhere.pk, "other")
    assert twin.phones.filter(contact=None).count() == 2
    stayed = done.moved.filter(is_back=False).values_list("model", "field")
    assert ("tickets.Ticket", "customer") in stayed and ("people.Person", "gender") in stayed


def test_a_changed_value_may_be_given_back(world: World, twin: Person) -> None:
    done = merge(world, world.marlene, twin)
    Person.objects.filter(pk=world.marlene.pk).update(gender="other")
    undo_merge(actor=world.actor("sara"), merge_id=done.pk, given_back=["gender"])
    assert Person.objects.get(pk=world.marlene.pk).gender == ""


def random_person(world: World, dice: random.Random) -> Person:
    """Somebody with some of everything."""
    made = register(
        **NO_DOCUMENT,
        name=dice.choice(["Rui Prado", "Rui Prado Lima", "R. Prado"]),
        email=dice.choice(["", "rui@example.com", "prado@example.com"]),
        phones=tuple(PhoneInput(f"48 99912-01{n}") for n in dice.sample(range(40, 46), dice.randint(0, 3))),
        contacts=tuple(
            ContactInput(name=f"Contato {n}", is_main=n == 0 and dice.random() < 0.5, phones=(PhoneInput(f"48 98888-00{n}0"),))
            for n in range(dice.randint(0, 2))
        ),
        addresses=tuple(
            AddressInput(street=f"Rua {dice.choice('ABC')}", number="10", city="Lages", state="SC")
            for _ in range(dice.randint(0, 2))
        ),
        roles=frozenset(dice.sample(["client", "supplier", "seller"], dice.randint(1, 3))),
        notes=dice.choice(["", "Nota um", "Nota dois"]),
        details=PersonDetails(
            gender=dice.choice(["", "male", "other"]), emails=tuple(dice.sample(["x@a.co", "y@a.co"], dice.randint(0, 2)))
        ),
    )  # fmt: skip
    groups = [PersonGroup.objects.get_or_create(name=name)[0].pk for name in "UV" if dice.random() < 0.5]
    set_groups(actor=SYSTEM, person_id=made.pk, group_ids=groups)
    now = timezone.now()
    for _n in range(dice.randint(0, 2)):
        ticket = Ticket.objects.get(pk=world.ticket().pk)
        Ticket.objects.filter(pk=ticket.pk).update(customer=made, requester=made, contact=own(made))
        Activity.objects.create(
            person=made, contact=own(made), reason=world.activity_reason, method=world.method, description="x",
            started_at=now, ended_at=now + timedelta(minutes=1), author=world.persons["ana"], created_at=now,
        )  # fmt: skip
        Follower.objects.create(ticket=ticket, person=made, since=now)
    if dice.random() < 0.5:
        Consent.objects.create(person=made, purpose="marketing", text="x", channel="phone", given_at=now)
    return Person.objects.get(pk=made.pk)


@pytest.mark.parametrize("seed", range(6))
def test_merged_and_undone_is_as_before(world: World, seed: int) -> None:
    dice = random.Random(seed)
    survivor, merged = random_person(world, dice), random_person(world, dice)
    before = everything()
    taken = [part for part in ("name", "email", "gender") if dice.random() < 0.5]
    done = merge(world, survivor, merged, taken=taken)
    assert everything() != before
    assert not Ticket.objects.filter(customer=merged).exists()
    undo_merge(actor=world.actor("sara"), merge_id=done.pk)
    assert everything() == before
    assert not done.moved.exclude(is_back=True).exists()
    assert broken() == []


def test_a_change_of_phones_since_leaves_both_with_theirs(world: World, twin: Person) -> None:
    done = merge(world, world.marlene, twin)
    Phone.objects.filter(person=world.marlene, contact=None).delete()
    undo_merge(actor=world.actor("sara"), merge_id=done.pk)
    twin.refresh_from_db()
    assert twin.main_phone == "(48) 99912-0147"
