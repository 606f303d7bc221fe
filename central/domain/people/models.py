"""Persons of every role, with the contacts, phones and addresses by which they are found."""

from django.db import models
from django.db.models import Q

from central.foundation.events.models import ChainedModel


class PersonKind(models.TextChoices):
    """Natural person (CPF) or legal person (CNPJ)."""

    INDIVIDUAL = "individual"
    COMPANY = "company"


class Person(ChainedModel):
    """One registry for everyone: clients, collaborators, technicians, suppliers.

    `search_name` holds the folded names; `city`, `state` and `main_phone` repeat the main address
    and phone for lists and are kept by the operations.
    """

    kind = models.CharField(max_length=10, choices=PersonKind, default=PersonKind.INDIVIDUAL)
    name = models.CharField(max_length=160)
    social_name = models.CharField(max_length=160, blank=True)
    trade_name = models.CharField(max_length=160, blank=True)
    search_name = models.CharField(max_length=480)
    document = models.CharField(max_length=14, null=True, blank=True)  # noqa: DJ001  unique: none is NULL
    no_document_reason = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=160, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)
    is_client = models.BooleanField(default=False)
    is_collaborator = models.BooleanField(default=False)
    is_effective = models.BooleanField(default=False)
    is_technician = models.BooleanField(default=False)
    is_supervisor = models.BooleanField(default=False)
    is_supplier = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    city = models.CharField(max_length=80, blank=True)
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
        ]
        indexes = [
            models.Index(fields=["search_name", "id"], name="person_by_name"),
            models.Index(
                fields=["search_name", "id"], condition=Q(is_client=True), name="person_clients_by_name"
            ),
            models.Index(
                fields=["search_name", "id"],
                condition=Q(is_collaborator=True),
                name="person_staff_by_name",
            ),
            models.Index(
                fields=["search_name", "id"],
                condition=Q(is_technician=True),
                name="person_technicians_by_name",
            ),
            models.Index(
                fields=["search_name", "id"], condition=Q(is_supplier=True), name="person_suppliers_by_name"
            ),
            models.Index(fields=["-updated_at", "-id"], name="person_by_change"),
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
    is_self = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(is_self=True), name="contact_self_once"),
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
    match_key = models.CharField(max_length=20, db_index=True)
    tail = models.CharField(max_length=8, db_index=True)
    is_mobile = models.BooleanField(default=False)
    has_whatsapp = models.BooleanField(default=False)
    is_main = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.typed


class AddressKind(models.TextChoices):
    """What an address is for."""

    MAIN = "main"
    BILLING = "billing"
    INSTALLATION = "installation"


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
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(is_main=True), name="address_main_once"),
        ]

    def __str__(self) -> str:
        return f"{self.street}, {self.number}"


class RevealReason(models.Model):
    """Why somebody may look at a whole document: the short list that the reveal asks from."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name
