"""What a person is found by: kept by every operation, made anew by `reindex`, filled in after an upgrade."""

import pytest

from central.domain.people.finding import KIND, index_missing, index_next
from central.domain.people.inputs import ContactInput, PersonInput
from central.domain.people.operations import retire_contact, save_contact, update_person_main
from central.domain.people.queries import persons_named, registry_size
from central.domain.workspace.people_list import PeopleFilter, people_list
from central.foundation.actor import SYSTEM
from central.foundation.search.models import SearchDoc
from central.foundation.search.progress import progress_of
from tests.cast import World
from tests.domain.people.samples import JOAO, register

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    """The names that a search finds."""
    return [row.name for row in people_list(SYSTEM, PeopleFilter(search=text)).rows]


@pytest.mark.parametrize("text", ["rita", "Rita Araújo", "araujo lages", "@example.com", "joao@", "arau"])
def test_a_person_is_found_by_contacts_city_and_email(text: str) -> None:
    register()
    assert names(text) == ["João da Conceição Araújo"]


def test_a_new_contact_is_found_at_once() -> None:
    person = register()
    given = ContactInput(name="Lindalva Peçanha", email="lin@example.org")
    save_contact(actor=SYSTEM, person_id=person.pk, contact=given)
    assert names("lindalva") == names("pecan") == names("lin@example.org") == [person.name]


def test_a_changed_name_is_found_and_the_old_one_is_not() -> None:
    person = register()
    given = PersonInput(kind="individual", name="Raimundo Peixoto", phones=JOAO["phones"])
    update_person_main(actor=SYSTEM, person_id=person.pk, given=given)
    assert names("raimundo") == ["Raimundo Peixoto"]
    assert names("conceicao") == names("joao@") == []


def test_a_retired_contact_is_no_longer_found() -> None:
    person = register()
    rita = person.contacts.get(name="Rita Araújo")
    retire_contact(actor=SYSTEM, person_id=person.pk, contact_id=rita.pk)
    assert names("rita") == []


def test_persons_named_are_in_use_only(world: World) -> None:
    assert list(persons_named(SYSTEM, "marlene")) == [world.marlene]
    world.marlene.is_active = False
    world.marlene.save(update_fields=["is_active"])
    assert list(persons_named(SYSTEM, "marlene")) == list(persons_named(SYSTEM, " ")) == []


def test_an_interrupted_run_goes_on_where_it_stopped(world: World) -> None:
    SearchDoc.objects.all().update(words="")
    assert index_next(limit=3) == 3
    assert progress_of(KIND) > 0
    assert SearchDoc.objects.exclude(words="").count() == 3
    counts = [index_next(limit=3), index_next(limit=3), index_next(limit=3)]
    assert (sum(counts), progress_of(KIND)) == (registry_size() - 3, 0)
    assert names("marlene")


def test_what_is_missing_is_filled_in(world: World) -> None:
    SearchDoc.objects.all().delete()
    assert names("marlene") == []
    assert (index_missing(), index_missing()) == (registry_size(), 0)
    assert names("marlene")
