"""What a person repeats of its rows for lists, made anew after rows came or went."""

from typing import Any

from central.domain.people.finding import keep_findable
from central.domain.people.models import Person
from central.domain.people.names import city_key, fold
from central.domain.people.storing import keep_own_contact, shown_phone


def derived_values(person: Person) -> dict[str, Any]:
    """What names, main phone and main address say now."""
    names = (person.shown_name, person.name if person.social_name else "", person.trade_name)
    phone = person.phones.filter(contact=None, is_main=True).order_by("pk").first()
    address = person.addresses.filter(is_main=True).first()
    return {
        "search_name": fold(" ".join(name for name in names if name))[:480],
        "main_phone": shown_phone(phone) if phone else "",
        "city": address.city if address else "",
        "city_key": city_key(address.city if address else ""),
        "state": address.state if address else "",
        "city_ibge_code": address.city_ibge_code if address else "",
    }


def ensure_main(person: Person) -> None:
    """Let the oldest phone and address be the main ones where none is."""
    for rows in (person.phones.filter(contact=None), person.addresses.all()):
        if not rows.filter(is_main=True).exists():
            heir = rows.order_by("pk").first()
            if heir is not None:
                heir.is_main = True
                heir.save(update_fields=["is_main"])


def keep_in_step(*persons: Person) -> None:
    """Bring own contacts, search documents and likeness keys in step with persons."""
    for person in persons:
        keep_own_contact(person)
    keep_findable(*(person.pk for person in persons))
