"""The short lists that the law and the trade fix: what a person, a phone, an address, a file may be."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

ROLE_NAMES: dict[str, str | Promise] = {
    "client": gettext_lazy("Client"),
    "collaborator": gettext_lazy("Collaborator"),
    "technician": gettext_lazy("Technician"),
    "effective": pgettext_lazy("role", "Effective"),
    "supervisor": gettext_lazy("Supervisor"),
    "supplier": gettext_lazy("Supplier"),
    "seller": gettext_lazy("Seller"),
    "carrier": pgettext_lazy("role", "Carrier"),
    "candidate": pgettext_lazy("role", "Candidate"),
    "competitor": gettext_lazy("Competitor"),
    "expert": pgettext_lazy("role", "Expert"),
    "house_lawyer": gettext_lazy("House lawyer"),
}
"""What a person may be to the company, by the code of `ROLES`, in the order of screens."""


class Gender(models.TextChoices):
    """How a person says to be addressed in documents."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class CivilStatus(models.TextChoices):
    """Marital status as contracts name it."""

    SINGLE = "single"
    MARRIED = "married"
    STABLE_UNION = "stable_union"
    SEPARATED = "separated"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


class ContractStanding(models.TextChoices):
    """How the contract of a client stands, as far as the desk must know it."""

    REGULAR = "regular", pgettext_lazy("contract", "Regular")
    BLOCKED = "blocked", pgettext_lazy("contract", "Blocked")
    SUSPENDED = "suspended", pgettext_lazy("contract", "Suspended")


class IdentityKind(models.TextChoices):
    """What kind of identity document the number is of."""

    RG = "rg"
    PASSPORT = "passport"
    CRNM = "crnm"
    OTHER = "other"


class StateRegistrationKind(models.TextChoices):
    """Whether a company pays the state tax (ICMS), as fiscal documents ask."""

    CONTRIBUTOR = "contributor"
    EXEMPT = "exempt"
    NOT_CONTRIBUTOR = "not_contributor"


class PhoneUse(models.TextChoices):
    """What a phone of a person is for."""

    PERSONAL = "personal"
    COMMERCIAL = "commercial"
    MESSAGE = "message"
    FAX = "fax"


class PropertyKind(models.TextChoices):
    """What stands at an address."""

    HOUSE = "house"
    APARTMENT = "apartment"
    BUSINESS = "business"
    RURAL = "rural"
    PUBLIC = "public"
    LAND = "land"


class FileKind(models.TextChoices):
    """What a file kept of a person is."""

    IDENTITY = "identity"
    CPF = "cpf"
    DRIVING_LICENCE = "driving_licence"
    RESIDENCE = "residence"
    CONTRACT = "contract"
    POWER_OF_ATTORNEY = "power_of_attorney"
    ARTICLES = "articles"
    OTHER = "other"


class ConsentPurpose(models.TextChoices):
    """What a person agrees to; what contract or law covers needs no consent."""

    MARKETING = "marketing"
    WHATSAPP_OFFERS = "whatsapp_offers"
    SURVEYS = "surveys"
    PARTNERS = "partners"
    IMAGE = "image"


class ConsentChannel(models.TextChoices):
    """How a consent was given or withdrawn."""

    PHONE = "phone"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    IN_PERSON = "in_person"
    PAPER = "paper"
    WEBSITE = "website"
