"""The seed of the service catalogue, and what types ask of their openings."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from central.domain.catalog.seed.entries import Seed
from central.domain.catalog.seed.reader import FOLDER
from central.domain.catalog.seed.tables import read_table, unique

RULES = ("allow", "warn", "refuse")


@dataclass(frozen=True, slots=True)
class SeedCatalog:
    """A Catálogo, offered by all types of some groups."""

    code: str
    name: str
    groups: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class SeedLevel:
    """An entry of the second or third level under the code of the level above."""

    code: str
    above: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class SeedOpening:
    """What a type asks of its opening."""

    type: str
    opening_checklist: str | None
    contract_rule: str
    requires_problem: bool
    default_description: str


@dataclass(frozen=True, slots=True)
class SeedServices:
    """The three levels and the openings."""

    catalogs: tuple[SeedCatalog, ...]
    items: tuple[SeedLevel, ...]
    classes: tuple[SeedLevel, ...]
    openings: tuple[SeedOpening, ...]


def read_services(seed: Seed, checklists: Collection[str], folder: Path = FOLDER) -> SeedServices:
    """The service catalogue of a folder beside its seed; raises `ValueError` naming file and line."""
    groups, types = set(seed.group_of_prefix.values()), {one.code for one in seed.ticket_types}
    catalogs = tuple(
        SeedCatalog(row.text("code"), row.text("name"), row.many("groups", groups), position)
        for position, row in enumerate(
            unique(read_table(folder / "service_catalogs.csv", ("code", "name", "groups")), "code"), 1
        )
    )
    items = read_levels(folder / "service_items.csv", "catalog", {one.code for one in catalogs})
    classes = read_levels(folder / "service_classes.csv", "item", {one.code for one in items})
    columns = ("type", "opening_checklist", "contract_rule", "requires_problem", "default_description")
    openings = tuple(
        SeedOpening(
            type=row.one_of("type", types),
            opening_checklist=row.optional_one_of("opening_checklist", checklists),
            contract_rule=row.one_of("contract_rule", RULES),
            requires_problem=row.flag("requires_problem"),
            default_description=row.optional("default_description").replace(" | ", "\n"),
        )
        for row in unique(read_table(folder / "type_openings.csv", columns), "type")
    )
    return SeedServices(catalogs, items, classes, openings)


def read_levels(path: Path, above: str, known: Collection[str]) -> tuple[SeedLevel, ...]:
    """The entries of one level, each under one of the level above."""
    rows = unique(read_table(path, (above, "code", "name")), "code")
    return tuple(
        SeedLevel(row.text("code"), row.one_of(above, known), row.text("name"), position)
        for position, row in enumerate(rows, 1)
    )
