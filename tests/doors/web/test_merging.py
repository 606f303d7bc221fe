"""Pessoas duplicadas, the preview, merging and undoing by the screen."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from central.domain.merging.models import Merge, Pair
from central.domain.people.models import Person
from tests.cast import World
from tests.domain.people.samples import register

LogIn = Callable[[str], Client]


@pytest.fixture
def twin(world: World) -> Person:
    """Marlene once more."""
    return register(
        document=None,
        no_document_reason="x",
        name="Marlene Brandao Oliveria",
        contacts=(),
        email="m@example.com",
    )


@pytest.fixture
def pair(world: World, twin: Person) -> Pair:
    """Marlene and her twin."""
    first, second = sorted((world.marlene, twin), key=lambda person: person.pk)
    return Pair.objects.create(
        first=first, second=second, score=85, reasons="phone similar other_document", found_at=timezone.now()
    )


def text(client: Client, name: str, *args: int) -> str:
    """A page."""
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def post_merge(client: Client, survivor: Person, merged: Person, **given: str) -> int:
    """Send the preview; answers the status."""
    url = reverse("merging:preview", args=[survivor.pk, merged.pk])
    form = client.get(url).context["form"]
    values = {"once": form["once"].value(), "seen": form["seen"].value(), **given}
    return client.post(url, values).status_code


def test_the_list_tells_the_reasons_in_words(pair: Pair, as_user: LogIn) -> None:
    client = as_user("sara")
    shown = text(client, "merging:pairs")
    assert "mesmo telefone" in shown and "nome parecido" in shown and "documentos diferentes" in shown
    assert reverse("merging:preview", args=[pair.first_id, pair.second_id]) in shown
    assert "529.982" not in shown.replace("•••.982", "")
    assert client.get(reverse("merging:pairs"), {"motivo": "email"}).context["rows"] == []
    odd = {"motivo": "\0", "depois": "9" * 50, "descartadas": "😀"}
    assert client.get(reverse("merging:pairs"), odd).status_code == 200


def test_set_aside_and_proposed_again(pair: Pair, as_user: LogIn) -> None:
    client = as_user("sara")
    assert client.post(reverse("merging:dismiss", args=[pair.pk]), {"once": "a"}).status_code == 303
    assert client.get(reverse("merging:pairs")).context["rows"] == []
    shown = client.get(reverse("merging:pairs"), {"descartadas": "1"}).content.decode()
    assert "descartada por" in shown
    assert client.post(reverse("merging:propose", args=[pair.pk]), {"once": "b"}).status_code == 303
    assert len(client.get(reverse("merging:pairs")).context["rows"]) == 1


def test_preview_merge_and_undo(world: World, twin: Person, as_user: LogIn) -> None:
    client = as_user("sara")
    shown = text(client, "merging:preview", world.marlene.pk, twin.pk)
    assert 'name="take-name"' in shown and "O que passa" in shown
    assert post_merge(client, world.marlene, twin, **{"take-name": "merged"}) == 303
    merge = Merge.objects.get()
    assert Person.objects.get(pk=world.marlene.pk).name == "Marlene Brandao Oliveria"
    page = text(client, "people:person", twin.pk)
    assert "foi mesclada em" in page and reverse("people:person", args=[world.marlene.pk]) in page
    assert "mesclou outra pessoa" in text(client, "people:history", world.marlene.pk)
    assert "Marlene" in text(client, "merging:merges")
    Person.objects.filter(pk=world.marlene.pk).update(name="Marlene Trocada")
    assert "Marlene Trocada" in text(client, "merging:merge", merge.pk)
    undone = client.post(reverse("merging:undo", args=[merge.pk]), {"once": "k", "give_back": ["name", "\0"]})
    assert undone.status_code == 303
    assert Person.objects.get(pk=world.marlene.pk).name == world.marlene.name
    assert Person.objects.get(pk=twin.pk).is_active
    assert "Desfeita" in text(client, "merging:merge", merge.pk)


def test_the_timeline_of_the_protocol_shows_the_merging(world: World, twin: Person, as_user: LogIn) -> None:
    own = twin.contacts.get(is_self=True)
    ticket = world.ticket(customer_id=twin.pk, contact_id=own.pk)
    client = as_user("sara")
    assert post_merge(client, world.marlene, twin) == 303
    shown = client.get(reverse("workspace:ticket", args=[ticket.pk]), follow=True).content.decode()
    assert "mesclou o cliente" in shown


def test_different_documents_are_asked_for_beside_the_box(world: World, as_user: LogIn) -> None:
    client = as_user("sara")
    other = register(name="Marlene Oliveira", document="390.533.447-05", contacts=())
    assert post_merge(client, world.marlene, other) == 422
    assert post_merge(client, world.marlene, other, documents="on") == 303


def test_what_cannot_become_one_is_told_before(world: World, as_user: LogIn) -> None:
    client = as_user("sara")
    shown = text(client, "merging:preview", world.persons["ana"].pk, world.persons["bia"].pk)
    assert "As duas pessoas têm usuário" in shown and "MESCLAR" not in shown
    assert client.get(reverse("merging:preview", args=[world.marlene.pk, 10**9])).status_code == 404


def test_the_same_form_twice_merges_once(world: World, twin: Person, as_user: LogIn) -> None:
    client = as_user("sara")
    url = reverse("merging:preview", args=[world.marlene.pk, twin.pk])
    form = client.get(url).context["form"]
    values = {"once": form["once"].value(), "seen": form["seen"].value()}
    assert client.post(url, values).status_code == 303
    assert client.post(url, values).status_code in (303, 409)
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "1", "1-", "9" * 400, "1-2\0", "😀-1"])
def test_odd_forms_are_shown_again(world: World, twin: Person, as_user: LogIn, seen: str) -> None:
    assert post_merge(as_user("sara"), world.marlene, twin, seen=seen) == 422
    assert not Merge.objects.exists()


def test_the_other_person_is_chosen_from_the_menu(world: World, twin: Person, as_user: LogIn) -> None:
    client = as_user("sara")
    url = reverse("merging:choose", args=[world.marlene.pk])
    assert url in text(client, "people:person", world.marlene.pk)
    answer = client.post(url, {"once": "x", "other": str(twin.pk)})
    assert answer.headers["Location"] == reverse("merging:preview", args=[world.marlene.pk, twin.pk])
    assert client.post(url, {"once": "x", "other": "\0"}).status_code == 422


@pytest.mark.parametrize("name", ["ana", "tiago"])
def test_who_may_not_merge_finds_no_way(world: World, pair: Pair, as_user: LogIn, name: str) -> None:
    client = as_user(name)
    assert client.get(reverse("merging:pairs")).status_code == 403
    assert client.get(reverse("merging:merges")).status_code == 403
    assert client.get(reverse("merging:merge", args=[1])).status_code == 404
    assert client.get(reverse("merging:preview", args=[pair.first_id, pair.second_id])).status_code == 403
    assert client.post(reverse("merging:dismiss", args=[pair.pk])).status_code == 403
    assert client.post(reverse("merging:undo", args=[1])).status_code == 403
    shown = client.get(reverse("people:person", args=[world.marlene.pk])).content.decode()
    assert reverse("merging:choose", args=[world.marlene.pk]) not in shown
