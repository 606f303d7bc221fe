"""What is given of a person, before anything is checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

ROLES = (
    *("client", "collaborator", "effective", "technician", "supervisor", "supplier", "seller", "carrier"),
    *("candidate", "competitor", "expert", "house_lawyer"),
)


@dataclass(frozen=True, slots=True)
class PhoneInput:
    """A phone as typed."""

    typed: str
    has_whatsapp: bool = False
    is_main: bool = False
    use: str = "personal"


@dataclass(frozen=True, slots=True)
class ContactInput:
    """A contact as typed; with the id of the one it changes, without for a new one."""

    id: int | None = None
    name: str = ""
    role: str = ""
    email: str = ""
    phones: Sequence[PhoneInput] = ()
    notes: str = ""
    is_main: bool = False
    receives_notices: bool = False


@dataclass(frozen=True, slots=True)
class AddressInput:
    """An address as typed; with the id of the one it changes, without for a new one."""

    id: int | None = None
    kind: str = "main"
    street: str = ""
    number: str = ""
    complement: str = ""
    district: str = ""
    reference: str = ""
    postal_code: str = ""
    city: str = ""
    city_ibge_code: str = ""
    state: str = ""
    is_main: bool = False
    property_kind: str = ""
    coordinates: str = ""


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What else is known of a person. `identity_number` None keeps the stored number."""

    gender: str = ""
    civil_status: str = ""
    parents_name: str = ""
    identity_kind: str = ""
    identity_number: str | None = ""
    identity_issuer: str = ""
    state_registration_kind: str = ""
    state_registration: str = ""
    municipal_registration: str = ""
    invoice_email: str = ""
    emails: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PersonInput:
    """A person as typed. `document` None keeps the stored document, '' takes it away."""

    kind: str
    name: str
    document: str | None = None
    no_document_reason: str = ""
    social_name: str = ""
    trade_name: str = ""
    email: str = ""
    birth_date: date | None = None
    roles: frozenset[str] = frozenset()
    phones: Sequence[PhoneInput] = ()
    contacts: Sequence[ContactInput] = ()
    addresses: Sequence[AddressInput] = ()
    notes: str = ""
    details: PersonDetails = PersonDetails()
