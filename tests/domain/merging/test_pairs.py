"""Pairs that may be one person: found in steps by the worker, set aside, proposed again by new evidence."""

from typing import Any

import pytest

from central.domain.merging.models import Pair
from central.domain.merging.operations import dismiss_pair, merge_persons, propose_pair_again
from central.domain.merging.pairing import compare_for_a_while, compare_next
from central.domain.merging.queries import merged_into, pair_page, waiting_count
from central.domain.people.comparing import mark_due
from central.domain.people.inputs import AddressInput, PhoneInput
from central.domain.people.models import ComparisonDue, ExtraEmail, Person
from central.foundation.errors import Conflict, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World
from tests.domain.people.samples import register

pytestmark = pytest.mark.django_db

HOME = AddressInput(street="Rua Benjamin Constant", number="55", city="Lages", state="SC")
BASE: dict[str, Any] = {
    "document": None,
    "no_document_reason": "não informado",
    "contacts": (),
    "phones": (),
    "addresses": (),
    "email": "",
}


def made(name: str, **values: Any) -> Person:
    """Somebody with little."""
    return register(**{**BASE, "name": name, **values})


def compared() -> list[Pair]:
    """All pairs after everybody was compared."""
    compare_for_a_while(60)
    return list(Pair.objects.order_by("pk"))


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (
            {"phones": (PhoneInput("49 99999-0123"),)},
            {"phones": (PhoneInput("49 99999-0123"),)},
            "phone name",
        ),
        ({"email": "rui@example.com"}, {"email": "rui@example.com"}, "email name"),
        ({"addresses": (HOME,)}, {"name": "Rui Pardo", "addresses": (HOME,)}, "place similar"),
        (
            {"phones": (PhoneInput("49 99999-0123"),)},
            {"name": "R. Prado", "phones": (PhoneInput("49 99999-0123"),)},
            "phone similar",
        ),
    ],
)
def test_what_speaks_for_one_person(db: None, one: Any, other: Any, reasons: str) -> None:
    first, second = made(**{"name": "Rui Prado", **one}), made(**{"name": "Rui Prado", **other})
    (pair,) = compared()
    assert (pair.first_id, pair.second_id) == (first.pk, second.pk)
    assert pair.reasons == reasons
    assert 60 <= pair.score <= 100
    assert waiting_count() == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        (
            {"phones": (PhoneInput("49 99999-0123"),)},
            {"name": "Ana Luz", "phones": (PhoneInput("49 99999-0123"),)},
        ),
        ({"addresses": (HOME,)}, {"name": "Rui Prado Filho", "addresses": (HOME,)}),
        (
            {"addresses": (HOME,), "document": "390.533.447-05"},
            {"addresses": (HOME,), "document": "111.444.777-35"},
        ),
        (
            {"kind": "company", "addresses": (HOME,), "document": "11.222.333/0001-81"},
            {"kind": "company", "addresses": (HOME,), "document": "11.222.333/0002-62"},
        ),
    ],
)
def test_who_is_not_proposed(db: None, one: Any, other: Any) -> None:
    made(**{"name": "Rui Prado", **one}), made(**{"name": "Rui Prado", **other})
    assert [(pair.score, pair.reasons) for pair in compared()] in ([], [(50, "place name other_document")])


def test_a_phone_of_many_tells_nothing(db: None) -> None:
    for _n in range(9):
        made("Rui Prado", phones=(PhoneInput("49 99999-0123"),))
    assert compared() == []


def test_the_run_goes_on_where_it_stopped(db: None) -> None:
    for n in range(5):
        made(f"Rui Prado {'ABCDE'[n]}")
    assert (compare_next(limit=2), waiting_count()) == (2, 3)
    assert (compare_for_a_while(60), waiting_count(), compare_next()) == (3, 0, 0)


def twins(world: World) -> Pair:
    """Two with the same e-mail, as a pair."""
    made("Rui Prado", email="rui@example.com"), made("Rui Prado", email="rui@example.com")
    ComparisonDue.objects.exclude(person__email="rui@example.com").delete()
    (pair,) = compared()
    return pair


