"""Exporting persons in the browser's eyes."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from central.domain.exports.models import PeopleExport
from central.domain.exports.writing import write_export
from tests.cast import World

pytestmark = pytest.mark.django_db

SENT = {"once": "e1", "file_format": "csv", "columns": ["name", "document"], "reason": ""}


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def test_a_list_is_asked_for_and_fetched(world: World, as_user):
    sara = as_user("sara")
    form = text_of(sara.get("/pessoas/exportar/?papel=tecnicos&cidade=&uf="))
    assert "2 pessoas: Técnico" in form
    answer = sara.post("/pessoas/exportar/?papel=tecnicos", SENT)
    assert (answer.status_code, answer["Location"]) == (303, "/pessoas/exportacoes/")
    sara.post("/pessoas/exportar/?papel=tecnicos", SENT)
    (export,) = PeopleExport.objects.all()
    waiting = text_of(sara.get("/pessoas/exportacoes/"))
    assert "Aguardando a vez" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    write_export(export.pk)
    ready = text_of(sara.get("/pessoas/exportacoes/", headers={"HX-Request": "true"}))
    assert "Baixar" in ready
    assert "every 2s" not in ready
    file = sara.post(f"/pessoas/exportacoes/{export.pk}/")
    assert file["Content-Disposition"].startswith('attachment; filename="pessoas-')
    assert file["Content-Type"] == "text/csv"
    assert b"T\xc3\xa9o Farias" in b"".join(file.streaming_content)


def test_the_button_and_the_pages_are_for_who_may(world: World, as_user):
    assert "/pessoas/exportar/" in text_of(as_user("sara").get("/pessoas/?uf=SC"))
    ana = as_user("ana")
    assert "/pessoas/exportar/" not in text_of(ana.get("/pessoas/"))
    for address in ("/pessoas/exportar/", "/pessoas/exportacoes/"):
        assert ana.get(address).status_code == 403
    assert ana.post("/pessoas/exportar/", SENT).status_code == 403
    assert ana.post("/pessoas/exportacoes/1/").status_code == 404
    assert PeopleExport.objects.count() == 0


def test_what_is_wrong_stays_with_its_words(world: World, as_user):
    ada = as_user("ada")
    refused = ada.post("/pessoas/exportar/?q=marlene", {"once": "e2"})
    page = text_of(refused)
    assert refused.status_code == 422
    assert "Escolha o tipo de arquivo." in page
    assert "Escolha ao menos uma coluna." in page
    assert "Pedido do próprio titular" in page
    for text in ("\x00", "😀", "x" * 10_000, "\ud800"):
        given = {name: [text.encode("utf-8", "replace")] for name in ("file_format", "columns", "reason")}
        assert ada.post("/pessoas/exportar/", {"once": "e3", **given}).status_code == 422


def test_an_auditor_reads_who_exported_what(world: World, as_user):
    as_user("sara").post("/pessoas/exportar/?q=marlene&situacao=ativas", SENT)
    page = text_of(as_user("ada").get("/pessoas/exportacoes/"))
    assert "Sara Antunes" in page
    assert "com uma busca · Ativas" in page
    assert "marlene" not in page


def test_the_exports_cost_the_same_for_one_and_many(world: World, as_user):
    sara, ada = as_user("sara"), as_user("ada")
    sara.post("/pessoas/exportar/", SENT)
    ada.get("/pessoas/exportacoes/")
    with CaptureQueriesContext(connection) as one:
        ada.get("/pessoas/exportacoes/")
    for number in range(2):
        sara.post("/pessoas/exportar/", {**SENT, "once": f"n{number}"})
    with CaptureQueriesContext(connection) as many:
        assert len(ada.get("/pessoas/exportacoes/").context["rows"]) == 3
    assert len(one) == len(many) <= 12
