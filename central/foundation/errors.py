"""Refusals: what the domain says when it will not do something, in words fit for the person."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise


class DomainError(Exception):
    """The base of every refusal; its message is shown to the person as it is."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotFound(DomainError):
    """The thing does not exist, or the actor may not see it: the two are told alike."""


class NotAllowed(DomainError):
    """The actor sees the thing but may not do this to it."""


class Conflict(DomainError):
    """The state of the thing, often changed by somebody else meanwhile, forbids it."""


class Stale(Conflict):
    """Others did something since the form was opened: `facts` by name, `present` the last one's number."""

    def __init__(self, message: str | Promise, *, facts: Sequence[str], present: int) -> None:
        super().__init__(message)
        self.facts, self.present = tuple(facts), present


class Invalid(DomainError):
    """Something given is wrong; `errors` maps field names to sentences ('' = the whole form)."""

    def __init__(
        self, message: str | Promise, *, field: str = "", errors: Mapping[str, str | Promise] | None = None
    ) -> None:
        super().__init__(message)
        self.errors: dict[str, str | Promise] = dict(errors) if errors else {field: message}


class AlreadyDone(DomainError):
    """The same form was sent before; `result_id` is what it made then."""

    def __init__(self, message: str | Promise, *, result_id: int | None) -> None:
        super().__init__(message)
        self.result_id = result_id
