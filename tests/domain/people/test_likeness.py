"""How alike names and addresses are: what a slip explains, what tells two persons apart."""

import pytest

from central.domain.people.likeness import (
    ALIKE,
    Place,
    likeness_keys,
    name_likeness,
    place_likeness,
    street_words,
)

STREET = Place("Rua Coronel Manoel Thiago de Castro", "120", "", "Centro", "Lages", "SC")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("João da Conceição Araújo", "joao conceicao ARAUJO"),
        ("Marlene Brandão de Oliveira", "Marlene Brandao Oliveria"),
        ("Marlene Brandão de Oliveira", "Malrene B. Oliveira"),
        ("Luiz Thiago Souza", "Luis Tiago de Sousa"),
        ("Walter Schmitt", "Valter Schmit"),
        ("Antônio Carlos Pereira Lima", "Antonio Pereira Lima"),
        ("Padaria Sol Nascente Ltda", "Padaria Sol Nascente ME"),
        ("Manoel Ferreira Rocha", "Manuel Ferreira da Rocha"),
        ("José Pereira Lima Jr.", "Jose Pereira Lima Júnior"),
    ],
)
def test_one_name_written_twice(one: str, other: str) -> None:
    assert name_likeness(one, other) >= ALIKE
    assert name_likeness(one, other) == name_likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Pereira Lima", "José Pereira Lima Filho"),
        ("Mario Souza Lima", "Maria Souza Lima"),
        ("Luís Souza Lima", "Luísa Souza Lima"),
        ("Maria Souza Lima", "José Souza Lima"),
        ("Maria da Silva", "Maria Oliveira"),
        ("Maria", "Maria da Silva"),
        ("Ana Paula Costa", "Ana Beatriz Moreira"),
        ("", "Maria da Silva"),
        ("ltda", "me"),
    ],
)
def test_two_persons(one: str, other: str) -> None:
    assert name_likeness(one, other) < ALIKE


@pytest.mark.parametrize(
    "other",
    [
        Place("R. Cel. Manuel Tiago Castro", "120", "", "", "LAGES", "sc"),
        Place("Rua Manoel Thiago de Casrto, 120", "", "", "", "Lages", "SC"),
        Place("R Coronel M. Thiago de Castro", "nº 0120", "casa 2", "", "Lages", "SC"),
    ],
)
def test_one_address_written_twice(other: Place) -> None:
    assert place_likeness(STREET, other) >= ALIKE
    assert likeness_keys(["Marlene Brandão"], [STREET]) & likeness_keys(["M. Brandao"], [other])


@pytest.mark.parametrize(
    "other",
    [
        Place("Rua Coronel Manoel Thiago de Castro", "121", "", "", "Lages", "SC"),
        Place("Rua Coronel Manoel Thiago de Castro", "120", "", "", "Lages", "PR"),
        Place("Rua Coronel Manoel Thiago de Castro", "", "", "", "Lages", "SC"),
        Place("Rua Benjamin Constant", "120", "", "", "Lages", "SC"),
        Place("", "", "", "", "", ""),
    ],
)
def test_two_addresses(other: Place) -> None:
    assert place_likeness(STREET, other) < ALIKE


def test_apartments_of_one_house_are_two_addresses() -> None:
    home = Place("Av. XV de Novembro", "10", "apto 301", "", "Lages", "SC")
    assert place_likeness(home, Place("Avenida Quinze de Novembro", "10", "ap. 302", "", "Lages", "SC")) == 0
    assert (
        place_likeness(home, Place("Avenida 15 de Novembro", "10", "apartamento 301", "", "Lages", "SC")) == 1
    )


def test_words_of_streets() -> None:
    assert street_words("R. Dr. João da Costa") == ("joao", "costa")
    assert street_words("Rua Santa") == ("santa",)
    assert street_words("Rua") == ("rua",)


@pytest.mark.parametrize("text", ["", "\0", "😀" * 300, "a" * 10_000, "ß" * 99, "\ud800", "-" * 50])
def test_odd_texts_find_nobody(text: str) -> None:
    keys = likeness_keys([text, "Ana Costa"], [Place(text, text, text, text, text, text), STREET])
    assert all(len(key) <= 80 for key in keys)
    assert name_likeness(text, "Ana Costa") == 0
