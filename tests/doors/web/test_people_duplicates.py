"""The form of a new person offers who may be registered already."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from central.domain.people.finding import keep_findable
from central.domain.people.models import Address
from tests.cast import World

LogIn = Callable[[str], Client]


def test_the_form_offers_the_person_while_one_types(world: World, as_user: LogIn) -> None:
    client = as_user("ana")
    assert reverse("people:duplicates") in client.get(reverse("people:create")).content.decode()
    given = {
        "name": "marlene brandao de oliveira",
        "phones-0-typed": "48 99912-0147",
        "birth_date": "31/12/1990",
    }
    shown = client.post(reverse("people:duplicates"), given).content.decode()
    assert reverse("people:person", args=[world.marlene.pk]) in shown
    assert "mesmo telefone" in shown
    assert "mesmo nome" in shown
    assert "529.982" not in shown.replace("•••.982", "")


def test_a_similar_name_and_address_is_offered(world: World, as_user: LogIn) -> None:
    Address.objects.filter(person=world.marlene).delete()
    address = {"street": "Rua XV de Novembro", "number": "10", "city": "Lages", "state": "SC"}
    Address.objects.create(person=world.marlene, **address)
    keep_findable(world.marlene.pk)
    given = {f"addresses-0-{part}": text for part, text in address.items()}
    given |= {"name": "Marlene Brandao Oliveria", "addresses-0-street": "R. Quinze de Novembro"}
    shown = as_user("ana").post(reverse("people:duplicates"), given).content.decode()
    assert "nome e endereço parecidos" in shown


@pytest.mark.parametrize("text", ["", "\0", "😀" * 200, "a" * 10_000, "<script>", "' OR 1=1"])
def test_odd_texts_offer_nobody(world: World, as_user: LogIn, text: str) -> None:
    names = ("name", "document", "email", "birth_date", "phones-0-typed", "emails-0-email", "trade_name")
    names += tuple(f"addresses-0-{part}" for part in ("street", "number", "complement", "city", "state"))
    answer = as_user("ana").post(reverse("people:duplicates"), dict.fromkeys(names, text))
    assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_who_may_not_register_is_refused(world: World, as_user: LogIn) -> None:
    assert as_user("tiago").post(reverse("people:duplicates"), {"name": "x"}).status_code == 403
