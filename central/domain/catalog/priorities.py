"""The scale of urgency by the names that the company gives it; the rank is what protocols keep."""

from collections.abc import Iterator, Sequence
from typing import Any, overload

from central.domain.catalog.models import Priority, PriorityStep


def steps() -> list[PriorityStep]:
    """The steps from the lowest to the highest; one query."""
    return list(PriorityStep.objects.order_by("rank"))


def default_rank() -> int:
    """The priority that an opening starts with."""
    found = PriorityStep.objects.filter(is_default=True).values_list("rank", flat=True).first()
    return int(Priority.NORMAL) if found is None else found


def is_offered(rank: int) -> bool:
    """Whether a protocol may be given this priority."""
    return PriorityStep.objects.filter(rank=rank, is_active=True).exists()


class StepChoices(Sequence[tuple[int, str]]):
    """The choices of a field by the names of today."""

    def __iter__(self) -> Iterator[tuple[int, str]]:
        return iter([(step.rank, step.name) for step in steps()])

    def __len__(self) -> int:
        return len(Priority)

    @overload
    def __getitem__(self, at: int) -> tuple[int, str]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[int, str]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return [*self][at]
