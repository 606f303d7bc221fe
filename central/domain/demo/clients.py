"""The clients of the demo: persons and firms with phones, contacts and addresses, in many towns."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

from central.domain.demo.classes import Classes
from central.domain.demo.documents import Documents, national_mobile
from central.domain.demo.facts import add_fact
from central.domain.demo.material.entries import City, DemoMaterial
from central.domain.demo.rows import Rows
from central.domain.demo.world import Chance, Client
from central.domain.people.events import PersonRegistered
from central.domain.people.finding import KIND, person_words
from central.domain.people.likeness import Place, likeness_keys
from central.domain.people.models import (
    Address,
    AddressKind,
    Contact,
    LikenessKey,
    Person,
    PersonKind,
    Phone,
)
from central.domain.people.names import city_key, fold
from central.domain.people.phones import format_phone, match_key
from central.domain.sla.deadlines import ServicePlace
from central.foundation.actor import SYSTEM
from central.foundation.search.models import SearchDoc

COMPANY_SHARE = 16.0
ALPHANUMERIC_SHARE = 20.0
ROLES = ("esposa", "marido", "filha", "filho", "vizinha", "síndico")
COMPANY_ROLES = ("financeiro", "gerente", "TI", "recepção", "sócia")

STANDINGS = {7: "blocked", 23: "suspended"}
"""How the contracts of some clients stand, by a remainder of their number."""


class Clients:
    """Makes clients one by one as rows."""

    def __init__(
        self,
        rows: Rows,
        chance: Chance,
        material: DemoMaterial,
        documents: Documents,
        classes: Classes,
        now: datetime,
    ) -> None:
        self.rows, self.chance, self.material = rows, chance, material
        self.documents, self.classes, self.now = documents, classes, now
        self.cities = material.cities
        self.city_sums = list(accumulate(city.weight for city in self.cities))
        self.places = {city.ibge_code: ServicePlace(city.state, city.ibge_code) for city in self.cities}
        self.number = 0

    def make(self, count: int) -> Iterator[Client]:
        """So many clients; the caller stores the rows."""
        for _number in range(count):
            yield self.one()

    def one(self) -> Client:
        """One client with everything that hangs on it."""
        self.number += 1
        city = self.chance.random.choices(self.cities, cum_weights=self.city_sums)[0]
        is_company = self.chance.share(COMPANY_SHARE)
        values = self.company() if is_company else self.individual()
        at = self.now - timedelta(days=self.chance.between(380, 1800))
        phone = self.phone_values(city)
        person_id = self.person(values, city, phone["typed"], at)
        own = self.rows.add(
            Contact, person_id=person_id, name=values["name"], email=values["email"], is_self=True
        )
        self.rows.add(Phone, person_id=person_id, is_main=True, **phone)
        contacts, others = [own], []
        if is_company or self.chance.share(24):
            other = self.other_contact(person_id, city, is_company=is_company)
            contacts.append(other[0])
            others.append(other[1])
        self.findable(person_id, values, others, city)
        places = [self.address(person_id, city, AddressKind.MAIN)]
        if self.chance.share(8):
            places.append(self.address(person_id, city, AddressKind.INSTALLATION))
        for key in sorted(likeness_keys([values["name"], values["trade_name"]], places)):
            self.rows.add(LikenessKey, person_id=person_id, key=key)
        return Client(person_id, tuple(contacts), self.places[city.ibge_code], is_company)

    def individual(self) -> dict[str, Any]:
        """Names and document of a natural person."""
        name = self.person_name()
        return {
            "kind": PersonKind.INDIVIDUAL.value,
            "name": name,
            "trade_name": "",
            "document": self.documents.cpf(),
            "email": self.address_of(name),
            "search_name": fold(name),
        }

    def company(self) -> dict[str, Any]:
        """Names and document of a firm."""
        company = self.chance.random.choice(self.material.companies)
        name, trade_name = company.legal, company.trade
        document = self.documents.cnpj(alphanumeric=self.chance.share(ALPHANUMERIC_SHARE))
        return {
            "kind": PersonKind.COMPANY.value,
            "name": name,
            "trade_name": trade_name,
            "document": document,
            "email": self.address_of(trade_name),
            "search_name": fold(f"{name} {trade_name}")[:480],
        }

    def person_name(self) -> str:
        """An invented name."""
        dice = self.chance.random
        first = dice.choice(self.material.female_names if self.chance.share(53) else self.material.male_names)
        surnames = dice.sample(self.material.surnames, 2)
        return " ".join([first, *surnames]) if self.chance.share(64) else f"{first} {surnames[0]}"

    def address_of(self, name: str) -> str:
        """An e-mail address that leads nowhere."""
        words = fold(name).split()
        return f"{words[0]}.{words[-1]}{self.number}@example.com" if self.chance.share(82) else ""

    def phone_values(self, city: City) -> dict[str, Any]:
        """A mobile of a range that nobody has."""
        national = national_mobile(city.ddd, self.number * 3 + self.chance.random.randint(0, 2))
        e164 = f"+55{national}"
        key = match_key(e164)
        return {
            "e164": e164,
            "typed": format_phone(e164),
            "match_key": key,
            "tail": key[-8:],
            "is_mobile": True,
            "has_whatsapp": self.chance.share(85),
        }

    def person(self, values: dict[str, Any], city: City, phone: str, at: datetime) -> int:
        """The row of the person, with the first fact of its chain."""
        rows = self.rows[Person]
        person_id = rows.new_id()
        event = PersonRegistered(kind=values["kind"], roles=("client",), is_import=True)
        digest = add_fact(self.rows, event, person_id, 1, "", SYSTEM, at)
        rows.add(
            {
                **values,
                "id": person_id,
                "is_client": True,
                "contract_standing": STANDINGS.get(person_id % 40, "regular"),
                "badge_id": self.classes.badge_of(person_id),
                "region_id": self.classes.region_of(city),
                "city": city.name,
                "city_key": city_key(city.name),
                "state": city.state,
                "city_ibge_code": city.ibge_code,
                "main_phone": phone,
                "created_at": at,
                "updated_at": at,
                "event_count": 1,
                "event_hash": digest,
            }
        )
        group = self.classes.group_of(person_id, is_company=values["kind"] == PersonKind.COMPANY.value)
        self.rows.add(Person.groups.through, person_id=person_id, persongroup_id=group)
        return person_id

    def findable(self, person_id: int, values: dict[str, Any], others: list[str], city: City) -> None:
        """The search document of a client."""
        names = (values["name"], values["trade_name"])
        words = person_words(names, (values["email"],), others, city.name)
        self.rows.add(SearchDoc, kind=KIND, subject_id=person_id, words=words)

    def other_contact(self, person_id: int, city: City, *, is_company: bool) -> tuple[int, str]:
        """Somebody else who is reached there: id and name."""
        name = self.person_name()
        role = self.chance.random.choice(COMPANY_ROLES if is_company else ROLES)
        contact = self.rows.add(Contact, person_id=person_id, name=name, role=role)
        self.number += 1
        self.rows.add(Phone, person_id=person_id, contact_id=contact, **self.phone_values(city))
        return contact, name

    def address(self, person_id: int, city: City, kind: AddressKind) -> Place:
        """An address in the town, as it is compared."""
        dice = self.chance.random
        start = int(city.postal_code_start)
        street = dice.choice(self.material.streets)
        number = "S/N" if self.chance.share(3) else str(dice.randint(10, 2400))
        self.rows.add(
            Address,
            person_id=person_id,
            kind=kind.value,
            street=street,
            number=number,
            complement=f"apto {dice.randint(1, 12)}0{dice.randint(1, 4)}" if self.chance.share(22) else "",
            district=dice.choice(self.material.districts),
            reference=dice.choice(self.material.references) if self.chance.share(30) else "",
            postal_code=f"{start + dice.randint(1, 990):08d}",
            city=city.name,
            city_ibge_code=city.ibge_code,
            state=city.state,
            is_main=kind is AddressKind.MAIN,
        )
        return Place(street, number, city=city.name, state=city.state)
