"""The official list of municipalities: whole, right by its check digit, found as people type it."""

import pytest

from central.domain.places.models import Municipality
from central.domain.places.operations import load_municipalities
from central.domain.places.queries import (
    is_municipality_code,
    municipalities_like,
    municipality,
    municipality_named,
)
from central.domain.places.reading import MunicipalityRow, check_digit, plain_name, shipped_rows
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import Invalid, NotAllowed

CHECKED = {
    *("3550308", "3304557", "5300108", "4204202", "1302603", "1200401", "5103403", "2927408", "2304400"),
}
# Published codes that do not follow the rule of the check digit.
EXCEPTIONS = {
    *("2201919", "2201988", "2202251", "2611533", "3117836", "3152131", "4305871", "5203939", "5203962"),
}


def test_the_list_is_whole_and_its_check_digits_hold():
    rows = list(shipped_rows())
    codes = [row.code for row in rows]
    assert len(rows) == len(set(codes)) == 5571
    assert set(codes) >= CHECKED | {"5101837", "2605459"}
    assert {code for code in codes if code[6] != check_digit(code)} == EXCEPTIONS
    assert len({row.state for row in rows}) == 27
    assert max(len(row.name) for row in rows) <= 60


@pytest.fixture
def loaded(db):
    load_municipalities(actor=SYSTEM, rows=shipped_rows())


def test_found_by_code_name_and_beginning(loaded, django_assert_num_queries):
    assert municipality("4209300") == MunicipalityRow("4209300", "SC", "Lages")
    assert municipality("9999999") is None
    assert municipality_named("SÃO joaquim", "SC") == MunicipalityRow("4216503", "SC", "São Joaquim")
    assert municipality_named("Lages", "SP") is None
    with django_assert_num_queries(1):
        assert MunicipalityRow("5101837", "MT", "Boa Esperança do Norte") in municipalities_like("boa esp")
    assert {row.state for row in municipalities_like("bom jesus/s")} == {"SC", "SP"}
    assert municipalities_like("/") == municipalities_like("\x00") == []


def test_the_list_decides_and_the_digit_only_while_it_is_empty(loaded):
    assert is_municipality_code("2201919")
    assert not is_municipality_code("4209301")
    assert not is_municipality_code("1000007")
    Municipality.objects.all().delete()
    assert is_municipality_code("4209300")
    assert not is_municipality_code("4209301")
    assert not is_municipality_code("٤٢٠٩٣٠٠")


def test_a_list_adds_and_renames_but_never_deletes(loaded):
    rows = [MunicipalityRow("4209300", "sc", "Lajes"), MunicipalityRow("4299999", "SC", "Nova")]
    assert load_municipalities(actor=SYSTEM, rows=rows) == 2
    assert municipality_named("lajes", "SC").code == "4209300"
    assert Municipality.objects.count() == 5572
    with pytest.raises(Invalid):
        load_municipalities(actor=SYSTEM, rows=[MunicipalityRow("12", "SC", "X")])
    with pytest.raises(NotAllowed):
        load_municipalities(actor=Actor(user_id=1, person_id=None, name="Ninguém"), rows=rows)


def test_names_are_compared_plainly():
    assert plain_name("Olho-d'Água do Borges") == "olho d agua do borges"
