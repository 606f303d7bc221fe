"""Every relation to a person or a contact says what becomes of it when two persons become one."""

from django.apps import apps

from central.domain.merging.relations import (
    KEPT,
    KEPT_CONTACTS,
    MOVED,
    MOVED_CONTACTS,
    relations_to,
    undeclared,
)
from central.domain.people.models import Contact, Person


def test_no_relation_is_forgotten() -> None:
    assert undeclared() == [], (
        "declare them in domain/merging/relations.py as moved or as kept, with the reason"
    )


def test_nothing_is_declared_that_is_not_there_or_twice() -> None:
    assert set(MOVED) | set(KEPT) == set(relations_to(Person))
    assert set(MOVED_CONTACTS) | set(KEPT_CONTACTS) == set(relations_to(Contact))
    assert not set(MOVED) & set(KEPT)
    assert all(len(reason) > 10 for reason in (*KEPT.values(), *KEPT_CONTACTS.values()))


def test_the_search_for_relations_sees_tables_between_many_and_many() -> None:
    found = set(relations_to(Person))
    assert ("people.Person_groups", "person") in found
    assert ("access.User", "person") in found
    assert ("people.Person", "merged_into") in found
    assert all(apps.get_model(label) for label, _field in found)
