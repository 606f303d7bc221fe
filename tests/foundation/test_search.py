"""Search: the same hits on both databases, because both agree with one answer reckoned in Python."""

from random import Random

import pytest
from django.db import connection, transaction

from central.foundation.search.keeping import forget_documents, keep_documents
from central.foundation.search.matching import documents_matching, documents_with_email
from central.foundation.search.models import SearchDoc
from central.foundation.search.words import document_words, email_word, fold, singular, words_of

pytestmark = pytest.mark.django_db

FIRST = ("João", "Joana", "Marlene", "Íris", "Thiago", "José", "Antônia", "D'Ávila", "Øystein", "木村", "Zoë")
LAST = (
    "Conceição",
    "Araújo",
    "Reis",
    "Gonçalves",
    "Brandão",
    "Marques",
    "Nações",
    "Hotéis",
    "Jardins",
    "Luz",
)
THINGS = (
    "instalação",
    "instalações",
    "clientes",
    "roteadores",
    "cabo",
    "1º andar",
    "24 horas",
    "½ giga",
    "rede_x",
)
ODD = (
    "",
    " ",
    "%",
    "---",
    "'",
    '"',
    "a'b",
    'a"b',
    "a*",
    "NOT x",
    "a & b",
    "x:*",
    "\\",
    "\0",
    "é\0",
    "\ud800",
    "(",
    "AND",
    "😀",
    "a" * 10_000,
)


def hits(text: str, kind: str = "thing") -> set[int]:
    """The ids that the database finds."""
    return set(documents_matching(kind, text).values_list("subject_id", flat=True))


def reckoned(documents: dict[int, str], text: str) -> set[int]:
    """The ids that should be found."""
    *whole, last = words_of(text)[:12] or [""]
    found = set()
    for pk, stored in documents.items():
        words = stored.split()
        begun = any(word.startswith(last) for word in words) or singular(last) in words
        if last and begun and all(singular(word) in words for word in whole):
            found.add(pk)
    return found


@pytest.fixture
def documents(db: None) -> dict[int, str]:
    """Six hundred documents, and one of another kind with the same words."""
    dice = Random(7)
    made = {
        pk: document_words([dice.choice(FIRST), *dice.sample(LAST, 2), *dice.sample(THINGS, 2)])
        for pk in range(1, 601)
    }
    keep_documents("thing", made)
    keep_documents("other", {1: " ".join(made.values())})
    return made


def test_both_databases_find_what_python_reckons(documents: dict[int, str]) -> None:
    dice = Random(11)
    asked = [*FIRST, *LAST, *THINGS, "joão da", "reis", "rei", "inst", "instalaçoes cabo"]
    while len(asked) < 250:
        words = " ".join(dice.sample(FIRST + LAST + THINGS, dice.randint(1, 3)))
        asked.append(words[: dice.randint(1, len(words))])
    found = {text: hits(text) for text in asked}
    assert found == {text: reckoned(documents, text) for text in asked}
    assert sum(bool(ids) for ids in found.values()) > 150


@pytest.mark.parametrize("text", ODD)
def test_no_text_breaks_the_question(documents: dict[int, str], text: str) -> None:
    assert hits(text) == reckoned(documents, text)
    assert len(set(documents_with_email("thing", text))) == 0


def test_a_changed_document_is_found_by_its_new_words_only() -> None:
    keep_documents("thing", {1: "alfa beta", 2: "alfa"})
    keep_documents("thing", {1: "gama"})
    assert (hits("alfa"), hits("beta"), hits("gam")) == ({2}, set(), {1})
    forget_documents("thing", [2])
    assert hits("alfa") == set()


def test_what_is_rolled_back_is_not_found() -> None:
    with transaction.atomic():
        keep_documents("thing", {1: "alfa"})
        transaction.set_rollback(True)
    assert hits("alfa") == set()


def test_emails_are_found_by_beginning_and_by_domain() -> None:
    keep_documents("thing", {1: document_words(["Ana"], ["ana.luz@padaria-sol.com.br"])})

    def found(text: str) -> bool:
        return documents_with_email("thing", text).exists()

    assert all(found(text) for text in ("ana.luz@", "ANA.LUZ@padaria-sol.com.br", "@padaria-sol", "@pad"))
    assert not any(found(text) for text in ("ana@", "luz@", "@sol", "@padaria.sol", "ana.luz@outra"))
    assert hits("luz") == {1}
    assert hits("padaria") == set()


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("instalações", "instalacao"), ("pães", "pao"), ("canais", "canal"), ("hotéis", "hotel"), ("faróis", "farol"),
        ("azuis", "azul"), ("jardins", "jardim"), ("roteadores", "roteador"), ("luzes", "luz"), ("clientes", "cliente"),
        ("gás", "gas"), ("cross", "cross"), ("luz", "luz"),
    ],
)  # fmt: skip
def test_plurals_join_their_singulars(plural: str, single: str) -> None:
    assert singular(fold(plural)) == single


def test_an_email_is_one_word_apart_from_names() -> None:
    assert email_word("Ana@x.com") == "＠ana＠x．com"
    assert "@" not in document_words(["x"], ["a@b.c"])


def test_a_search_goes_by_the_index(documents: dict[int, str]) -> None:
    statement, values = documents_matching("thing", "zebra").values("subject_id").query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN SELECT id FROM search_searchdoc WHERE vector @@ %s::tsquery", ["zebra"])
            assert any("search_doc_vector" in row[-1] for row in cursor.fetchall())
            return
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    assert "VIRTUAL TABLE INDEX" in plan
    assert "SCAN search_searchdoc" not in plan


def test_the_index_of_sqlite_is_whole(documents: dict[int, str]) -> None:
    SearchDoc.objects.filter(subject_id=5).delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)")
    assert 5 not in hits("a")
