"""Base statuses and which may follow which: a table, read by the rules and drawn by the docs."""

from central.domain.catalog.models import BaseStatus as B

ACTIVE = frozenset({B.OPEN, B.IN_PROGRESS, B.WAITING, B.SCHEDULED})
"""Somebody still has to work; the deadline runs."""

OPEN = ACTIVE | {B.TECH_CLOSED}
"""Not finally ended; in the lists of open protocols."""

ENDED = frozenset({B.CLOSED, B.CANCELLED})

FOLLOWS: dict[B, frozenset[B]] = {
    B.OPEN: ACTIVE | {B.TECH_CLOSED, B.CLOSED, B.CANCELLED},
    B.IN_PROGRESS: ACTIVE | {B.TECH_CLOSED, B.CLOSED, B.CANCELLED},
    B.WAITING: ACTIVE | {B.TECH_CLOSED, B.CLOSED, B.CANCELLED},
    B.SCHEDULED: ACTIVE | {B.TECH_CLOSED, B.CLOSED, B.CANCELLED},
    B.TECH_CLOSED: frozenset({B.TECH_CLOSED, B.IN_PROGRESS, B.CLOSED}),
    B.CLOSED: frozenset({B.IN_PROGRESS}),
    B.CANCELLED: frozenset({B.IN_PROGRESS}),
}


def may_follow(before: str, after: str) -> bool:
    """Whether a protocol may go from one base status to the other."""
    return B(after) in FOLLOWS[B(before)]


def is_open(base_status: str) -> bool:
    """Whether a protocol in this base status is in the lists of open ones."""
    return B(base_status) in OPEN


def is_active(base_status: str) -> bool:
    """Whether the deadline of a protocol in this base status runs."""
    return B(base_status) in ACTIVE
