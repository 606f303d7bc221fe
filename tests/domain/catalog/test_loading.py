"""Loading the catalogue into an installation."""

import pytest

from central.domain.catalog.models import Checklist, ServiceLevel, TicketStatus, TicketType
from central.domain.catalog.operations import load_catalogue
from central.domain.teams.models import Team
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import NotAllowed
from central.foundation.events.models import EventRecord

pytestmark = pytest.mark.django_db


def test_an_empty_installation_gets_everything() -> None:
    load_catalogue(actor=SYSTEM)
    assert (TicketType.objects.count(), ServiceLevel.objects.count(), Team.objects.count()) == (68, 18, 12)
    assert Checklist.objects.count() == 7
    assert EventRecord.objects.filter(name="CatalogueLoaded").count() == 1


def test_what_somebody_changed_stays() -> None:
    load_catalogue(actor=SYSTEM)
    TicketStatus.objects.filter(base_status="open").update(name="Recebida")
    TicketType.objects.filter(code="SUP-001").delete()
    load_catalogue(actor=SYSTEM)
    assert TicketStatus.objects.filter(base_status="open").values_list("name", flat=True)[0] == "Recebida"
    assert TicketType.objects.count() == 68


def test_not_everybody_may() -> None:
    with pytest.raises(NotAllowed):
        load_catalogue(actor=Actor(user_id=1, person_id=1, name="x"))
