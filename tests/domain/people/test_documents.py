"""CPF and CNPJ: the examples of the tax office, what must be refused, and a second opinion."""

import random
import string

import pytest
from validate_docbr import CNPJ, CPF

from central.domain.people.documents import (
    DocumentError,
    cnpj_check_digits,
    cpf_check_digits,
    format_document,
    is_valid_cnpj,
    is_valid_cpf,
    is_valid_document,
    mask_document,
    normalise_document,
    validate_cnpj,
    validate_cpf,
    validate_document,
)

VALID_CPF = ["123.456.789-09", "111.444.777-35", "529.982.247-25", "390.533.447-05", "000.000.001-91"]
VALID_CNPJ = [
    "11.222.333/0001-81",
    "11.222.333/0002-62",
    "00.000.000/0001-91",
    "12.ABC.345/01DE-35",
    "A1.B2C.3D4/0001-93",
    "K7.M2N.5P8/0001-92",
    "7T.4X9.W2A/0002-87",
    "1C.3D5.E7G/0001-70",
    "B8.H6J.4L2/0003-75",
    "ZZ.ZZZ.ZZZ/ZZZZ-62",
    "00.000.000/000A-04",
]
INVALID_CNPJ = [
    ("11.222.333/0001-82", "check_digits"),
    ("12.ABC.345/01DE-53", "check_digits"),
    ("7T.4X9.W2A/0002-78", "check_digits"),
    ("00.000.000/0000-00", "repeated"),
    ("12.ABC.345/01DE-3A", "characters"),
    ("AA.AAA.AAA/AAAA-AA", "characters"),
    ("K7.M2Ñ.5P8/0001-92", "characters"),
    ("Ｂ8.H6J.4L2/0003-75", "characters"),
    ("11.222.333/0001-8１", "characters"),
    ("11.222.333/0001-8١", "characters"),
    ("12_ABC_34501DE35", "length"),
    ("A1.B2C.3D4/001-93", "length"),
    ("11.222.333/0001-811", "length"),
    ("", "empty"),
    (" " * 14, "empty"),
    ("../-", "empty"),
]
INVALID_CPF = [
    ("123.456.789-00", "check_digits"),
    ("123.456.789-90", "check_digits"),
    ("123.456.789-0", "length"),
    ("12345678909０", "length"),
    ("123.456.789-O9", "characters"),
    ("１23.456.789-09", "characters"),
    ("", "empty"),
    *((digit * 11, "repeated") for digit in string.digits),
]


@pytest.mark.parametrize("text", VALID_CPF)
def test_right_cpfs(text: str):
    stored = text.replace(".", "").replace("-", "")
    assert validate_cpf(text) == validate_cpf(stored) == validate_document(f" {text} ") == stored
    assert is_valid_cpf(text)
    assert is_valid_document(text)
    assert not is_valid_cnpj(text)


@pytest.mark.parametrize("text", VALID_CNPJ)
def test_right_cnpjs(text: str):
    stored = text.translate(str.maketrans("", "", "./-"))
    assert len(stored) == 14
    assert validate_cnpj(text) == validate_cnpj(stored) == validate_document(text.lower()) == stored
    assert is_valid_cnpj(text)
    assert is_valid_document(text)
    assert not is_valid_cpf(text)


@pytest.mark.parametrize(("text", "code"), INVALID_CNPJ)
def test_wrong_cnpjs(text: str, code: str):
    with pytest.raises(DocumentError) as refusal:
        validate_cnpj(text)
    assert refusal.value.code == code
    assert refusal.value.errors.keys() == {"document"}
    assert not is_valid_cnpj(text)


@pytest.mark.parametrize(("text", "code"), INVALID_CPF)
def test_wrong_cpfs(text: str, code: str):
    with pytest.raises(DocumentError) as refusal:
        validate_cpf(text)
    assert refusal.value.code == code
    assert not is_valid_cpf(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("1234567890", "length"), ("123456789012", "length"), ("12345678900", "check_digits")],
)
def test_a_document_of_neither_kind(text: str, code: str):
    with pytest.raises(DocumentError) as refusal:
        validate_document(text)
    assert refusal.value.code == code
    assert not is_valid_document(text)


@pytest.mark.parametrize("lookalike", ["\u0131", "\u017f", "\u212a", "\uff41"])
def test_no_other_letter_becomes_an_ascii_one(lookalike: str):
    """`ı`, `ſ` and the Kelvin sign turn into I, S and K under the usual change of case."""
    assert normalise_document(f"12.{lookalike}bc") == f"12{lookalike}BC"
    assert not is_valid_cnpj(lookalike + "7M2N5P8000192"[:13])


def test_spaces_of_any_kind_are_left_out():
    assert normalise_document("\u00a012.abc.345 / 01de-35\t\n") == "12ABC34501DE35"


def test_the_official_example_of_the_alphanumeric_cnpj():
    assert cnpj_check_digits("12ABC34501DE") == "35"


@pytest.mark.parametrize("base", ["", "12abc34501de", "12ABC34501D", "12ABC34501DÉ", "１２ABC34501DE"])
def test_check_digits_need_a_whole_base(base: str):
    with pytest.raises(ValueError, match="base"):
        cnpj_check_digits(base)


@pytest.mark.parametrize("base", ["", "12345678", "1234567890", "12345678A", "１23456789"])
def test_check_digits_of_a_cpf_need_nine_digits(base: str):
    with pytest.raises(ValueError, match="base"):
        cpf_check_digits(base)


def test_formats():
    assert format_document("12345678909") == "123.456.789-09"
    assert format_document("12ABC34501DE35") == "12.ABC.345/01DE-35"
    assert format_document("AB123") == "AB123"


def test_masks_are_those_of_the_screens():
    assert mask_document("12348291709") == "•••.482.917-••"
    assert mask_document("11318204000181") == "••.318.204/0001-••"
    assert mask_document("12ABC34501DE35") == "••.ABC.345/01DE-••"
    assert mask_document("AB123") == "•••••"
    assert mask_document("") == ""


def altered(document: str, dice: random.Random) -> str:
    """The document with one of its last two digits changed."""
    place = dice.choice([-1, -2])
    digit = dice.choice([d for d in string.digits if d != document[place]])
    return document[:place] + digit + (document[place + 1 :] if place < -1 else "")


def test_a_second_opinion_on_five_thousand_cnpjs():
    dice, opinion = random.Random(20260724), CNPJ()
    for alphabet in (string.digits, string.digits + string.ascii_uppercase):
        for _n in range(1250):
            base = "".join(dice.choices(alphabet, k=12))
            right = base + cnpj_check_digits(base)
            for document in (right, altered(right, dice)):
                assert is_valid_cnpj(document) == opinion.validate(document) == (document == right)


def test_a_second_opinion_on_five_thousand_cpfs():
    dice, opinion = random.Random(20260725), CPF()
    for _n in range(2500):
        base = "".join(dice.choices(string.digits, k=9))
        right = base + cpf_check_digits(base)
        for document in (right, altered(right, dice)):
            assert is_valid_cpf(document) == opinion.validate(document) == (document == right)
