"""Who may be the person that is being registered: reasons, order, rights, cost."""

from dataclasses import replace

import pytest

from central.domain.people.duplicates import Typed, candidates
from central.domain.people.inputs import AddressInput
from central.domain.people.likeness import Place
from central.domain.people.models import Phone
from central.domain.people.operations import save_address
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
    emails = ["b@example.com"]
    for n in range(7):
        emails.append(f"c{n}@example.com")
        register(document=None, no_document_reason="estrangeiro", email=emails[-1], phones=())
    found = candidates(SYSTEM, Typed(name=likely.name, emails=emails, document="390.533.447-05"))
    assert (len(found), found[0].id, found[0].score) == (5, likely.pk, 100)
    assert {row.score for row in found[1:]} == {90}


def test_a_common_name_alone_speaks_for_nobody() -> None:
    for n in range(4):
        silva = register(
            document=None, no_document_reason="x", name="Maria da Silva", email=f"c{n}@example.com"
        )
    assert candidates(SYSTEM, Typed(name="MARIA DA SILVA")) == []
    (found,) = candidates(SYSTEM, Typed(name="MARIA DA SILVA", emails=["c3@example.com"]))
    assert (found.id, found.reasons) == (silva.pk, ("mesmo e-mail", "mesmo nome"))


@pytest.mark.parametrize(
    ("name", "street", "number"),
    [
        ("Joao Conceicao Araujo", "R. do Principe", "km 12"),
        ("João da Conceição Arújao", "Rua Principe, 12", ""),
        ("J. da Conceição Araújo", "rua do prícnipe", "12"),
    ],
)
def test_similar_name_and_address(name: str, street: str, number: str) -> None:
    person = register()
    typed = Typed(name=name, places=[Place(street, number, city="LAGES", state="SC")])
    (found,) = candidates(SYSTEM, typed)
    assert found.id == person.pk
    assert "nome e endereço parecidos" in found.reasons
    assert 40 <= found.score <= 100


@pytest.mark.parametrize(
    ("name", "street", "city"),
    [
        ("João da Conceição Araújo Filho", "Rua do Príncipe", "Lages"),
        ("Joana da Conceição Araújo", "Rua do Príncipe", "Lages"),
        ("J. Conceição Araújo", "Rua da Princesa", "Lages"),
        ("J. Conceição Araújo", "Rua do Príncipe", "Itajaí"),
    ],
)
def test_who_lives_elsewhere_or_is_called_otherwise_is_not_offered(name: str, street: str, city: str) -> None:
    register()
    assert candidates(SYSTEM, Typed(name=name, places=[Place(street, "12", city=city, state="SC")])) == []


def test_a_changed_address_is_found_and_the_old_one_no_longer() -> None:
    person = register()
    address = person.addresses.get()
    moved = AddressInput(id=address.pk, street="Av. Getúlio Vargas", number="7", city="Lages", state="SC")
    save_address(actor=SYSTEM, person_id=person.pk, address=replace(moved, is_main=True))
    name = "Joao C. Araujo"
    assert (
        candidates(SYSTEM, Typed(name=name, places=[Place("Rua do Príncipe", "12", "", "", "Lages", "SC")]))
        == []
    )
    new = Place("Avenida Getulio Vargas", "7", "", "", "Lages", "SC")
    assert [row.id for row in candidates(SYSTEM, Typed(name=name, places=[new]))] == [person.pk]


def test_a_branch_of_the_same_firm_is_told_not_to_be_a_duplicate() -> None:
    office = register(kind="company", name="Padaria Sol Ltda", document="11.222.333/0001-81", contacts=())
    (found,) = candidates(SYSTEM, Typed(name="Padaria Sol Filial", document="11.222.333/0002-62"))
    assert (found.id, found.score) == (office.pk, 5)
    assert found.reasons == ("matriz ou filial da mesma empresa: não é duplicada",)


def test_who_may_not_see_the_registry_gets_nothing() -> None:
    register()
    nobody = Actor(user_id=1, person_id=None, name="Ninguém")
    assert candidates(nobody, Typed(document="111.444.777-35")) == []


def test_the_cost_does_not_grow(django_assert_max_num_queries) -> None:
    for n in range(12):
        register(document=None, no_document_reason="estrangeiro", email=f"c{n}@example.com")
    typed = Typed("João da Conceição Araújo", "111.444.777-35", ["a@b.co"], ["49 99999-0123"], "1990-01-01")
    typed = replace(typed, places=[Place("Rua do Príncipe", "12", "", "", "Lages", "SC")])
    with django_assert_max_num_queries(11):
        assert candidates(SYSTEM, typed)
