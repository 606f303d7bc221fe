"""What else is known of a person, checked: identity, registrations of companies, the other e-mails."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from central.domain.people.check import Check
from central.domain.people.choices import CivilStatus, Gender, IdentityKind, StateRegistrationKind
from central.domain.people.inputs import PersonDetails, PersonInput
from central.domain.people.models import Person, PersonKind

MOST_EMAILS = 10
EXEMPT = "ISENTO"
OF_NATURAL_PERSONS = (
    *("gender", "civil_status", "parents_name", "identity_kind", "identity_number", "identity_issuer"),
)
DETAIL_FIELDS = (
    *OF_NATURAL_PERSONS,
    *("state_registration_kind", "state_registration", "municipal_registration", "invoice_email"),
)


def details_of(person: Person, emails: Sequence[str]) -> PersonDetails:
    """The stored details of a person with its other e-mails, as they would be given again."""
    return PersonDetails(
        gender=person.gender,
        civil_status=person.civil_status,
        parents_name=person.parents_name,
        identity_kind=person.identity_kind,
        identity_number=None,
        identity_issuer=person.identity_issuer,
        state_registration_kind=person.state_registration_kind,
        state_registration=person.state_registration,
        municipal_registration=person.municipal_registration,
        invoice_email=person.invoice_email,
        emails=tuple(emails),
    )


def check_details(check: Check, given: PersonInput, stored: Person | None) -> dict[str, str | date | None]:
    """The details by column; those of natural persons are taken from companies."""
    details = given.details
    fields: dict[str, str | date | None] = {
        "parents_name": check.text("parents_name", details.parents_name, 200),
        "gender": check.choice("gender", details.gender, Gender.values),
        "civil_status": check.choice("civil_status", details.civil_status, CivilStatus.values),
        **check_identity(check, details, stored),
        **check_state_registration(check, details),
        "municipal_registration": check.text("municipal_registration", details.municipal_registration, 20),
        "invoice_email": check.email("invoice_email", details.invoice_email),
    }
    if given.kind == PersonKind.COMPANY:
        fields |= dict.fromkeys(OF_NATURAL_PERSONS, "")
    return fields


def check_identity(check: Check, details: PersonDetails, stored: Person | None) -> dict[str, str]:
    """The identity document: kind and number go together."""
    kind = check.choice("identity_kind", details.identity_kind, IdentityKind.values)
    issuer = check.text("identity_issuer", details.identity_issuer, 30)
    if not kind and details.identity_number is None and not issuer:
        return {"identity_kind": "", "identity_number": "", "identity_issuer": ""}
    typed = details.identity_number
    if typed is None:
        typed = stored.identity_number if stored else ""
    number = check.text("identity_number", typed, 30)
    if kind and not number:
        check.errors.setdefault("identity_number", _("Write the number of the identity document."))
    if (number or issuer) and not kind:
        check.errors.setdefault("identity_kind", _("Choose which document this is."))
    return {
        "identity_kind": kind,
        "identity_number": number,
        "identity_issuer": issuer,
    }


def check_state_registration(check: Check, details: PersonDetails) -> dict[str, str]:
    """The state registration and its kind; the 27 formats of the states are not checked, only the pair."""
    kind = check.choice(
        "state_registration_kind", details.state_registration_kind, StateRegistrationKind.values
    )
    number = check.text("state_registration", details.state_registration, 20)
    if number.upper() == EXEMPT and kind in {"", StateRegistrationKind.EXEMPT}:
        kind, number = str(StateRegistrationKind.EXEMPT), ""
    if number and kind == StateRegistrationKind.EXEMPT:
        check.errors["state_registration"] = _("Who is exempt has no number: leave it empty.")
    if number and not kind:
        check.errors["state_registration_kind"] = _("Say whether the company pays ICMS.")
    if kind == StateRegistrationKind.CONTRIBUTOR and not number:
        check.errors["state_registration"] = _("Write the state registration.")
    return {"state_registration_kind": kind, "state_registration": number}


def check_emails(check: Check, given: PersonInput) -> tuple[str, ...]:
    """The other e-mails, each right and none twice, nor the main one again."""
    seen = {given.email.strip().lower()} - {""}
    clean = []
    for position, typed in enumerate(given.details.emails):
        key = f"emails.{position}"
        email = check.email(key, typed)
        if not email:
            continue
        if email in seen:
            check.errors[key] = _("This e-mail is already in the list.")
        if position >= MOST_EMAILS:
            check.errors[key] = _("A person has at most %(count)d other e-mails.") % {"count": MOST_EMAILS}
        seen.add(email)
        clean.append(email)
    return tuple(clean)
