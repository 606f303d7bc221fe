"""Changing the company's parameters."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from central.domain.company.declared import (
    BY_KEY,
    CHOICE,
    CNPJ,
    EMAIL,
    LONG_TEXT,
    NUMBER,
    PARAMETERS,
    PHONE,
    Parameter,
)
from central.domain.company.events import ParameterChanged
from central.domain.company.models import ParameterValue
from central.domain.company.operations import checked_document, checked_phone
from central.domain.company.parameters import forget, stored_values, text_of
from central.domain.people.documents import format_document
from central.foundation.actor import Actor, Reach
from central.foundation.errors import Conflict, Invalid, NotAllowed
from central.foundation.events.publishing import publish
from central.foundation.lines import one_line
from central.foundation.operation import operation

MANAGE = "registry.manage"


def can_set_parameters(actor: Actor) -> bool:
    """Whether the actor sees and changes the parameters: they hold for the whole company."""
    return actor.reach(MANAGE) is Reach.ALL


def check_can_set_parameters(actor: Actor) -> None:
    """Raises `NotAllowed` when the actor may not see or change the parameters."""
    if not can_set_parameters(actor):
        raise NotAllowed(_("Your profile cannot change the parameters of the company."))


@operation
def set_parameters(
    *, actor: Actor, values: Mapping[str, str], seen: Mapping[str, str] | None = None, once: str = ""
) -> tuple[str, ...]:
    """Set parameters of the company; answers the keys that changed.

    Raises `Invalid` with the keys of the parameters, `Conflict` when one is no longer as it was `seen`.
    """
    check_can_set_parameters(actor)
    checked = check_values(values)
    changed = []
    for key, value in checked.items():
        if not value and not ParameterValue.objects.filter(key=key).exists():
            continue
        row, _made = ParameterValue.objects.select_for_update(no_key=True).get_or_create(key=key)
        before = row.value
        if before == value:
            continue
        if seen is not None and key in seen and seen[key] != before:
            raise Conflict(
                _("%(name)s was changed meanwhile to “%(value)s”. Nothing was saved; look and save again.")
                % {"name": BY_KEY[key].label, "value": before}
            )
        row.value = value
        row.save(update_fields=["value"])
        publish(ParameterChanged(changes={key: (before, value)}), actor=actor, subject=row)
        changed.append(key)
    forget()
    return tuple(changed)


def check_values(values: Mapping[str, str]) -> dict[str, str]:
    """The values as they are stored, those of unknown keys left out; raises `Invalid`."""
    errors: dict[str, str] = {}
    checked: dict[str, str] = {}
    for parameter in PARAMETERS:
        if parameter.key not in values:
            continue
        try:
            checked[parameter.key] = check_value(parameter, values[parameter.key])
        except Invalid as error:
            errors[parameter.key] = str(error.message)
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    return checked


def check_value(parameter: Parameter, text: str) -> str:
    """One value as it is stored, empty for the default; raises `Invalid`."""
    if parameter.kind == LONG_TEXT:
        return check_long(parameter, text)
    longest = 20 if parameter.kind == NUMBER else parameter.most
    line = one_line(text, field=parameter.key, longest=longest, required=False)
    if not line:
        return ""
    if parameter.kind == CHOICE and line not in dict(parameter.choices):
        raise Invalid(_("Choose one of the list."), field=parameter.key)
    if parameter.kind == NUMBER:
        return check_number(parameter, line)
    if parameter.kind in CHECKS:
        return CHECKS[parameter.kind](line)
    return line


def check_number(parameter: Parameter, line: str) -> str:
    """A whole number within the range; raises `Invalid`."""
    number = int(line) if line.isascii() and line.isdigit() else -1
    if not parameter.least <= number <= parameter.greatest:
        raise Invalid(
            _("Give a whole number from %(least)s to %(most)s.")
            % {"least": parameter.least, "most": parameter.greatest},
            field=parameter.key,
        )
    return str(number)


def check_long(parameter: Parameter, text: str) -> str:
    """A text of several lines, each without needless spaces; raises `Invalid`."""
    lines = [
        one_line(line, field=parameter.key, longest=parameter.most, required=False)
        for line in text.splitlines()
    ]
    whole = "\n".join(lines).strip()
    if len(whole) > parameter.most:
        raise Invalid(_("Use at most %(count)d characters.") % {"count": parameter.most}, field=parameter.key)
    return whole


def check_email(line: str) -> str:
    """An e-mail address; raises `Invalid`."""
    try:
        validate_email(line)
    except ValidationError:
        raise Invalid(_("This is not an e-mail. Write it like nome@empresa.com.br.")) from None
    return line


CHECKS = {CNPJ: checked_document, PHONE: checked_phone, EMAIL: check_email}


def parameters_shown(actor: Actor) -> list[tuple[Parameter, str, str, int | None]]:
    """The parameters with what was set, what holds, and the id of the stored row; raises `NotAllowed`."""
    check_can_set_parameters(actor)
    ids = dict(ParameterValue.objects.values_list("key", "pk"))
    stored = stored_values()
    return [(p, stored.get(p.key, ""), shown_value(p, text_of(p.key)), ids.get(p.key)) for p in PARAMETERS]


def shown_value(parameter: Parameter, value: str) -> str:
    """A stored value as people type it."""
    return format_document(value) if parameter.kind == CNPJ else value
