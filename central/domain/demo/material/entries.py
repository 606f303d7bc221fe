"""The demo's material as plain frozen records."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompanyName:
    """An invented company: what its front says and what its registry says."""

    trade: str
    legal: str


@dataclass(frozen=True, slots=True)
class City:
    """A city with what its addresses and phones need; `place` is the local that serves it."""

    name: str
    state: str
    ibge_code: str
    ddd: str
    postal_code_start: str
    time_zone: str
    place: str
    weight: int


@dataclass(frozen=True, slots=True)
class UsedMaterial:
    """A material that technicians use, with the least and most of one visit."""

    name: str
    unit: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Collaborator:
    """Somebody who works at the provider; the first team is the main one."""

    login: str
    name: str
    profile: str
    teams: tuple[str, ...]
    leads: tuple[str, ...]
    is_technician: bool
    is_effective: bool


@dataclass(frozen=True, slots=True)
class TicketText:
    """What a protocol is opened with; the title has no placeholders."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Handover:
    """What a forwarding says: what was already done, what is expected."""

    done: str
    expected: str


@dataclass(frozen=True, slots=True)
class GroupTexts:
    """What is written along the way in the protocols of a group; `technician` may be empty."""

    public_reports: tuple[str, ...]
    private_reports: tuple[str, ...]
    technician: tuple[str, ...]
    handovers: tuple[Handover, ...]
    closing: tuple[str, ...]
    waiting: tuple[str, ...]
    reopening: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoMaterial:
    """All of it, every reference to the catalogue checked.

    `ticket_texts` goes by the code of the type, `group_texts` by the name of the group,
    `activity_texts` by the code of the motivo.
    """

    female_names: tuple[str, ...]
    male_names: tuple[str, ...]
    surnames: tuple[str, ...]
    companies: tuple[CompanyName, ...]
    streets: tuple[str, ...]
    districts: tuple[str, ...]
    references: tuple[str, ...]
    cities: tuple[City, ...]
    materials: tuple[UsedMaterial, ...]
    collaborators: tuple[Collaborator, ...]
    ticket_texts: dict[str, tuple[TicketText, ...]]
    group_texts: dict[str, GroupTexts]
    activity_texts: dict[str, tuple[str, ...]]
