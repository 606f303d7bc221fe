"""Persons of every role, with the contacts, phones and addresses by which they are found."""

from django.db import models
from django.db.models import Q

from central.domain.people.choices import (
    CivilStatus,
    ConsentChannel,
    ConsentPurpose,
    ContractStanding,
    FileKind,
    Gender,
    IdentityKind,
    PhoneUse,
    PropertyKind,
    StateRegistrationKind,
)
from central.foundation.events.models import ChainedModel
from central.foundation.files.models import StoredFile


class PersonKind(models.TextChoices):
    """Natural person (CPF) or legal person (CNPJ)."""

    INDIVIDUAL = "individual"
    COMPANY = "company"


class ListEntry(ChainedModel):
    """A name that an administrator adds to and persons are classified by."""

    name = models.CharField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class PersonGroup(ListEntry):
    """A group of persons: residential, corporate, condominium…"""


class Badge(ListEntry):
    """A badge (insígnia) that stands beside the name of a person."""

    tone = models.CharField(max_length=10, default="brand")


class Region(ListEntry):
    """A sales or service region that a person belongs to."""


ROLE_INDEXES = {
    **{"client": "clients", "collaborator": "staff", "technician": "technicians", "supplier": "suppliers"},
    **{role: role for role in ("effective", "supervisor", "seller", "carrier", "candidate")},
    **{role: role for role in ("competitor", "expert", "house_lawyer")},
}
"""Each role has an index of its own, by name; the words for them in the names of the indexes."""


class Person(ChainedModel):
    """One registry for everyone: clients, collaborators, technicians, suppliers.

    `search_name` holds the folded names; `city`, `state` and `main_phone` repeat the main address
    and phone for lists and are kept by the operations; `city_key` is the folded city that lists go by.
    """

    kind = models.CharField(max_length=10, choices=PersonKind, default=PersonKind.INDIVIDUAL)
    name = models.CharField(max_length=160)
    social_name = models.CharField(max_length=160, blank=True)
    trade_name = models.CharField(max_length=160, blank=True)
    search_name = models.CharField(max_length=480)
    document = models.CharField(max_length=14, null=True, blank=True)  # noqa: DJ001  unique: none is NULL
    no_document_reason = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=160, blank=True)
    invoice_email = models.CharField(max_length=160, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    civil_status = models.CharField(max_length=12, choices=CivilStatus, blank=True)
    parents_name = models.CharField(max_length=200, blank=True)
    identity_kind = models.CharField(max_length=10, choices=IdentityKind, blank=True)
    identity_number = models.CharField(max_length=30, blank=True)
    identity_issuer = models.CharField(max_length=30, blank=True)
    state_registration_kind = models.CharField(max_length=15, choices=StateRegistrationKind, blank=True)
    state_registration = models.CharField(max_length=20, blank=True)
    municipal_registration = models.CharField(max_length=20, blank=True)
    notes = models.TextField(blank=True)
    admin_notes = models.TextField(blank=True)
    is_client = models.BooleanField(default=False)
    is_collaborator = models.BooleanField(default=False)
    is_effective = models.BooleanField(default=False)
    is_technician = models.BooleanField(default=False)
    is_supervisor = models.BooleanField(default=False)
    is_supplier = models.BooleanField(default=False)
    is_seller = models.BooleanField(default=False)
    is_carrier = models.BooleanField(default=False)
    is_candidate = models.BooleanField(default=False)
    is_competitor = models.BooleanField(default=False)
    is_expert = models.BooleanField(default=False)
    is_house_lawyer = models.BooleanField(default=False)
    groups = models.ManyToManyField(PersonGroup, blank=True, related_name="persons")
    badge = models.ForeignKey(Badge, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    contract_standing = models.CharField(
        max_length=10, choices=ContractStanding, default=ContractStanding.REGULAR
    )
    is_active = models.BooleanField(default=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    city = models.CharField(max_length=80, blank=True)
    city_key = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=2, blank=True)
    city_ibge_code = models.CharField(max_length=7, blank=True)
    main_phone = models.CharField(max_length=30, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document"], name="person_document_unique"),
            models.CheckConstraint(
                condition=Q(document__isnull=True) | ~Q(document=""), name="person_document_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(is_effective=False) | Q(is_collaborator=True),
                name="person_effective_is_collaborator",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_active=False), name="person_merged_is_inactive"
            ),
        ]
        indexes = [
            models.Index(fields=["search_name", "id"], name="person_by_name"),
            models.Index(fields=["-updated_at", "-id"], name="person_by_change"),
            models.Index(fields=["created_at", "id"], name="person_by_registration"),
            models.Index(fields=["city_key", "state", "search_name", "id"], name="person_by_city"),
            models.Index(fields=["state", "id"], name="person_by_state"),
            models.Index(
                fields=["search_name", "id"], condition=Q(is_active=False), name="person_inactive_by_name"
            ),
            *(
                models.Index(
                    fields=["search_name", "id"],
                    condition=Q(**{f"is_{role}": True}),
                    name=f"person_{word}_by_name",
                )
                for role, word in ROLE_INDEXES.items()
            ),
            models.Index(fields=["email"], condition=~Q(email=""), name="person_by_email"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name to show: the nome social where there is one."""
        return self.social_name or self.name


class Contact(models.Model):
    """Somebody reached at a person: the person itself (`is_self`) or another, with a role."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=160, blank=True)
    notes = models.CharField(max_length=400, blank=True)
    is_self = models.BooleanField(default=False)
    is_main = models.BooleanField(default=False)
    receives_notices = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(is_self=True), name="contact_self_once"),
            models.UniqueConstraint(fields=["person"], condition=Q(is_main=True), name="contact_main_once"),
            models.CheckConstraint(
                condition=Q(is_main=False) | Q(is_active=True), name="contact_main_is_active"
            ),
        ]
        indexes = [models.Index(fields=["email"], condition=~Q(email=""), name="contact_by_email")]

    def __str__(self) -> str:
        return self.name


class Phone(models.Model):
    """A phone of a person or of one of its contacts.

    `e164` is empty for service numbers, which are kept as typed; `match_key` joins the forms with
    and without the ninth digit; `tail` is its last eight digits, for searches without area code.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="phones")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="phones")
    e164 = models.CharField(max_length=20, blank=True)
    typed = models.CharField(max_length=30)
    use = models.CharField(max_length=10, choices=PhoneUse, default=PhoneUse.PERSONAL)
    match_key = models.CharField(max_length=20, db_index=True)
    tail = models.CharField(max_length=8, db_index=True)
    is_mobile = models.BooleanField(default=False)
    has_whatsapp = models.BooleanField(default=False)
    is_main = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.typed


class ExtraEmail(models.Model):
    """One more e-mail address of a person, beside the main one and that for invoices."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="emails")
    email = models.CharField(max_length=160, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "email"], name="extra_email_once")]

    def __str__(self) -> str:
        return self.email


