"""`@operation`: one business change, in one transaction, known to the registry.

An operation takes keyword arguments only, the actor first, ids rather than objects. With
`once=<key>` it is done a single time for that key: the key is spent in the same transaction,
and sending it again raises `AlreadyDone` with the id of what was made the first time.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from central.foundation.errors import AlreadyDone, Invalid
from central.foundation.inserting import insert_new
from central.foundation.once.models import LONGEST_KEY, SpentKey

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class RegisteredOperation:
    """What the generated map and the completeness tests know of an operation."""

    name: str
    subject: str
    module: str
    summary: str


REGISTRY: dict[str, RegisteredOperation] = {}


def operation(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function an operation: registered, transactional, repeatable by key."""
    check_shape(function)
    name = function.__name__
    takes_key = "once" in inspect.signature(function).parameters
    summary = (inspect.getdoc(function) or "").partition("\n")[0]
    subject = function.__module__.removeprefix("central.domain.").partition(".")[0]
    REGISTRY[f"{subject}.{name}"] = RegisteredOperation(name, subject, function.__module__, summary)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        key = kwargs.get("once") if takes_key else None
        with transaction.atomic():
            spent = spend_key(str(key), name, kwargs) if key else None
            result = function(*args, **kwargs)
            if spent is not None:
                SpentKey.objects.filter(pk=spent).update(result_id=getattr(result, "pk", None))
            return result

    return run


def check_shape(function: Callable[..., Any]) -> None:
    """Refuse at import time what is not shaped as an operation."""
    parameters = list(inspect.signature(function).parameters.values())
    if not parameters or parameters[0].name != "actor":
        raise TypeError(f"{function.__qualname__}: an operation takes the actor first")
    if any(parameter.kind is not parameter.KEYWORD_ONLY for parameter in parameters):
        raise TypeError(f"{function.__qualname__}: an operation takes keyword arguments only")
    if not inspect.getdoc(function):
        raise TypeError(f"{function.__qualname__}: an operation says in a docstring what it does")


def spend_key(key: str, name: str, kwargs: dict[str, Any]) -> int:
    """Spend a key inside the open transaction; raise `AlreadyDone` when it was spent before."""
    if len(key) > LONGEST_KEY:
        raise Invalid(_("This form cannot be read. Open the page again."))
    actor = kwargs.get("actor")
    user_id = getattr(actor, "user_id", None)
    spent = SpentKey(key=key, operation=name, user_id=user_id, spent_at=timezone.now())
    if insert_new(spent):
        return int(spent.pk)
    earlier = SpentKey.objects.filter(key=key, operation=name).first()
    raise AlreadyDone(_("This was already sent."), result_id=earlier.result_id if earlier else None)
