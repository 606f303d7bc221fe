"""The words of the screen for what is stored by code: choices, parts of a person, facts."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.people.changes import PART_NAMES
from central.domain.people.choices import ROLE_NAMES, ContractStanding

KINDS = [("individual", _("Natural")), ("company", pgettext_lazy("kind of person", "Legal"))]
ROLES = list(ROLE_NAMES.items())
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
FILE_KINDS = [
    ("identity", _("RG or identity card")),
    ("cpf", _("CPF card")),
    ("driving_licence", _("Driving licence")),
    ("residence", _("Proof of residence")),
    ("contract", _("Signed contract")),
    ("power_of_attorney", _("Power of attorney")),
    ("articles", _("Articles of association")),
    ("other", pgettext_lazy("file", "Other")),
]
CONSENT_PURPOSES = [
    ("marketing", _("Offers and news")),
    ("whatsapp_offers", _("Offers by WhatsApp")),
    ("surveys", _("Satisfaction surveys")),
    ("partners", _("Sharing with partners")),
    ("image", _("Use of image and voice")),
]
CONSENT_CHANNELS = [
    ("phone", pgettext_lazy("channel", "Phone")),
    ("whatsapp", _("WhatsApp")),
    ("email", pgettext_lazy("channel", "E-mail")),
    ("in_person", _("In person")),
    ("paper", _("Signed paper")),
    ("website", _("Website or portal")),
]
FACT_NAMES = {
    "PersonRegistered": _("registered this person"),
    "PersonUpdated": _("changed"),
    "PersonActivated": _("made this person active"),
    "PersonDeactivated": _("made this person inactive"),
    "PersonDocumentRevealed": _("looked at the whole document"),
    "ContactAdded": _("added a contact"),
    "ContactChanged": _("changed a contact"),
    "ContactRetired": _("put a contact out of use"),
    "AddressAdded": _("added an address"),
    "AddressChanged": _("changed an address"),
    "AddressRemoved": _("took out an address"),
    "PersonFileAdded": _("kept a document"),
    "PersonFileRemoved": _("took out a document"),
    "PersonFileOpened": _("opened a document"),
    "ConsentGiven": _("recorded a consent"),
    "ConsentWithdrawn": _("recorded the withdrawal of a consent"),
    "PersonMerged": _("merged this person into another one"),
    "PersonAbsorbed": _("merged another person into this one"),
    "PersonMergeUndone": _("undid a merging of this person"),
    "DuplicateDismissed": _("said that this person and another are not the same"),
    "DuplicateProposedAgain": _("proposed this person and another as duplicates again"),
    "MemberAdded": _("put this person into a team"),
    "MemberChanged": _("changed the place of this person in a team"),
    "MemberRemoved": _("took this person out of a team"),
}
READINGS = frozenset({"PersonDocumentRevealed", "PersonFileOpened"})
NAMES_BY_PART = {
    "kind": dict(KINDS),
    "gender": dict(GENDERS),
    "civil_status": dict(CIVIL_STATUSES),
    "contract_standing": dict(ContractStanding.choices),
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
    if part in {"files", "consents"}:
        code, dot, rest = text.partition(" · ")
        words: dict[str, Any] = dict(FILE_KINDS if part == "files" else CONSENT_PURPOSES)
        shown = dict(CONSENT_CHANNELS).get(rest, rest) if part == "consents" else rest
        return f"{words.get(code, code)}{dot}{shown}"
    names: dict[str, Any] = NAMES_BY_PART.get(part, {})
    return str(names.get(text, text))


def name_of(choices: list[tuple[str, Any]], code: str) -> str:
    """The label of a choice, '' for none."""
    return str(dict(choices).get(code, ""))
