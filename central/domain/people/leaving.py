"""What must be asked before a person is put out of use, by subjects that know more than this one."""

from typing import TYPE_CHECKING

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from central.domain.people.models import Person

_CHECKS: list[str] = []


def ask_before_leaving(check: str) -> None:
    """Have a check, by its dotted path, asked from now on; done once, at the start."""
    if check not in _CHECKS:
        _CHECKS.append(check)


def check_may_leave(person: "Person") -> None:
    """Raises the refusal of the first subject that objects to the person's going out of use."""
    for check in _CHECKS:
        import_string(check)(person)
