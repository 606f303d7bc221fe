"""What is asked before a person goes out of use or loses roles, by subjects that know more than this one."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from central.domain.people.models import Person

_CHECKS: list[str] = []
_ROLE_CHECKS: list[str] = []


def ask_before_leaving(check: str) -> None:
    """Have a check, by its dotted path, asked from now on; done once, at the start."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def check_may_leave(person: "Person") -> None:
    """Raises the refusal of the first subject that objects to the person's going out of use."""
    for check in _CHECKS:
        import_string(check)(person)


def ask_before_losing_roles(check: str) -> None:
    """Have a check of the roles that a person loses, by its dotted path, asked from now on."""
    if check not in _ROLE_CHECKS:
        _ROLE_CHECKS.append(check)


def check_may_lose_roles(person: "Person", lost: Collection[str]) -> None:
    """Raises the refusal of the first subject that objects to the person's losing these roles."""
    for check in _ROLE_CHECKS:
        import_string(check)(person, lost)
