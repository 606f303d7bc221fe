"""Knowing a demo from an installation: facts on the first Local say that it was begun and loaded."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.db import transaction

from central.domain.company.models import CompanyPlace
from central.domain.people.models import Person
from central.foundation.actor import SYSTEM
from central.foundation.events.models import EventRecord
from central.foundation.events.publishing import Event, publish


class Sized(Protocol):
    """How much is loaded."""

    @property
    def persons(self) -> int: ...

    @property
    def protocols(self) -> int: ...

    @property
    def seed(self) -> int: ...


@dataclass(frozen=True, slots=True)
class DemoStarted(Event):
    """The loading of the demonstration began."""

    subject_kind = "companyplace"
    persons: int
    protocols: int
    seed: int


@dataclass(frozen=True, slots=True)
class DemoLoaded(Event):
    """The demonstration is complete."""

    subject_kind = "companyplace"
    persons: int
    protocols: int
    seed: int


class DemoState(StrEnum):
    """What a database holds."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    LOADED = "loaded"
    FOREIGN = "foreign"


def mark(size: Sized, *, is_loaded: bool) -> None:
    """Write the fact that tells a demo from an installation."""
    fact = DemoLoaded if is_loaded else DemoStarted
    with transaction.atomic():
        place = CompanyPlace.objects.select_for_update().order_by("pk")[0]
        publish(fact(size.persons, size.protocols, size.seed), actor=SYSTEM, subject=place)


def state() -> DemoState:
    """Whether the database is empty, a demo, one whose loading was cut off, or somebody's own."""
    names = set(
        EventRecord.objects.filter(
            subject_kind="companyplace", name__in=["DemoStarted", "DemoLoaded"]
        ).values_list("name", flat=True)
    )
    if "DemoLoaded" in names:
        return DemoState.LOADED
    if "DemoStarted" in names:
        return DemoState.UNFINISHED
    return DemoState.FOREIGN if Person.objects.exists() else DemoState.EMPTY
