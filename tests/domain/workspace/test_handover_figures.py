"""Who forwards to whom in figures, as far as the reports of the reader reach."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from central.domain.tickets.models import Forwarding
from central.domain.tickets.operations.handover import accept_handover, return_handover
from central.domain.workspace.handover_figures import handover_figures
from central.foundation.errors import NotAllowed
from tests.cast import World
from tests.domain.tickets.test_handovers import age, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def moved(world: World) -> World:
    """Three forwardings from Support to the field: one accepted after 10 minutes, one returned, one waiting."""
    taken = sent(world)
    age(taken, minutes=10)
    accept_handover(actor=world.actor("tiago"), ticket_id=taken.pk)
    refused = sent(world)
    return_handover(actor=world.actor("tiago"), ticket_id=refused.pk, reason="Não é nosso.")
    sent(world)
    return world


def test_each_pair_of_teams_is_counted(moved: World, django_assert_num_queries: Any) -> None:
    since = timezone.now() - timedelta(days=7)
    sara = moved.actor("sara")
    with django_assert_num_queries(3):
        figures = handover_figures(sara, since)
    (pair,) = figures.pairs
    assert (pair.from_team, pair.to_team) == ("Suporte N1", "Campo Sul")
    assert (pair.count, pair.accepted, pair.returned, pair.waiting, pair.expired) == (3, 1, 1, 1, 0)
    assert (pair.came_back, pair.back_percent) == (1, 50)
    assert pair.reasons == (("Necessita visita técnica", 3),)
    assert pair.waits is not None
    assert timedelta(minutes=10) <= pair.waits < timedelta(minutes=11)
    assert figures.of(pair.to_id, pair.from_id) is None
    Forwarding.objects.update(created_at=since - timedelta(days=1))
    assert handover_figures(moved.actor("sara"), since).pairs == ()


def test_only_who_sees_reports_sees_it(moved: World, as_user: Callable[[str], Client]) -> None:
    with pytest.raises(NotAllowed):
        handover_figures(moved.actor("ana"), timezone.now())
    assert as_user("ana").get("/analises/encaminhamentos/").status_code == 403
    page = as_user("sara").get("/analises/encaminhamentos/", {"dias": "7"}).content.decode()
    assert "Suporte N1 → Campo Sul" in page
    assert "(50 %)" in page
    assert "Necessita visita técnica (3)" in page
    assert 'href="/analises/encaminhamentos/?dias=90"' in page
    assert as_user("sara").get("/analises/encaminhamentos/", {"dias": "²"}).status_code == 200


def test_an_empty_period_has_words(world: World, as_user: Callable[[str], Client]) -> None:
    assert (
        "Nada foi encaminhado entre equipes"
        in as_user("sara").get("/analises/encaminhamentos/").content.decode()
    )
