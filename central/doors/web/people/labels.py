"""The words of the screen for what is stored by code: choices, parts of a person, facts."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.people.changes import PART_NAMES

KINDS = [("individual", _("Natural")), ("company", pgettext_lazy("kind of person", "Legal"))]
ROLES = [
    ("client", _("Client")),
    ("collaborator", _("Collaborator")),
    ("technician", _("Technician")),
    ("effective", pgettext_lazy("role", "Effective")),
    ("supervisor", _("Supervisor")),
    ("supplier", _("Supplier")),
    ("seller", _("Seller")),
    ("carrier", pgettext_lazy("role", "Carrier")),
    ("candidate", pgettext_lazy("role", "Candidate")),
    ("competitor", _("Competitor")),
    ("expert", pgettext_lazy("role", "Expert")),
    ("house_lawyer", _("House lawyer")),
]
ROLE_NAMES = dict(ROLES)
ADDRESS_KINDS = [
    ("main", pgettext_lazy("address", "Main")),
    ("installation", pgettext_lazy("address", "Installation")),
    ("billing", pgettext_lazy("address", "Billing")),
    ("other", pgettext_lazy("address", "Other")),
]
ADDRESS_KIND_NAMES = dict(ADDRESS_KINDS)
PROPERTY_KINDS = [
    ("house", _("House")),
    ("apartment", _("Apartment")),
    ("business", _("Shop or office")),
    ("rural", _("Rural property")),
    ("public", _("Public building")),
    ("land", _("Plot of land")),
]
PHONE_USES = [
    ("personal", pgettext_lazy("phone", "Personal")),
    ("commercial", pgettext_lazy("phone", "Commercial")),
    ("message", pgettext_lazy("phone", "For messages")),
    ("fax", _("Fax")),
]
GENDERS = [
    ("female", pgettext_lazy("gender", "Female")),
    ("male", pgettext_lazy("gender", "Male")),
    ("other", pgettext_lazy("gender", "Other")),
]
CIVIL_STATUSES = [
    ("single", pgettext_lazy("marital status", "Single")),
    ("married", pgettext_lazy("marital status", "Married")),
    ("stable_union", pgettext_lazy("marital status", "Stable union")),
    ("separated", pgettext_lazy("marital status", "Separated")),
    ("divorced", pgettext_lazy("marital status", "Divorced")),
    ("widowed", pgettext_lazy("marital status", "Widowed")),
]
IDENTITY_KINDS = [
    ("rg", _("RG")),
    ("passport", _("Passport")),
    ("crnm", _("CRNM")),
    ("other", pgettext_lazy("identity document", "Other")),
]
STATE_REGISTRATION_KINDS = [
    ("contributor", _("ICMS taxpayer")),
    ("exempt", pgettext_lazy("state registration", "Exempt")),
    ("not_contributor", _("Not an ICMS taxpayer")),
]
NAMES_BY_PART = {
    "kind": dict(KINDS),
    "gender": dict(GENDERS),
    "civil_status": dict(CIVIL_STATUSES),
    "identity_kind": dict(IDENTITY_KINDS),
    "state_registration_kind": dict(STATE_REGISTRATION_KINDS),
}


def part_name(part: str) -> str:
    """The name of a part of a person, with a capital."""
    name = str(PART_NAMES.get(part, part))
    return name[:1].upper() + name[1:]


def shown_value(part: str, text: str) -> str:
    """A value of the history in the words of the screen."""
    if part == "roles":
        return ", ".join(str(ROLE_NAMES.get(role, role)) for role in text.split(",") if role)
    if part == "birth_date" and text:
        day = date.fromisoformat(text)
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    names: dict[str, Any] = NAMES_BY_PART.get(part, {})
    return str(names.get(text, text))


def name_of(choices: list[tuple[str, Any]], code: str) -> str:
    """The label of a choice, '' for none."""
    return str(dict(choices).get(code, ""))
