"""Loading the catalogue into an installation."""

from collections.abc import Callable

import pytest

from central.domain.access.models import Profile
from central.domain.catalog.models import (
    BaseStatus,
    Checklist,
    ContactMethod,
    ServiceLevel,
    TicketStatus,
    TicketType,
)
from central.domain.catalog.operations import load_catalogue, load_ground
from central.domain.company.models import CompanyPlace
from central.domain.teams.models import Team
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import NotAllowed
from central.foundation.events.models import EventRecord

pytestmark = pytest.mark.django_db


def test_an_empty_installation_gets_everything() -> None:
    load_catalogue(actor=SYSTEM)
    assert (TicketType.objects.count(), ServiceLevel.objects.count(), Team.objects.count()) == (68, 18, 12)
    assert Checklist.objects.count() == 8
    assert EventRecord.objects.filter(name="CatalogueLoaded").count() == 1


def test_what_somebody_changed_stays() -> None:
    load_catalogue(actor=SYSTEM)
    TicketStatus.objects.filter(base_status="open").update(name="Recebida")
    TicketType.objects.filter(code="SUP-001").delete()
    load_catalogue(actor=SYSTEM)
    assert TicketStatus.objects.filter(base_status="open").values_list("name", flat=True)[0] == "Recebida"
    assert TicketType.objects.count() == 68


@pytest.mark.parametrize("load", [load_catalogue, load_ground])
def test_not_everybody_may(load: Callable[..., object]) -> None:
    with pytest.raises(NotAllowed):
        load(actor=Actor(user_id=1, person_id=1, name="x"))


def test_the_ground_is_what_no_installation_works_without() -> None:
    place = load_ground(actor=SYSTEM)
    assert (place.code, place.document) == ("MATRIZ", "")
    assert set(TicketStatus.objects.filter(is_default=True).values_list("base_status", flat=True)) == {
        base.value for base in BaseStatus
    }
    assert ContactMethod.objects.exists() and Profile.objects.filter(code="administrador").exists()
    assert not TicketType.objects.exists() and not Team.objects.exists() and not ServiceLevel.objects.exists()
    told = EventRecord.objects.filter(name="CatalogueLoaded")
    assert told.count() == 1
    load_ground(actor=SYSTEM)
    assert told.count() == 1


def test_the_catalogue_comes_upon_the_ground_without_the_invented_company() -> None:
    load_ground(actor=SYSTEM)
    CompanyPlace.objects.update(name="Minha Rede Ltda.", document="11222333000181")
    load_catalogue(actor=SYSTEM)
    assert TicketType.objects.count() == 68
    assert list(CompanyPlace.objects.values_list("name", flat=True)) == ["Minha Rede Ltda."]


def test_the_invented_company_comes_where_it_is_asked_for() -> None:
    load_catalogue(actor=SYSTEM, with_places=True)
    assert list(CompanyPlace.objects.order_by("id").values_list("code", flat=True)) == [
        "LAGES",
        "CAXIAS",
        "CUIABA",
    ]
