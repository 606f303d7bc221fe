"""Making Locais and changing what they are."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from central.domain.calendars.zones import STATES, zone_of
from central.domain.company import rules
from central.domain.company.events import PlaceCreated, PlaceUpdated, Plain
from central.domain.company.models import CompanyPlace
from central.domain.people.documents import normalise_document, validate_cnpj
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.lines import line_or_error, one_line
from central.foundation.operation import operation

LINES = (("code", 20, True), ("name", 120, True), ("trade_name", 120, False), ("city", 80, True))
"""The one-line texts: name of the field, greatest length, whether it must be filled."""
FEWEST_DIGITS = 8


@dataclass(frozen=True, slots=True)
class PlaceInput:
    """What a Local is: names, CNPJ, city with its UF, phone; the time zone follows from the UF."""

    code: str
    name: str
    trade_name: str = ""
    document: str = ""
    city: str = ""
    state: str = ""
    phone: str = ""
    is_active: bool = True


def checked(given: PlaceInput, place: CompanyPlace | None) -> dict[str, Plain]:
    """The values of a Local as they are stored; raises `Invalid` with a sentence at each wrong field."""
    errors: dict[str, str] = {}
    values: dict[str, Plain] = {"is_active": given.is_active}
    for field, longest, required in LINES:
        values[field] = line_or_error(
            getattr(given, field), errors, field=field, longest=longest, required=required
        )
    others = CompanyPlace.objects.exclude(pk=place.pk if place else 0)
    if "code" not in errors and others.filter(code__iexact=str(values["code"])).exists():
        errors["code"] = _("Another Local has this code.")
    for field, check in (("document", checked_document), ("state", checked_state), ("phone", checked_phone)):
        try:
            values[field] = check(getattr(given, field))
        except Invalid as error:
            errors[field] = str(error.message)
    number = values.get("document")
    if number and others.filter(document=number).exists():
        errors["document"] = _("Another Local has this CNPJ.")
    if errors:
        raise Invalid(_("Some fields need mending."), errors=errors)
    if place is None or place.state != values["state"]:
        zone = zone_of(str(values["state"]))
        assert zone is not None
        values["time_zone"] = zone.key
    return values


def checked_document(text: str) -> str:
    """A CNPJ as it is stored, '' for none; raises `Invalid`."""
    return validate_cnpj(text) if normalise_document(text) else ""


def checked_state(text: str) -> str:
    """A UF; raises `Invalid`."""
    if text not in STATES:
        raise Invalid(_("Choose the state."), field="state")
    return text


def checked_phone(text: str) -> str:
    """A phone as it is printed, '' for none; raises `Invalid`."""
    line = one_line(text, field="phone", longest=30, required=False)
    if line and sum(letter.isascii() and letter.isdigit() for letter in line) < FEWEST_DIGITS:
        raise Invalid(_("Type the whole number, with its area code."), field="phone")
    return line


@operation
def create_place(*, actor: Actor, place: PlaceInput, once: str = "") -> CompanyPlace:
    """Make a Local; raises `Invalid` for a code or CNPJ that another one has."""
    rules.check_can_manage_places(actor)
    made = CompanyPlace.objects.create(**checked(place, None))
    publish(PlaceCreated(code=made.code), actor=actor, subject=made)
    return made


@operation
def update_place(
    *, actor: Actor, place_id: int, place: PlaceInput, seen: int | None = None, once: str = ""
) -> CompanyPlace:
    """Change a Local; raises `Conflict` when it was changed meanwhile, or is the last one in use."""
    rules.check_can_manage_places(actor)
    stored = CompanyPlace.objects.select_for_update(no_key=True).filter(pk=place_id).first()
    if stored is None:
        raise NotFound(_("This Local does not exist."))
    rules.check_unchanged(stored, seen)
    values = checked(place, stored)
    if stored.is_active and not values["is_active"]:
        rules.check_not_the_last(stored)
    before = {name: getattr(stored, name) for name in values if getattr(stored, name) != values[name]}
    if not before:
        return stored
    after = {name: values[name] for name in before}
    for name, value in after.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(after))
    publish(PlaceUpdated(before=before, after=after), actor=actor, subject=stored)
    return stored
