"""Lists, search, pickers and the sheet: who is found, in which order, by how many queries."""

import pytest

from central.domain.people.models import Person
from central.domain.people.operations import save_notes
from central.domain.people.queries import (
    contacts_of,
    person_picker,
    picked_person,
    reveal_reasons,
)
from central.domain.people.sheet import person_sheet
from central.domain.workspace.people_filter import NO_FILTER, PeopleFilter
from central.domain.workspace.people_list import people_list
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import NotFound
from tests.cast import World
from tests.domain.people.samples import register

pytestmark = pytest.mark.django_db

NOBODY = Actor(user_id=1, person_id=None, name="Ninguém")


def names(search: str, **wanted) -> list[str]:
    """The names that a search finds."""
    return [row.name for row in people_list(SYSTEM, PeopleFilter(search=search, **wanted)).rows]


@pytest.mark.parametrize(
    "text",
    [
        "João", "joao", "ARAUJO", "araújo joão", "conceic", "111.444.777-35", "11144477735", "111444",
        "111.444", "(49) 99999-0123", "49 9999-0123", "99999-0123", "9999-0123", "+55 49 99999-0123",
        "5549999990123", "049 99999-0123", "49988880456", "joao@ex", "JOAO@example.com",
    ],
)  # fmt: skip
def test_a_person_is_found_in_any_form(text: str):
    register()
    register(document="390.533.447-05", name="Outra Pessoa", email="", phones=(), contacts=())
    assert names(text) == ["João da Conceição Araújo"]


@pytest.mark.parametrize(
    "text", ["Pedro", "joao silva", "222.444", "11", "49 99999-0124", "ana@ex", "%", "---"]
)
def test_a_person_is_not_found_by_what_is_not_his(text: str):
    register()
    assert names(text) == []


def test_an_alphanumeric_document_is_found():
    register(kind="company", name="Mercado Sol Ltda", document="12.ABC.345/01DE-35")
    assert names("12.abc.345/01de-35") == names("12abc345") == ["Mercado Sol Ltda"]


def test_the_social_name_is_shown_and_both_are_found():
    register(social_name="Joana")
    assert names("joana") == names("joao") == ["Joana"]


def test_documents_are_masked_and_roles_told():
    register()
    (row,) = people_list(SYSTEM, PeopleFilter(search="joao")).rows
    assert (row.document, row.roles, row.city, row.phone) == (
        "•••.444.777-••", ("client",), "Lages/SC", "(49) 99999-0123",
    )  # fmt: skip


def test_roles_filter_the_list(world: World):
    assert names("", role="technician") == ["Téo Farias", "Tiago Rezende"]
    assert names("", role="client") == ["Marlene Brandão de Oliveira"]
    assert names("", role="supplier") == []


def test_who_may_not_see_the_registry_gets_nothing(world: World):
    for wanted in (NO_FILTER, PeopleFilter(search="marlene"), PeopleFilter(state="SC")):
        found = people_list(NOBODY, wanted)
        assert (found.rows, set(found.counts.values())) == ([], {0})
    assert person_picker(NOBODY, "marlene") == []
    assert reveal_reasons(NOBODY) == []
    for query in (contacts_of, person_sheet, picked_person):
        with pytest.raises(NotFound):
            query(NOBODY, world.marlene.pk)


def test_a_technician_sees_the_registry_but_no_reasons(world: World):
    tiago = world.actor("tiago")
    assert people_list(tiago, PeopleFilter(search="marlene")).rows
    assert reveal_reasons(tiago) == []
    assert reveal_reasons(world.actor("ana")) == [("titular", "Pedido do próprio titular")]


def test_the_picker_offers_beginnings_first_and_only_who_is_in_use():
    register(name="Bruna Ana Alves", document="529.982.247-25")
    register(name="Ana Zanin")
    gone = register(name="Ana Antiga", document="390.533.447-05")
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    found = person_picker(SYSTEM, "ana", only="clients")
    assert [row.name for row in found] == ["Ana Zanin", "Bruna Ana Alves"]
    assert found[0].detail == "CPF •••.444.777-•• · Lages/SC · (49) 99999-0123"
    assert person_picker(SYSTEM, "ana", only="technicians") == []


def test_the_empty_picker_offers_the_likeliest(world: World):
    joao = register()
    assert [row.name for row in person_picker(SYSTEM, "", only="clients")] == [joao.name, world.marlene.name]
    staff = [row.name for row in person_picker(SYSTEM, "", only="collaborators", limit=2)]
    assert staff == ["Ada Nogueira", "Ana Beatriz Moraes"]
    assert [row.name for row in person_picker(SYSTEM, "", only="technicians")] == [
        "Téo Farias",
        "Tiago Rezende",
    ]


def test_contacts_start_with_the_person_itself(django_assert_num_queries):
    person = register()
    with django_assert_num_queries(3):
        found = contacts_of(SYSTEM, person.pk)
    assert [(c.label, c.phone) for c in found] == [
        ("João da Conceição Araújo (titular)", "(49) 99999-0123"),
        ("Rita Araújo · esposa", "(49) 98888-0456"),
    ]


def test_the_sheet_has_everything_by_fixed_queries(world: World, django_assert_num_queries):
    person = register()
    ana = world.actor("ana")
    with django_assert_num_queries(5):
        sheet = person_sheet(ana, person.pk)
    assert (sheet.document, sheet.can_edit, sheet.can_edit_everything, sheet.can_reveal) == (
        "•••.444.777-••", True, False, True,
    )  # fmt: skip
    assert [contact.name for contact in sheet.contacts] == [person.name, "Rita Araújo"]
    assert sheet.contacts[0].phones == sheet.phones
    assert sheet.addresses[0].shown_postal_code == "88500-000"
    assert sheet.phones[0].chat_number == "5549999990123"


def test_the_sheet_names_who_changed_last(world: World):
    person = register()
    assert person_sheet(SYSTEM, person.pk).changed_by == ""
    save_notes(actor=world.actor("sara"), person_id=person.pk, notes="Cão bravo")
    assert person_sheet(SYSTEM, person.pk).changed_by == "Sara Antunes"
