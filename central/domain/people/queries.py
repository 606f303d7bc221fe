"""Reading persons, always for an actor: whoever may not see the registry gets nothing."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from central.domain.people import rules
from central.domain.people.documents import mask_document
from central.domain.people.inputs import ROLES
from central.domain.people.models import Contact, Person, PersonKind, Phone, RevealReason
from central.domain.people.names import fold
from central.domain.people.search import persons_matching
from central.domain.people.storing import roles_of, shown_phone
from central.foundation.actor import Actor
from central.foundation.columns import OutOfIndex
from central.foundation.errors import NotFound

PICKER = 12
FILTERS = {
    "client": Q(is_client=True),
    "collaborator": Q(is_collaborator=True),
    "technician": Q(is_technician=True),
    "supplier": Q(is_supplier=True),
}
PICKER_FILTERS = {
    "clients": FILTERS["client"],
    "collaborators": FILTERS["collaborator"],
    "technicians": FILTERS["technician"],
}


@dataclass(frozen=True, slots=True)
class PickRow:
    """One choice of a person picker: what it is told apart by stands in `detail`."""

    pk: int
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class ContactOption:
    """One choice of the field Contato."""

    id: int
    label: str
    phone: str


def people_visible_to(actor: Actor) -> QuerySet[Person]:
    """All persons for who may see the registry, none for anybody else."""
    return Person.objects.all() if rules.can_view(actor) else Person.objects.none()


def people_listed_to(actor: Actor) -> QuerySet[Person]:
    """The visible persons that stand for themselves: not those merged into somebody else."""
    found = people_visible_to(actor).alias(merged=OutOfIndex(F("merged_into_id")))
    return found.filter(merged__isnull=True)


def persons_named(actor: Actor, text: str) -> QuerySet[Person]:
    """The persons in use that a text means, by name; none for an empty text."""
    if not text.strip():
        return Person.objects.none()
    found = persons_matching(people_visible_to(actor), text).filter(is_active=True)
    return found.order_by("search_name", "id")


def registry_size() -> int:
    """How many persons there are in all, for who maintains the installation."""
    return Person.objects.count()


def sorted_roles(person: Person) -> list[str]:
    """The roles in the order of the screen."""
    held = roles_of(person)
    return [role for role in ROLES if role in held]


def place_of(person: Person) -> str:
    """City and state, as far as they are known."""
    return "/".join(part for part in (person.city, person.state) if part)


def person_picker(actor: Actor, text: str, *, only: str = "", limit: int = PICKER) -> list[PickRow]:
    """The persons in use who answer to a text, those whose name begins with it first; one query.

    Without a text the likeliest: clients and everybody by what changed last, staff by name.
    """
    found = people_visible_to(actor).filter(is_active=True)
    if text.strip():
        begins = When(search_name__startswith=fold(text), then=Value(0))
        first = Case(begins, default=Value(1), output_field=IntegerField())
        found = persons_named(actor, text).order_by(first, "search_name", "id")
    elif only in ("collaborators", "technicians"):
        found = found.order_by("search_name", "id")
    else:
        found = found.order_by("-updated_at", "-id")
    if only in PICKER_FILTERS:
        found = found.filter(PICKER_FILTERS[only])
    return [pick_row(person) for person in found[:limit]]


def picked_person(actor: Actor, person_id: int) -> PickRow:
    """The choice for one person, in use or not; raises `NotFound`."""
    return pick_row(visible_person(actor, person_id))


def pick_row(person: Person) -> PickRow:
    """A loaded person as a choice: document, place, phone."""
    parts = (document_line(person), place_of(person), person.main_phone)
    return PickRow(person.pk, person.shown_name, " · ".join(part for part in parts if part))


def document_line(person: Person) -> str:
    """`CPF •••.482.917-••`, or '' where there is none."""
    if not person.document:
        return ""
    label = "CNPJ" if person.kind == PersonKind.COMPANY else "CPF"
    return f"{label} {mask_document(person.document)}"


def visible_person(actor: Actor, person_id: int) -> Person:
    """One person the actor may see; raises `NotFound`."""
    person = people_visible_to(actor).filter(pk=person_id).first()
    if person is None:
        raise NotFound(_("This person does not exist, or you may not see it."))
    return person


def contacts_of(actor: Actor, person_id: int) -> list[ContactOption]:
    """The contacts of a person, the person itself first; three queries; raises `NotFound`."""
    person = visible_person(actor, person_id)
    contacts = Contact.objects.filter(person=person, is_active=True).order_by("-is_self", "name", "id")
    phones: dict[int | None, Phone] = {}
    for phone in Phone.objects.filter(person=person).order_by("-is_main", "id"):
        phones.setdefault(phone.contact_id, phone)
    return [contact_option(c, phones.get(None if c.is_self else c.pk)) for c in contacts]


def contact_option(contact: Contact, phone: Phone | None) -> ContactOption:
    """A loaded contact as a choice: `Marlene (titular)`, `Pedro · filho`."""
    label = contact.name
    if contact.is_self:
        label = _("%(name)s (holder)") % {"name": contact.name}
    elif contact.role:
        label = f"{contact.name} · {contact.role}"
    return ContactOption(contact.pk, label, shown_phone(phone) if phone else "")


def reveal_reasons(actor: Actor) -> list[tuple[str, str]]:
    """The reasons for looking at a whole document, (code, name), for who may look at all."""
    if not rules.can_reveal_document(actor):
        return []
    reasons = RevealReason.objects.filter(is_active=True).order_by("position", "name")
    return [(reason.code, reason.name) for reason in reasons]
