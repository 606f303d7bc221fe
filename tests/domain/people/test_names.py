"""Names: search without accents, avatars, order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central.domain.people.names import fold, initials, sort_key


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("João", "joao"),
        ("  MARIA   d'Água ", "maria d agua"),
        ("Maria D’Ávila", "maria d avila"),
        ("Conceição & Filhos Ltda.", "conceicao filhos ltda"),
        ("Ângela-Müller", "angela muller"),
        ("Joa\u0303o", "joao"),
        ("Søren Łukasz Weiß", "soren lukasz weiss"),
        ("3ª Vara", "3a vara"),
        ("ＦＵＬＬ", "full"),
        ("...", ""),
        ("", ""),
    ],
)
def test_fold(name: str, folded: str):
    assert fold(name) == folded


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str):
    once = fold(text)
    assert fold(once) == once
    assert "  " not in once
    assert once == once.strip()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marlene Brandão de Oliveira", "MB"),
        ("Antônia Gonçalves de Araújo", "AG"),
        ("Condomínio Vila das Acácias", "VA"),
        ("Clínica Santa Aurélia", "CS"),
        ("Mercado Conceição e Filhos", "MC"),
        ("Vinícius Magalhães Prado", "VM"),
        ("Escola Municipal Cora Coralina", "EC"),
        ("Transportadora Rota da Serra", "TR"),
        ("Patrícia Assunção", "PA"),
        ("Fazenda Boa Esperança", "FB"),
        ("Otávio Inácio da Silva", "OI"),
        ("Cabos e Fibras do Planalto", "CF"),
        ("Paulo Mendes", "PM"),
        ("Érica", "ER"),
        ("Maria d'Água", "MA"),
        ("A. C. Camargo", "AC"),
        ("Condomínio Ltda", "CL"),
        ("3M do Brasil", "3B"),
        ("X", "X"),
        ("", ""),
        ("-", ""),
    ],
)
def test_initials(name: str, letters: str):
    assert initials(name) == letters


def test_names_are_sorted_without_regard_to_accents_and_case():
    names = ["Zuleica", "érica", "Erica", "Ângela", "Andréa", "eduardo", "Çelik", "Cecília", "Cida"]
    assert sorted(names, key=sort_key) == [
        "Andréa",
        "Ângela",
        "Cecília",
        "Çelik",
        "Cida",
        "eduardo",
        "Erica",
        "érica",
        "Zuleica",
    ]