class AddressKind(models.TextChoices):
    """What an address is for."""

    MAIN = "main"
    BILLING = "billing"
    INSTALLATION = "installation"
    OTHER = "other"


class Address(models.Model):
    """A place of a person; one is the main one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=12, choices=AddressKind, default=AddressKind.MAIN)
    street = models.CharField(max_length=160)
    number = models.CharField(max_length=20, blank=True)
    complement = models.CharField(max_length=80, blank=True)
    district = models.CharField(max_length=80, blank=True)
    reference = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=8, blank=True)
    city = models.CharField(max_length=80)
    city_ibge_code = models.CharField(max_length=7, blank=True)
    state = models.CharField(max_length=2)
    property_kind = models.CharField(max_length=10, choices=PropertyKind, blank=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(is_main=True), name="address_main_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="address_coordinates_both",
            ),
        ]
        indexes = [
            models.Index(fields=["postal_code"], condition=~Q(postal_code=""), name="address_by_postal_code"),
        ]

    def __str__(self) -> str:
        return f"{self.street}, {self.number}"

    @property
    def coordinates(self) -> str:
        """`-27.815432, -50.326112`, or '' where they are not known."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"{self.latitude:.6f}, {self.longitude:.6f}"


class RevealReason(ChainedModel):
    """Why somebody may look at a whole document: the short list that the reveal asks from."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class PersonFile(models.Model):
    """A document of a person as a file, with its kind and how long it is valid."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=20, choices=FileKind)
    description = models.CharField(max_length=120, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=models.F("valid_from")),
                name="person_file_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.description or self.kind


class Consent(models.Model):
    """A consent under LGPD art. 8: purpose, the text agreed to, channel, when given and withdrawn."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=ConsentPurpose)
    text = models.TextField()
    channel = models.CharField(max_length=10, choices=ConsentChannel)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_channel = models.CharField(max_length=10, choices=ConsentChannel, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_valid_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_withdrawn_after_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.given_at}"


class PersonChange(models.Model):
    """One part of a person from → to, beside the fact of that sequence.

    The fact is chained and stays for ever, so it carries only `digest_of` these values with a random
    `nonce`; the values may be erased when the law asks for it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="changes")
    sequence = models.PositiveIntegerField()
    part = models.CharField(max_length=30)
    item_id = models.BigIntegerField(null=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    nonce = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["person", "sequence"], name="person_change_by_fact")]

    def __str__(self) -> str:
        return f"{self.person_id} #{self.sequence} {self.part}"


class LikenessKey(models.Model):
    """What persons with similar names at similar addresses have in common; kept with the search words."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "person"], name="likeness_key_once"),
        ]
        indexes = [models.Index(fields=["person"], name="likeness_key_of_person")]

    def __str__(self) -> str:
        return self.key


class ComparisonDue(models.Model):
    """A person that was changed and waits to be compared with all others."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.person_id)
