"""The demo's material: enough of everything, no text twice, Portuguese, references resolve."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from central.domain.catalog.seed.entries import Seed
from central.domain.catalog.seed.reader import read_seed
from central.domain.demo.material import reader
from central.domain.demo.material.entries import DemoMaterial
from central.domain.demo.material.placeholders import (
    PLACEHOLDER,
    PLACEHOLDERS,
    fill,
    placeholders_in,
    signal,
    weak_signal,
)
from central.domain.demo.material.reader import read_material

FREQUENT = 15  # the weight of the twentieth type
ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """the and with for from this that customer client ticket router issue please done speed slow call
        team update service working not is are was without check signal bill invoice report install""",
    )
)
FEMININE = frozenset({"Rua", "Avenida", "Travessa", "Alameda", "Estrada", "Rodovia", "Servidão"})


@pytest.fixture(scope="module")
def seed() -> Seed:
    return read_seed()


@pytest.fixture(scope="module")
def material(seed: Seed) -> DemoMaterial:
    return read_material(seed)


def strings(value: object) -> Iterator[str]:
    """Every text within nested tuples."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)


def all_texts(material: DemoMaterial) -> Iterator[str]:
    """Every sentence that a protocol or an activity record may show."""
    for texts in material.ticket_texts.values():
        yield from strings(tuple(astuple(text) for text in texts))
    for group in material.group_texts.values():
        yield from strings(astuple(group))
    for descriptions in material.activity_texts.values():
        yield from descriptions


def ibge_check_digit(code: str) -> int:
    """The last digit of a municipality's code by the rule of the weights 1, 2."""
    products = [int(digit) * (1 + place % 2) for place, digit in enumerate(code[:6])]
    return -sum(product - 9 if product > 9 else product for product in products) % 10


