"""Every operation is known to a test and to a door, and every fact has its reader."""

from pathlib import Path

import pytest
from django.utils.module_loading import import_string

from central.doors.console.management.commands.build_docs import import_domain
from central.foundation.events.publishing import EVENTS
from central.foundation.operation import REGISTRY
from central.reactions.table import TABLE

ROOT = Path(__file__).resolve().parents[2]

import_domain()


def text_of(folder: str) -> str:
    """All Python text below a folder."""
    return "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / folder).rglob("*.py"))


TESTS, DOORS = text_of("tests/domain"), text_of("central/doors") + text_of("central/domain/demo")


@pytest.mark.parametrize("key", sorted(REGISTRY))
def test_an_operation_has_a_test(key: str) -> None:
    assert REGISTRY[key].name in TESTS


@pytest.mark.parametrize("key", sorted(REGISTRY))
def test_an_operation_has_a_door(key: str) -> None:
    assert REGISTRY[key].name in DOORS


def test_reactions_follow_facts_that_exist() -> None:
    assert set(TABLE) <= set(EVENTS)
    for tasks in TABLE.values():
        for path in tasks:
            assert callable(import_string(path).func)
