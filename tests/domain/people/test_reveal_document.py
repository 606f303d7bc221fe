"""Looking at a whole document: the reason, each refusal, the record."""

import pytest

from central.domain.people.inputs import PersonDetails
from central.domain.people.operations import reveal_document
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.cast import World
from tests.domain.people.samples import facts, register

pytestmark = pytest.mark.django_db


def test_it_shows_the_document_and_records_the_reading(world: World):
    ana = world.actor("ana")
    shown = reveal_document(actor=ana, person_id=world.marlene.pk, reason_code="titular")
    assert (shown.document, shown.identity_number) == ("529.982.247-25", "")
    (fact,) = facts(world.marlene)
    assert (fact.name, fact.user_id, fact.payload) == (
        "PersonDocumentRevealed", ana.user_id, {"reason": "titular"},
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["", "curiosidade"])
def test_without_a_reason_of_the_list_nothing_is_shown(world: World, reason: str):
    with pytest.raises(Invalid) as refused:
        reveal_document(actor=world.actor("ana"), person_id=world.marlene.pk, reason_code=reason)
    assert set(refused.value.errors) == {"reason"}
    assert facts(world.marlene) == []


def test_a_technician_never(world: World):
    with pytest.raises(NotAllowed):
        reveal_document(actor=world.actor("tiago"), person_id=world.marlene.pk, reason_code="titular")


def test_who_has_no_document_or_is_not_seen(world: World):
    with pytest.raises(Conflict):
        reveal_document(actor=world.actor("ana"), person_id=world.persons["bia"].pk, reason_code="titular")
    nobody = Actor(user_id=1, person_id=None, name="Ninguém")
    with pytest.raises(NotFound):
        reveal_document(actor=nobody, person_id=world.marlene.pk, reason_code="titular")


def test_a_foreigner_without_cpf_shows_the_passport(world: World):
    details = PersonDetails(identity_kind="passport", identity_number="YA1234567")
    person = register(document="", no_document_reason="Estrangeira, só passaporte", details=details)
    assert person.document is None
    shown = reveal_document(actor=world.actor("ana"), person_id=person.pk, reason_code="titular")
    assert (shown.document, shown.identity_number) == ("", "YA1234567")
