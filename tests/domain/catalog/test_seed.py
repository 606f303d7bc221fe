"""The seed catalogue: complete, its references resolve, its documents and codes are right."""

import shutil
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from central.domain.access.permissions import Permission
from central.domain.catalog import models
from central.domain.catalog.seed import reader
from central.domain.catalog.seed.entries import Seed
from central.domain.catalog.seed.reader import read_seed
from central.domain.catalog.seed.tables import named
from central.domain.people.models import RevealReason

WEIGHTS = {
    "SUP": (110, 8, 62, 78, 60, 48, 46, 26, 12, 9, 7, 9, 18, 6, 3),
    "NOC": (2, 2, 2, 7, 8, 3, 2, 2),
    "CAM": (58, 3, 19, 9, 7, 52, 22, 14, 7, 9, 4),
    "COM": (22, 26, 15, 6, 6, 5, 3),
    "FIN": (68, 24, 22, 20, 9, 9, 10, 5, 4, 2),
    "CAD": (12, 6, 5, 2),
    "RET": (18, 8),
    "OUV": (2, 1, 3, 1, 3),
    "LGP": (1, 1),
    "EST": (4, 3),
    "INF": (1,),
    "INT": (2,),
}


@pytest.fixture(scope="module")
def seed() -> Seed:
    return read_seed()


def cnpj_check_digits(base: str) -> str:
    """The two digits by the official rule: a character counts as its ASCII code less 48."""
    values = [ord(character) - 48 for character in base]
    for _ in range(2):
        weights = [2 + place % 8 for place in range(len(values))][::-1]
        rest = sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11
        values.append(0 if rest < 2 else 11 - rest)
    return f"{values[-2]}{values[-1]}"


def ibge_check_digit(code: str) -> int:
    """The last digit of a municipality's code by the rule of the weights 1, 2."""
    products = [int(digit) * (1 + place % 2) for place, digit in enumerate(code[:6])]
    return -sum(product - 9 if product > 9 else product for product in products) % 10


