"""Making and changing Locais."""

import pytest

from central.domain.company.operations import PlaceInput, create_place, update_place
from central.domain.company.queries import places_list
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World

GOOD = PlaceInput("FILIAL", "Filial Ltda.", document="11222333000181", city="Rio Branco", state="AC")


def test_a_local_is_made(world: World) -> None:
    made = create_place(actor=world.actor("ada"), place=GOOD)
    assert (made.time_zone, made.is_active) == ("America/Rio_Branco", True)
    assert EventRecord.objects.get(name="PlaceCreated").payload == {"code": "FILIAL"}
    assert [row.code for row in places_list(world.actor("ada"))] == ["SC", "FILIAL"]


def test_a_change_tells_from_and_to(world: World) -> None:
    made = create_place(actor=world.actor("ada"), place=GOOD)
    other = PlaceInput("FILIAL", "Filial Ltda.", document="11222333000181", city="Lages", state="SC")
    changed = update_place(actor=world.actor("ada"), place_id=made.pk, place=other, seen=1)
    assert (changed.city, changed.time_zone) == ("Lages", "America/Sao_Paulo")
    assert EventRecord.objects.get(name="PlaceUpdated").payload["after"] == {
        "city": "Lages", "state": "SC", "time_zone": "America/Sao_Paulo",
    }  # fmt: skip
    update_place(actor=world.actor("ada"), place_id=made.pk, place=other)
    assert EventRecord.objects.filter(name="PlaceUpdated").count() == 1
    with pytest.raises(Conflict):
        update_place(actor=world.actor("ada"), place_id=made.pk, place=GOOD, seen=1)


def test_refusals(world: World) -> None:
    with pytest.raises(NotAllowed):
        create_place(actor=world.actor("ana"), place=GOOD)
    create_place(actor=world.actor("ada"), place=GOOD)
    with pytest.raises(Invalid) as refusal:
        create_place(actor=world.actor("ada"), place=GOOD)
    assert set(refusal.value.errors) == {"code", "document"}
    with pytest.raises(NotFound):
        update_place(actor=world.actor("ada"), place_id=999, place=GOOD)