def test_set_aside_and_taken_back(world: World) -> None:
    pair, sara = twins(world), world.actor("sara")
    dismiss_pair(actor=sara, pair_id=pair.pk)
    assert pair_page(sara).rows == []
    (row,) = pair_page(sara, is_open=False).rows
    assert (row.dismissed_by, row.is_open) == (world.persons["sara"].shown_name, False)
    assert EventRecord.objects.filter(name="DuplicateDismissed").count() == 2
    with pytest.raises(Conflict):
        dismiss_pair(actor=sara, pair_id=pair.pk)
    mark_due([pair.first_id])
    compared()
    assert pair_page(sara).rows == []
    propose_pair_again(actor=sara, pair_id=pair.pk)
    assert [row.id for row in pair_page(sara).rows] == [pair.pk]
    assert EventRecord.objects.filter(name="DuplicateProposedAgain").count() == 2
    with pytest.raises(Conflict):
        propose_pair_again(actor=sara, pair_id=pair.pk)
    with pytest.raises(NotFound):
        dismiss_pair(actor=sara, pair_id=10**9)
    with pytest.raises(NotFound):
        propose_pair_again(actor=sara, pair_id=10**9)


def test_only_evidence_of_another_kind_proposes_again(world: World) -> None:
    pair, sara = twins(world), world.actor("sara")
    dismiss_pair(actor=sara, pair_id=pair.pk)
    ExtraEmail.objects.bulk_create(
        ExtraEmail(person_id=pk, email="rui2@example.com") for pk in (pair.first_id, pair.second_id)
    )
    mark_due([pair.first_id])
    compared()
    assert pair_page(sara).rows == []
    Person.objects.filter(pk__in=[pair.first_id, pair.second_id]).update(birth_date="1990-01-02")
    mark_due([pair.first_id])
    compared()
    assert [row.id for row in pair_page(sara).rows] == [pair.pk]


def test_who_may_not_merge_sees_nothing(world: World) -> None:
    pair = twins(world)
    for name in ("ana", "tiago", "otto"):
        actor = world.actor(name)
        assert pair_page(actor).rows == []
        with pytest.raises(NotAllowed):
            dismiss_pair(actor=actor, pair_id=pair.pk)
        with pytest.raises(NotAllowed):
            propose_pair_again(actor=actor, pair_id=pair.pk)


def test_a_merged_pair_goes_from_the_list(world: World) -> None:
    pair, sara = twins(world), world.actor("sara")
    merge_persons(actor=sara, survivor_id=pair.first_id, merged_id=pair.second_id)
    assert pair_page(sara).rows == []
    found = merged_into(sara, pair.second_id)
    assert found is not None and found.person_id == pair.first_id
    assert merged_into(sara, pair.first_id) is None
    mark_due([pair.first_id, pair.second_id])
    assert compared() == []


def test_pages_by_score_cost_the_same(world: World, django_assert_num_queries: Any) -> None:
    sara = world.actor("sara")
    pairs = []
    for n in range(30):
        people = [made(f"Rui Prado {n}", roles=frozenset({"client"})) for _ in range(2)]
        pairs.append(
            Pair(
                first=people[0],
                second=people[1],
                score=60 + n % 5,
                reasons="phone",
                found_at=people[0].created_at,
            )
        )
    Pair.objects.bulk_create(pairs[:1])
    with django_assert_num_queries(3):
        assert len(pair_page(sara).rows) == 1
    Pair.objects.bulk_create(pairs[1:])
    with django_assert_num_queries(3):
        first = pair_page(sara)
    second = pair_page(sara, after=first.next_mark)
    assert (len(first.rows), len(second.rows), second.next_mark) == (25, 5, "")
    seen = [(row.score, row.id) for row in (*first.rows, *second.rows)]
    assert seen == sorted(seen, reverse=True) and len(set(seen)) == 30
    assert pair_page(sara, kind="email").rows == []
    assert pair_page(sara, after="x-\0").rows == first.rows
