"""Sealing: the one spelling of a record, and what changes its hash."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from central.foundation.events.chain import canonical, seal, text_hash

RECORD: dict[str, Any] = {
    "previous_hash": "",
    "subject_kind": "ticket",
    "subject_id": 7,
    "sequence": 1,
    "name": "TicketOpened",
    "at": datetime(2026, 11, 24, 12, 30, 0, 5, tzinfo=UTC),
    "user_id": 1,
    "person_id": 2,
    "team_id": None,
    "is_private": False,
    "payload": {"protocol": 1_000_001, "title": "Sem conexão"},
}


def test_keys_are_sorted_and_accents_kept():
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


def test_the_same_moment_in_another_zone_is_the_same_record():
    brasilia = timezone(timedelta(hours=-3))
    assert seal(**{**RECORD, "at": RECORD["at"].astimezone(brasilia)}) == seal(**RECORD)


def test_the_order_of_the_payload_does_not_matter():
    turned = dict(reversed(list(RECORD["payload"].items())))
    assert seal(**{**RECORD, "payload": turned}) == seal(**RECORD)


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("previous_hash", "ab" * 32),
        ("subject_kind", "person"),
        ("subject_id", 8),
        ("sequence", 2),
        ("name", "TicketClosed"),
        ("at", datetime(2026, 11, 24, 12, 30, 0, 6, tzinfo=UTC)),
        ("user_id", None),
        ("person_id", 3),
        ("team_id", 1),
        ("is_private", True),
        ("payload", {"protocol": 1_000_001, "title": "Sem conexao"}),
    ],
)
def test_every_part_counts(part, other):
    assert seal(**{**RECORD, part: other}) != seal(**RECORD)


def test_a_hash_that_was_once_written_stays_right():
    assert seal(**RECORD) == "2ebd0f91fec14d00790a9a929f04ab9620a77ec3d492a0268c4607307717dde9"


def test_a_text_is_known_by_a_short_hash():
    assert text_hash("relato") == text_hash("relato")
    assert len(text_hash("relato")) == 32
    assert text_hash("relato") != text_hash("Relato")
