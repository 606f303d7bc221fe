"""Por que este prazo?: the window, the page without scripts, and who may not read it."""

import pytest
from django.urls import reverse

from tests.cast import World

pytestmark = pytest.mark.django_db


def test_window_and_page_tell_the_account(world: World, as_user):
    ticket = world.ticket()
    client = as_user("ana")
    page = client.get(reverse("tickets:deadline", args=[ticket.pk]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Por que este prazo?" in text
    assert "Quem usou o prazo" in text
    assert world.support.name in text
    part = client.get(
        reverse("tickets:deadline", args=[ticket.pk]), headers={"HX-Request": "true"}
    ).content.decode()
    assert "<html" not in part
    assert 'class="ledger"' in part
    sheet = client.get(f"{reverse('workspace:central')}?cliente={ticket.customer_id}&protocolo={ticket.pk}")
    assert reverse("tickets:deadline", args=[ticket.pk]) in sheet.content.decode()


def test_it_is_not_found_by_an_outsider(world: World, as_user):
    assert as_user("otto").get(reverse("tickets:deadline", args=[world.ticket().pk])).status_code == 404
