"""The form of a new person offers who may be registered already."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

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


@pytest.mark.parametrize("text", ["", "\0", "😀" * 200, "a" * 10_000, "<script>", "' OR 1=1"])
def test_odd_texts_offer_nobody(world: World, as_user: LogIn, text: str) -> None:
    names = ("name", "document", "email", "birth_date", "phones-0-typed", "emails-0-email")
    answer = as_user("ana").post(reverse("people:duplicates"), dict.fromkeys(names, text))
    assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_who_may_not_register_is_refused(world: World, as_user: LogIn) -> None:
    assert as_user("tiago").post(reverse("people:duplicates"), {"name": "x"}).status_code == 403
