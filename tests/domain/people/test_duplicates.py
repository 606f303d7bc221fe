"""Who may be the person that is being registered: reasons, order, rights, cost."""

import pytest

from central.domain.people.duplicates import Typed, candidates
from central.domain.people.models import Phone
from central.foundation.actor import SYSTEM, Actor
from tests.domain.people.samples import register

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        (Typed(document="111.444.777-35"), 100),
        (Typed(phones=["(49) 99999-0123"]), 60),
        (Typed(phones=["49 9999-0123"]), 60),
        (Typed(phones=["49 98888-0456"]), 60),
        (Typed(emails=["JOAO@example.com "]), 50),
        (Typed(name="joao da conceição ARAUJO"), 40),
        (Typed(name="joao da conceição ARAUJO", emails=["joao@example.com"]), 90),
        (Typed(name="joao da conceição ARAUJO", emails=["joao@example.com"], phones=["49 99999-0123"]), 100),
    ],
)
def test_each_reason_finds_the_person(typed: Typed, score: int) -> None:
    register()
    (found,) = candidates(SYSTEM, typed)
    assert (found.name, found.score) == ("João da Conceição Araújo", score)
    assert "111" not in found.detail


def test_the_ninth_digit_is_told() -> None:
    person = register()
    Phone.objects.filter(person=person, is_main=True).update(e164="+554999990123")
    (found,) = candidates(SYSTEM, Typed(phones=["49 99999-0123"]))
    assert found.reasons == ("mesmo telefone, nono dígito",)


@pytest.mark.parametrize(
    "typed",
    [
        Typed(), Typed(name="João"), Typed(name="Outra Pessoa"), Typed(document="111"), Typed(emails=["", "@"]),
        Typed(phones=["", "x", "190", "\0", "9" * 200], name="\0 \ud800", document="\0😀", birth_date="x"),
    ],
)  # fmt: skip
def test_nothing_speaks_for_nobody(typed: Typed) -> None:
    register()
    assert candidates(SYSTEM, typed) == []


def test_the_likeliest_comes_first_and_five_at_most() -> None:
    likely = register(document="390.533.447-05", email="b@example.com")
    for n in range(7):
        register(document=None, no_document_reason="estrangeiro", email=f"c{n}@example.com", phones=())
    found = candidates(SYSTEM, Typed(name=likely.name, emails=["b@example.com"]))
    assert (len(found), found[0].id, found[0].score) == (5, likely.pk, 90)
    assert {row.score for row in found[1:]} == {40}


def test_who_may_not_see_the_registry_gets_nothing() -> None:
    register()
    nobody = Actor(user_id=1, person_id=None, name="Ninguém")
    assert candidates(nobody, Typed(document="111.444.777-35")) == []


def test_the_cost_does_not_grow(django_assert_max_num_queries) -> None:
    for n in range(12):
        register(document=None, no_document_reason="estrangeiro", email=f"c{n}@example.com")
    typed = Typed("João da Conceição Araújo", "111.444.777-35", ["a@b.co"], ["49 99999-0123"], "1990-01-01")
    with django_assert_max_num_queries(7):
        assert candidates(SYSTEM, typed)