def copy_with(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """The material's folder with one replacement in one file."""
    folder = tmp_path / "material"
    shutil.copytree(reader.FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_names_and_places_are_enough(material: DemoMaterial):
    assert len(material.female_names) >= 60
    assert len(material.male_names) >= 60
    assert not set(material.female_names) & set(material.male_names)
    assert len(material.surnames) >= 120
    assert {"d'Ávila", "da Silva", "dos Santos"} <= set(material.surnames)
    assert len({company.trade for company in material.companies}) >= 300
    assert len({company.legal for company in material.companies}) == len(material.companies)
    assert len(material.streets) >= 80
    assert len(material.districts) >= 50
    assert len(material.references) >= 20
    assert len(material.materials) == 12


def test_streets_are_feminine(material: DemoMaterial):
    assert {street.split()[0] for street in material.streets} <= FEMININE


def test_cities_are_right(material: DemoMaterial, seed: Seed):
    assert len(material.cities) >= 30
    assert {city.state for city in material.cities} == {"SC", "RS", "PR", "SP", "MT", "AM", "AC", "BA", "PE"}
    prefix = {
        "SC": "42",
        "RS": "43",
        "PR": "41",
        "SP": "35",
        "MT": "51",
        "AM": "13",
        "AC": "12",
        "BA": "29",
        "PE": "26",
    }
    for city in material.cities:
        assert re.fullmatch(r"[0-9]{7}", city.ibge_code)
        assert ibge_check_digit(city.ibge_code) == int(city.ibge_code[6]), city.name
        assert city.ibge_code.startswith(prefix[city.state])
        assert re.fullmatch(r"[1-9][1-9]", city.ddd)
        assert re.fullmatch(r"[0-9]{8}", city.postal_code_start)
        assert ZoneInfo(city.time_zone)
        assert city.weight > 0
    by_code = {city.ibge_code: city for city in material.cities}
    for place in seed.places:
        assert by_code[place.city_ibge_code].name == place.city
        assert by_code[place.city_ibge_code].time_zone == place.time_zone


def test_collaborators(material: DemoMaterial, seed: Seed):
    people = material.collaborators
    assert len(people) == 41
    assert Counter(person.profile for person in people) == {
        "tecnico": 14,
        "atendente": 16,
        "noc": 4,
        "supervisor": 4,
        "auditor": 1,
        "administrador": 2,
    }
    members = Counter(team for person in people for team in person.teams)
    assert all(members[team.code] >= 3 for team in seed.teams)
    assert all(person.is_effective and person.teams for person in people)
    assert all(person.is_technician == (person.profile == "tecnico") for person in people)
    assert all(re.fullmatch(r"[a-z]+(\.[a-z]+)?", person.login) for person in people)


def test_the_logins_that_are_promised(material: DemoMaterial):
    by_login = {person.login: person for person in material.collaborators}
    assert by_login["ana.atendente"].teams == ("EQ-02", "EQ-01")
    assert by_login["nilo.noc"].teams == ("EQ-04", "EQ-03")
    assert by_login["tiago.tecnico"].teams == ("EQ-07", "EQ-06")
    assert by_login["tiago.tecnico"].is_technician
    assert by_login["sara.supervisora"].teams == ("EQ-02", "EQ-01")
    assert by_login["sara.supervisora"].leads == ("EQ-02",)
    assert by_login["admin"].teams == ("EQ-02", "EQ-04")
    assert by_login["admin"].profile == "administrador"


def test_every_type_has_texts(material: DemoMaterial, seed: Seed):
    assert set(material.ticket_texts) == {kind.code for kind in seed.ticket_types}
    frequent = [kind for kind in seed.ticket_types if kind.weight >= FREQUENT]
    assert len(frequent) == 20
    for kind in seed.ticket_types:
        least = 12 if kind in frequent else 4
        assert len(material.ticket_texts[kind.code]) >= least, kind.code


def test_every_group_has_its_texts(material: DemoMaterial, seed: Seed):
    assert set(material.group_texts) == set(seed.group_of_prefix.values())
    in_field = {kind.group for kind in seed.ticket_types if kind.field_work != "N"}
    for name, group in material.group_texts.items():
        assert len(group.public_reports) >= 5
        assert len(group.private_reports) >= 5
        assert len(group.public_reports) + len(group.private_reports) >= 15, name
        assert len(group.handovers) >= 8, name
        assert len(group.closing) >= 8, name
        assert len(group.waiting) >= 5, name
        assert len(group.reopening) >= 4, name
        assert len(group.technician) >= 8 if name in in_field else not group.technician, name


def test_every_activity_reason_has_texts(material: DemoMaterial, seed: Seed):
    assert set(material.activity_texts) == {reason.code for reason in seed.choices["activity_reason"]}
    assert all(len(set(texts)) >= 5 for texts in material.activity_texts.values())


def test_no_text_of_a_type_stands_twice(material: DemoMaterial):
    for code, texts in material.ticket_texts.items():
        assert len({text.title.casefold() for text in texts}) == len(texts), code
        assert len({text.description.casefold() for text in texts}) == len(texts), code
        assert all(len(text.title) <= 120 for text in texts), code


def test_every_placeholder_is_known_and_used(material: DemoMaterial):
    used = frozenset[str]().union(*(placeholders_in(text) for text in all_texts(material)))
    assert used == PLACEHOLDERS


def test_texts_are_portuguese(material: DemoMaterial):
    for text in all_texts(material):
        words = set(re.findall(r"\w+", PLACEHOLDER.sub("", text).casefold()))
        assert not words & ENGLISH, text


def test_sentences_begin_and_end_well(material: DemoMaterial):
    for text in all_texts(material):
        assert not text[0].islower(), text
        assert "  " not in text
        assert "!" not in text
    for texts in material.ticket_texts.values():
        assert all(text.description.endswith((".", "?")) for text in texts)
        assert not any(text.title.endswith(".") for text in texts)


def test_filling_is_deterministic(material: DemoMaterial):
    for text in all_texts(material):
        filled = fill(text, Random(7))
        assert filled == fill(text, Random(7))
        assert "{" not in filled


def test_filling_repeats_a_value_within_a_text():
    filled = fill("{cto} e {cto}", Random(3))
    first, second = filled.split(" e ")
    assert first == second
    assert len({fill("{cto}", Random(number)) for number in range(20)}) > 5


def test_filling_refuses_an_unknown_placeholder():
    with pytest.raises(KeyError):
        fill("{senha}", Random(1))


def test_signals_are_on_their_side_of_the_limit():
    for number in range(50):
        good, weak = (
            float(maker(Random(number)).split()[0].replace("−", "-").replace(",", "."))
            for maker in (signal, weak_signal)
        )
        assert weak < -26 < -24 < good


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("cities.csv", "LAGES", "SERRA", "cities.csv, line 2: unknown place: SERRA"),
        ("cities.csv", "name;state", "name;uf", "cities.csv, line 1: unknown column uf"),
        ("collaborators.csv", ";noc;", ";cgr;", "collaborators.csv, line 3: unknown profile: cgr"),
        ("collaborators.csv", "EQ-02,EQ-01;;N", "EQ-02,EQ-88;;N", "collaborators.csv, line 2: unknown teams: EQ-88"),
        ("collaborators.csv", ";EQ-02;N", ";;N", "collaborators.csv, line 1: EQ-02 has 0 leaders"),
        ("materials.csv", "15;120", "150;120", "materials.csv, line 2: the least"),
        ("texts/rede.toml", "NOC-001 =", "NOC-101 =", "rede.toml, line 3: unknown NOC-101"),
        ("texts/rede.toml", "às {hour}. Todas", "às {hora}. Todas", "rede.toml, line 4: unknown placeholder hora"),
        ("texts/rede.toml", "Interface com erros", "Alarme de temperatura no POP", "rede.toml, line [0-9]+: .* twice"),
        ("texts/activities.toml", "elogio = [", "elogios = [", "activities.toml, line [0-9]+: unknown elogios"),
        ("texts/campo.toml", "[work]", "[work]\nextra = []", "campo.toml, line [0-9]+: unknown extra"),
        ("texts/campo.toml", "[work]", "[work", "campo.toml: "),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named(tmp_path: Path, file: str, old: str, new: str, message: str):
    folder = copy_with(tmp_path, file, old, new)
    with pytest.raises(ValueError, match=message):
        read_material(folder=folder)