def copy_with(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """The seed's folder with one replacement in one file."""
    folder = tmp_path / "seed"
    shutil.copytree(reader.FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_counts(seed: Seed):
    assert {name: len(entries) for name, entries in seed.choices.items()} == {
        "activity_reason": 18,
        "forward_reason": 16,
        "wait_reason": 8,
        "solution": 20,
        "cancel_reason": 7,
        "contract_cancel_reason": 8,
        "reopen_reason": 5,
        "unproductive_reason": 6,
        "activity_type": 10,
        "reveal_reason": 5,
        "request_context": 8,
    }
    assert len(seed.problems) == 29
    assert len(seed.contact_methods) == 13
    assert all(method.is_origin for method in seed.contact_methods)
    assert (len(seed.calendars), len(seed.service_levels), len(seed.teams)) == (5, 18, 12)
    assert (len(seed.statuses), len(seed.ticket_types), len(seed.profiles)) == (10, 68, 6)
    assert (len(seed.checklists), len(seed.places)) == (8, 3)
    assert {problem.context for problem in seed.problems} == {
        context.code for context in seed.choices["request_context"]
    }


def test_weights_are_those_of_the_source(seed: Seed):
    found: dict[str, list[int]] = {}
    for kind in seed.ticket_types:
        found.setdefault(kind.prefix, []).append(kind.weight)
    assert {prefix: tuple(weights) for prefix, weights in found.items()} == WEIGHTS
    assert sum(kind.weight for kind in seed.ticket_types) == 1063


def test_codes_run_without_gaps(seed: Seed):
    assert [team.code for team in seed.teams] == [f"EQ-{number:02}" for number in range(1, 13)]
    assert [level.code for level in seed.service_levels] == [f"SIT-{number:02}" for number in range(1, 19)]
    for prefix, weights in WEIGHTS.items():
        codes = [kind.code for kind in seed.ticket_types if kind.prefix == prefix]
        assert codes == [f"{prefix}-{number:03}" for number in range(1, len(weights) + 1)]


def test_words_are_those_of_the_tables():
    assert set(reader.BASE_STATUSES) == set(models.BaseStatus.values)
    assert set(reader.TERM_UNITS) == set(models.TermUnit.values)
    assert set(reader.ITEM_KINDS) == set(models.ItemKind.values)
    assert {int(value) for value in reader.PRIORITIES} == set(models.Priority.values)


def test_texts_fit_their_columns(seed: Seed):
    for entries in seed.choices.values():
        assert all(len(entry.code) <= 40 and len(entry.name) <= 120 for entry in entries)
    longest = RevealReason._meta.get_field("code").max_length or 0
    assert all(len(entry.code) <= longest for entry in seed.choices["reveal_reason"])
    assert all(len(problem.code) <= 40 for problem in seed.problems)
    assert all(len(kind.title_hint) <= 120 for kind in seed.ticket_types)
    for checklist in seed.checklists:
        assert all(len(item.label) <= 120 and len(item.unit) <= 12 for item in checklist.items)


def test_calendars_hold_their_weeks(seed: Seed):
    minutes = {
        calendar.code: sum(window.ends_at - window.starts_at for window in calendar.windows) // 60
        for calendar in seed.calendars
    }
    assert minutes == {"24x7": 168, "8x5": 40, "10x6": 60, "SAC": 60, "CORRIDO": 168}
    assert [calendar.code for calendar in seed.calendars if calendar.is_calendar_days] == ["CORRIDO"]


def test_terms_of_the_situacoes(seed: Seed):
    terms = {level.code: (level.term_amount, level.term_unit) for level in seed.service_levels}
    assert terms["SIT-01"] == (4, "running_hours")
    assert terms["SIT-04"] == (20, "business_hours")
    assert terms["SIT-12"] == (30, "calendar_days")
    assert terms["SIT-16"] == (30, "business_days")
    assert terms["SIT-18"] == (None, "manual")
    assert named(seed.service_levels, "SIT-11").warning_percent == 50


def test_teams_forward_as_agreed(seed: Seed):
    assert named(seed.teams, "EQ-07").forwards_to == ("EQ-04", "EQ-05", "EQ-11", "EQ-12")
    assert [team.code for team in seed.teams if team.forwards_to_all] == ["EQ-01", "EQ-02", "EQ-10"]
    assert [team.code for team in seed.teams if not team.members_can_close] == ["EQ-05", "EQ-06", "EQ-07"]
    assert [team.code for team in seed.teams if team.is_field] == ["EQ-06", "EQ-07"]
    assert sum(team.is_core for team in seed.teams) == 8


def test_one_default_per_base_status(seed: Seed):
    defaults = Counter(status.base_status for status in seed.statuses if status.is_default)
    assert defaults == Counter(reader.BASE_STATUSES)
    assert {status.code for status in seed.statuses if status.pauses_clock} == {
        "aguardando-retorno",
        "cliente-ausente",
    }
    assert [status.code for status in seed.statuses if status.requires_schedule] == ["agendado"]
    assert [status.code for status in seed.statuses if status.requires_awaiting] == ["aguardando-retorno"]


def test_places_have_valid_documents(seed: Seed):
    assert cnpj_check_digits("12ABC34501DE") == "35"
    for place in seed.places:
        assert len(place.document) == 14
        assert place.document[12:] == cnpj_check_digits(place.document[:12])
        assert ibge_check_digit(place.city_ibge_code) == int(place.city_ibge_code[6])
        assert ZoneInfo(place.time_zone)
    assert sorted(place.document.isdigit() for place in seed.places) == [False, True, True]
    assert [(place.city, place.state, place.time_zone) for place in seed.places] == [
        ("Lages", "SC", "America/Sao_Paulo"),
        ("Caxias do Sul", "RS", "America/Sao_Paulo"),
        ("Cuiabá", "MT", "America/Cuiaba"),
    ]


def test_checklists_are_practical(seed: Seed):
    for checklist in seed.checklists:
        assert 6 <= len(checklist.items) <= 14
        assert any(item.is_required for item in checklist.items)
        assert all(item.unit for item in checklist.items if item.code.startswith("sinal"))
    photos = {checklist.code: checklist.min_photos for checklist in seed.checklists}
    assert photos["instalacao"] > photos["reparo"] > photos["retirada"] > photos["triagem"] == 0
    signal = next(i for i in named(seed.checklists, "instalacao").items if i.code == "sinal_cliente")
    assert signal.minimum == -25


def test_support_types_close_with_triage(seed: Seed):
    for kind in seed.ticket_types:
        assert kind.title_hint
        if kind.field_work == "S" and kind.prefix in {"CAM", "INF"}:
            assert kind.checklist
    with_triage = [kind for kind in seed.ticket_types if kind.checklist == "triagem"]
    assert {kind.prefix for kind in with_triage} == {"SUP"}


def test_complaints_close_with_an_answer_to_the_customer(seed: Seed):
    asking = {kind.code for kind in seed.ticket_types if kind.requires_customer_answer}
    assert asking == {"OUV-001", "OUV-002", "OUV-003"}


def grants_of(seed: Seed, profile: str) -> dict[str, tuple[str, int | None]]:
    """Reach and limit by permission of a profile."""
    return {grant.permission: (grant.reach, grant.limit) for grant in named(seed.profiles, profile).grants}


def test_administrator_may_everything(seed: Seed):
    assert grants_of(seed, "administrador") == {code.value: ("all", None) for code in Permission}


def test_matrix_of_the_attendant_and_the_technician(seed: Seed):
    attendant = grants_of(seed, "atendente")
    assert attendant["ticket.change_priority"] == ("team", 2)
    assert attendant["ticket.reopen"] == ("team", 7)
    assert attendant["ticket.cancel"] == ("own", None)
    assert "ticket.view_customer" in attendant
    assert "ticket.change_deadline" not in attendant
    technician = {code: reach for code, (reach, _) in grants_of(seed, "tecnico").items()}
    assert technician == {
        "ticket.view": "team",
        "ticket.create": "own",
        "ticket.execute": "own",
        "ticket.report": "own",
        "ticket.report_private_view": "team",
        "ticket.report_technician": "own",
        "ticket.forward": "team",
        "ticket.assign": "own",
        "ticket.attach": "own",
        "activity.create": "own",
        "activity.view": "own",
        "person.view": "own",
        "report.view": "own",
    }


def test_whoever_executes_may_report_it(seed: Seed):
    for profile in seed.profiles:
        grants = grants_of(seed, profile.code)
        assert grants.get("ticket.execute") == grants.get("ticket.report_technician")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("teams.csv", "code;name", "code;nome", "teams.csv, line 1: unknown column nome"),
        ("teams.csv", ";stay_minutes", "", "teams.csv, line 1: column stay_minutes must be there once"),
        ("teams.csv", "EQ-02;Sup", "EQ-01;Sup", "teams.csv, line 3: code given twice: EQ-01"),
        ("teams.csv", "EQ-05,EQ-07,EQ-12", "EQ-05,EQ-99", "teams.csv, line 7: unknown forwards_to: EQ-99"),
        ("ticket_types.csv", ";EQ-02;2", ";EQ-77;2", "ticket_types.csv, line 2: unknown team: EQ-77"),
        ("ticket_types.csv", ";SIT-02;", ";SIT-99;", "ticket_types.csv, line 3: unknown service_level: SIT-99"),
        ("ticket_types.csv", "SUP-003;", "NOC-093;", "ticket_types.csv, line 4: NOC is not a prefix of Suporte"),
        ("ticket_types.csv", ";110\n", ";cem\n", "ticket_types.csv, line 2: weight is not a whole number"),
        ("service_levels.csv", ";4;running", ";;running", "service_levels.csv, line 2: a term needs amount"),
        ("statuses.csv", "N;N;N;S\nandamento", "N;N;N;N\nandamento", "statuses.csv, line 11: open has 0 defaults"),
        ("calendar_windows.csv", "24:00", "25:00", "calendar_windows.csv, line 2: ends is past the end"),
        ("grants.csv", "ticket.view;", "ticket.see;", "grants.csv, line 2: unknown permission: ticket.see"),
        ("problems.csv", "acesso;", "acessos;", "problems.csv, line 2: unknown context: acessos"),
        ("choices.csv", "activity_reason;", "motivo;", "choices.csv, line 2: unknown list: motivo"),
        ("checklist_items.csv", ";yesno;;", ";yesno;dBm;", "checklist_items.csv, line 3: only a number has"),
        ("checklist_items.csv", "É o titular", "É; o titular", "checklist_items.csv, line 3: 10 cells, 9 expected"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named(tmp_path: Path, file: str, old: str, new: str, message: str):
    folder = copy_with(tmp_path, file, old, new)
    with pytest.raises(ValueError, match=message):
        read_seed(folder)


def test_custom_fields_serve_types_of_the_seed(seed: Seed) -> None:
    fields = {field.code: field for field in seed.custom_fields}
    assert {field.kind for field in seed.custom_fields} == {"number", "text", "yes_no", "choice", "date"}
    assert fields["plano-desejado"].options[0] == "300 Mega" and "SUP-003" in fields["potencia-optica"].types


def test_a_custom_field_of_an_unknown_type_is_named(tmp_path: Path) -> None:
    folder = copy_with(tmp_path, "custom_fields.csv", ";SUP-013,", ";SUP-999,")
    with pytest.raises(ValueError, match="custom_fields.csv, line 4"):
        read_seed(folder)
