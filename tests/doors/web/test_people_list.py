"""Pessoas - Completo in the browser's eyes: address, filters, order, columns, what is told when nobody is there."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.access.models import User
from central.domain.people.models import Badge, Person
from central.domain.people.names import city_key
from tests.cast import World

pytestmark = pytest.mark.django_db

NAUGHTY = [
    "\x00",
    "%",
    "'; --",
    "😀" * 40,
    "x" * 10_000,
    "\ud800",
    "-1",
    "9" * 30,
    "１２",
    "Lages/",
    "/",
    "+",
]
WORDS = [
    "q",
    "papel",
    "cidade",
    "uf",
    "grupo",
    "insignia",
    "regiao",
    "situacao",
    "abertas",
    "ordem",
    "depois",
    "antes",
]


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def make_many(count: int) -> None:
    """Clients of Lages and Urubici."""
    now = timezone.now()
    Person.objects.bulk_create(
        Person(
            name=f"Cliente {n:03d}",
            search_name=f"cliente {n:03d}",
            is_client=True,
            city=city,
            city_key=city_key(city),
            state="SC",
            created_at=now,
            updated_at=now,
        )
        for n in range(count)
        for city in (("Lages", "Urubici")[n % 2],)
    )


def test_the_state_of_the_list_is_in_its_address(world: World, as_user):
    make_many(60)
    ana = as_user("ana")
    page = ana.get("/pessoas/?cidade=lages&uf=SC&papel=clientes&ordem=-nome&q=")
    found = text_of(page)
    assert [row.name for row in page.context["listed"]][:2] == ["Cliente 058", "Cliente 056"]
    assert 'aria-sort="descending"' in found
    lifted = {chip["label"]: chip["url"] for chip in page.context["filter_chips"]}
    assert lifted["UF SC"] == "/pessoas/?papel=clientes&cidade=lages&ordem=-nome"
    assert lifted["lages"] == "/pessoas/?papel=clientes&uf=SC&ordem=-nome"
    assert page.context["heads"][0]["url"] == "/pessoas/?papel=clientes&cidade=lages&uf=SC"
    following = ana.get("/pessoas/?cidade=la&ordem=cadastro")
    assert following.context["next"] == ""


def test_pages_keep_filter_and_order(world: World, as_user):
    make_many(120)
    ana = as_user("ana")
    first = ana.get("/pessoas/?cidade=lages&ordem=-nome")
    second = ana.get(first.context["next"])
    assert next(row.name for row in second.context["listed"]) == "Cliente 018"
    back = ana.get(second.context["previous"])
    assert [row.id for row in back.context["listed"]] == [row.id for row in first.context["listed"]]


def test_nobody_found_is_told_in_words(world: World, as_user):
    ana = as_user("ana")
    assert "Ninguém passa por estes filtros" in text_of(ana.get("/pessoas/?uf=AC"))
    assert "Sem os filtros talvez alguém seja encontrado." in text_of(ana.get("/pessoas/?uf=AC&q=marlene"))
    assert "Ninguém encontrado com “zzz”" in text_of(ana.get("/pessoas/?q=zzz"))


def test_the_filters_open_as_a_page_and_as_a_dialog(world: World, as_user):
    badge = Badge.objects.create(name="Cliente VIP")
    Person.objects.filter(pk=world.marlene.pk).update(badge=badge)
    ana = as_user("ana")
    page = text_of(ana.get(f"/pessoas/filtros/?q=mar&insignia={badge.pk}&situacao=ativas&depois=5"))
    assert f'<option value="{badge.pk}" selected>Cliente VIP</option>' in page
    assert '<option value="ativas" selected>Ativas</option>' in page
    assert '<input type="hidden" name="q" value="mar">' in page
    assert 'name="depois"' not in page
    part = text_of(ana.get("/pessoas/filtros/", headers={"HX-Request": "true"}))
    assert part.lstrip().startswith("<form")
    listed = text_of(ana.get(f"/pessoas/?insignia={badge.pk}"))
    assert "Insígnia: Cliente VIP" in listed
    assert "Marlene" in listed


def test_columns_are_kept_for_the_user(world: World, as_user):
    ana = as_user("ana")
    ana.get("/pessoas/colunas/")
    sent = {"once": "c1", "columns": ["email", "registered", "code", "groups", "badge", "region", "changed"]}
    answer = ana.post("/pessoas/colunas/?uf=SC", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/pessoas/?uf=SC")
    page = ana.get("/pessoas/")
    names = [str(head["name"]) for head in page.context["heads"]]
    assert names == ["Nome", "Código", "E-mail", "Grupos", "Insígnia", "Região", "Cadastro", "Alteração"]
    assert "Abertas" not in text_of(page).partition("<thead>")[2].partition("</thead>")[0]
    assert "Cidade" in text_of(as_user("sara").get("/pessoas/"))
    refused = ana.post("/pessoas/colunas/", {"once": "c2"})
    assert refused.status_code == 422
    assert "Escolha ao menos uma coluna." in text_of(refused)


def test_every_column_costs_the_same_for_one_row_and_fifty(world: World, as_user):
    User.objects.update(
        people_columns="roles,phone,email,city,groups,badge,region,open,registered,changed,status"
    )
    ana = as_user("ana")
    address = "/pessoas/?papel=clientes&situacao=ativas&ordem=-cadastro"
    ana.get(address)
    with CaptureQueriesContext(connection) as one:
        assert len(ana.get(address).context["listed"]) == 1
    make_many(80)
    with CaptureQueriesContext(connection) as many:
        assert len(ana.get(address).context["listed"]) == 50
    assert len(one) == len(many) <= 12


def test_cities_are_offered(world: World, as_user):
    make_many(4)
    ana = as_user("ana")
    assert ana.get("/pessoas/cidades/?q=uru").json() == {"rows": ["Urubici/SC"]}
    assert ana.get("/pessoas/cidades/?q=").json() == {"rows": []}


@pytest.mark.parametrize("text", NAUGHTY)
def test_no_address_breaks_the_list(world: World, as_user, text: str):
    ada = as_user("ada")
    for place in ("/pessoas/", "/pessoas/filtros/", "/pessoas/colunas/", "/pessoas/cidades/"):
        given = dict.fromkeys(WORDS, text.encode("utf-8", "surrogatepass"))
        assert ada.get(place, given).status_code == 200
    assert (
        ada.post("/pessoas/colunas/", {"once": "x", "columns": [text.encode("utf-8", "replace")]}).status_code
        == 422
    )


def test_what_is_registered_never_becomes_markup(world: World, as_user):
    User.objects.update(people_columns="phone,email,city,groups,badge,region")
    now = timezone.now()
    person = Person.objects.create(
        name="<b>Ana</b> & @@ @name@", search_name="ana", email="<i>", city="<u>", main_phone="<s>",
        badge=Badge.objects.create(name="<p>"), created_at=now, updated_at=now,
    )  # fmt: skip
    person.groups.create(name="<q>")
    page = text_of(as_user("ana").get("/pessoas/?ordem=-codigo"))
    assert "&lt;b&gt;Ana&lt;/b&gt; &amp; @@ @name@" in page
    for tag in ("<b>Ana", "<i>", "<u>", "<s>", "<p>", "<q>"):
        assert tag not in page.partition("<tbody")[2].partition("</tbody>")[0]
