"""The form of a person with its repeatable rows: as shown, as typed, as given to the operation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from central.domain.people.inputs import (
    AddressInput,
    ContactInput,
    PersonDetails,
    PersonInput,
    PhoneInput,
)
from central.domain.people.sheet import PersonSheet
from central.doors.web.people.forms import (
    AddressForm,
    ContactForm,
    EmailForm,
    MainForm,
    PersonForm,
    PhoneForm,
)

BLANK = "__n__"
MOST_ROWS = 50
ROW_FORMS: dict[str, type[forms.Form]] = {
    "phones": PhoneForm,
    "emails": EmailForm,
    "contacts": ContactForm,
    "addresses": AddressForm,
}
MAIN_ROWS = ("phones", "emails")
DETAILS = (
    *("gender", "civil_status", "parents_name", "identity_kind", "identity_issuer"),
    *("state_registration_kind", "state_registration", "municipal_registration", "invoice_email"),
)


@dataclass(slots=True)
class Row:
    """One row: its form, its place in the names of the fields, whether it is the main one."""

    form: forms.Form
    index: str
    is_main: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_filled(self) -> bool:
        """Whether it is a known row or anything was typed; a choice or a tick alone is nothing."""
        idle = {"kind", "state", "has_whatsapp", "whatsapp_1", "whatsapp_2", "city_ibge_code", "use"}
        values = self.form.cleaned_data
        return any(value for name, value in values.items() if name not in idle)

    def text(self, name: str) -> str:
        """What was typed in a field, '' where it cannot be read: the form says so beside it."""
        return str(self.form.cleaned_data.get(name) or "")

    def is_ticked(self, name: str) -> bool:
        """Whether a box of the row is ticked."""
        return bool(self.form.cleaned_data.get(name))


class PersonForms:
    """The fields of a person and its rows of phones, contacts and addresses."""

    def __init__(self, main: PersonForm, rows: Mapping[str, list[Row]], sheet: PersonSheet | None) -> None:
        self.main, self.rows, self.sheet = main, rows, sheet
        self.everything = not main.fields["name"].disabled
        self.places: dict[str, tuple[forms.Form, str]] = {}

    @property
    def phones(self) -> list[Row]:
        """The rows of phones."""
        return self.rows["phones"]

    @property
    def emails(self) -> list[Row]:
        """The rows of other e-mails."""
        return self.rows["emails"]

    @property
    def contacts(self) -> list[Row]:
        """The rows of contacts, which only a new person has."""
        return self.rows.get("contacts", [])

    @property
    def addresses(self) -> list[Row]:
        """The rows of addresses, which only a new person has."""
        return self.rows.get("addresses", [])

    @property
    def blanks(self) -> dict[str, Row]:
        """An empty row of each kind, which scripts copy."""
        return {name: Row(ROW_FORMS[name](prefix=f"{name}-{BLANK}"), BLANK) for name in self.rows}

    def is_valid(self) -> bool:
        """Whether every field has the shape it must have; looks at all of them."""
        checked = [self.main.is_valid()]
        checked += [row.form.is_valid() for rows in self.rows.values() for row in rows]
        return all(checked)

    def given(self) -> PersonInput:
        """What was typed, for the operation; remembers which row each position came from."""
        values = self.main.cleaned_data
        document: str | None = values.get("document", "")
        if self.sheet and self.sheet.document and not (document or "").strip():
            document = None
        return PersonInput(
            kind=values.get("kind", ""),
            name=values.get("name", ""),
            document=document,
            no_document_reason=values.get("no_document_reason", ""),
            social_name=values.get("social_name", ""),
            trade_name=values.get("trade_name", ""),
            email=values.get("email", ""),
            birth_date=values.get("birth_date"),
            roles=frozenset(values.get("roles", ())),
            phones=self.given_phones(),
            contacts=self.given_contacts(),
            addresses=self.given_addresses(),
            notes=values.get("notes", ""),
            details=self.given_details(),
        )

    def given_details(self) -> PersonDetails:
        """The details; a number of identity that is stored and not typed anew is kept."""
        values = self.main.cleaned_data
        number: str | None = values.get("identity_number", "")
        if self.sheet and self.sheet.identity_number and not (number or "").strip():
            number = None
        filled = [row for row in self.emails if row.is_filled]
        self.places |= {f"emails.{at}": (row.form, "email") for at, row in enumerate(filled)}
        return PersonDetails(
            identity_number=number,
            emails=tuple(row.text("email") for row in filled),
            **{name: values.get(name) or "" for name in DETAILS},
        )

    def given_phones(self) -> list[PhoneInput]:
        """The filled rows of phones."""
        filled = [row for row in self.phones if row.is_filled]
        for position, row in enumerate(filled):
            self.places[f"phones.{position}"] = (row.form, "typed")
        return [
            PhoneInput(
                row.text("typed"), row.is_ticked("has_whatsapp"), row.is_main, row.text("use") or "personal"
            )
            for row in filled
        ]

    def given_contacts(self) -> list[ContactInput]:
        """The filled rows of contacts."""
        filled = [row for row in self.contacts if row.is_filled]
        contacts = []
        for position, row in enumerate(filled):
            key = f"contacts.{position}"
            typed = [n for n in (1, 2) if row.text(f"phone_{n}").strip()]
            for name in ("name", "role", "email"):
                self.places[f"{key}.{name}"] = (row.form, name)
            for at, n in enumerate(typed):
                self.places[f"{key}.phones.{at}"] = (row.form, f"phone_{n}")
            phones = [PhoneInput(row.text(f"phone_{n}"), row.is_ticked(f"whatsapp_{n}")) for n in typed]
            known_id = row.form.cleaned_data.get("id")
            contacts.append(
                ContactInput(known_id, row.text("name"), row.text("role"), row.text("email"), phones)
            )
        return contacts

    def given_addresses(self) -> list[AddressInput]:
        """The filled rows of addresses; the first for main use is the main one, else the first."""
        filled = [row for row in self.addresses if row.is_filled]
        kinds = [row.form.cleaned_data.get("kind", "") for row in filled]
        main = kinds.index("main") if "main" in kinds else 0
        addresses = []
        for position, row in enumerate(filled):
            values = row.form.cleaned_data
            self.places |= {f"addresses.{position}.{name}": (row.form, name) for name in row.form.fields}
            texts = {name: values.get(name) or "" for name in row.form.fields if name != "id"}
            addresses.append(AddressInput(id=values.get("id"), is_main=position == main, **texts))
        return addresses

    def refuse(self, errors: Mapping[str, Any]) -> None:
        """Put the sentences of the domain beside the fields they are about."""
        for key, sentence in errors.items():
            form, name = self.places.get(key, (self.main, key if key in self.main.fields else ""))
            if name not in form.errors:
                form.add_error(name or None, str(sentence))

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """The fields to correct, (id, label), in the order of the page."""
        forms_in_order = [self.main, *(row.form for rows in self.rows.values() for row in rows)]
        return [
            (f"{bound.auto_id}_0" if bound.name in ("kind", "roles") else bound.auto_id, str(bound.label))
            for form in forms_in_order
            if form.is_bound
            for bound in form
            if bound.errors
        ]


def empty_forms(*, everything: bool) -> PersonForms:
    """The form of a new person: a client, one phone and one address to fill."""
    main = PersonForm(initial={"roles": ["client"]}, everything=everything, is_new=True)
    rows: dict[str, list[Row]] = {
        "phones": [Row(PhoneForm(prefix="phones-0"), "0", is_main=True)],
        "emails": [],
        "contacts": [],
        "addresses": [Row(AddressForm(prefix="addresses-0"), "0")],
    }
    return PersonForms(main, rows, None)


def forms_of(sheet: PersonSheet) -> PersonForms:
    """The tab *Dados principais* filled from a person."""
    rows: dict[str, list[Row]] = {name: [] for name in MAIN_ROWS}
    for n, phone in enumerate(sheet.phones):
        initial = {"typed": phone.shown, "has_whatsapp": phone.has_whatsapp, "use": phone.use}
        rows["phones"].append(Row(PhoneForm(prefix=f"phones-{n}", initial=initial), str(n), phone.is_main))
    for n, email in enumerate(sheet.details.emails):
        rows["emails"].append(Row(EmailForm(prefix=f"emails-{n}", initial={"email": email}), str(n)))
    main = MainForm(initial=initial_of(sheet), everything=sheet.can_edit_everything)
    return PersonForms(main, rows, sheet)


def initial_of(sheet: PersonSheet) -> dict[str, Any]:
    """The stored values of the fields; never the document, which the page shows masked."""
    return {
        "kind": sheet.kind,
        "no_document_reason": sheet.no_document_reason,
        "name": sheet.legal_name,
        "social_name": sheet.social_name,
        "trade_name": sheet.trade_name,
        "email": sheet.email,
        "birth_date": sheet.birth_date,
        **{name: getattr(sheet.details, name) for name in DETAILS},
        "seen": sheet.event_count,
    }


def typed_forms(data: QueryDict, sheet: PersonSheet | None, *, everything: bool) -> PersonForms:
    """The form as it was sent. A button that adds or removes a row gives it back unchecked."""
    adds, removes = data.get("add", ""), data.get("remove", "")
    is_check = not (adds or removes)
    kind, names = (MainForm, MAIN_ROWS) if sheet else (PersonForm, tuple(ROW_FORMS))
    stored = initial_of(sheet) if sheet else {}
    common: dict[str, Any] = {"everything": everything, "is_new": sheet is None}
    if is_check:
        main = kind(data, initial=stored, **common)
    else:
        typed = raw_values(kind, data, "")
        ways = {name: typed[name] for name in ("email", "invoice_email")}
        kept = stored if sheet and not everything else {}
        main = kind(initial={**typed, **kept, **ways}, **common)
    rows = {name: typed_rows(name, data, removes, is_check=is_check) for name in names}
    if adds in rows:
        index = next_index(data, adds)
        rows[adds].append(Row(ROW_FORMS[adds](prefix=f"{adds}-{index}"), str(index)))
    return PersonForms(main, rows, sheet)


def typed_rows(name: str, data: QueryDict, removes: str, *, is_check: bool) -> list[Row]:
    """The rows of one kind that were sent, in their order, without the one to remove."""
    rows = []
    for index in sent_indexes(data, name):
        prefix = f"{name}-{index}"
        if prefix == removes:
            continue
        form = ROW_FORMS[name]
        filled = (
            form(data, prefix=prefix)
            if is_check
            else form(prefix=prefix, initial=raw_values(form, data, f"{prefix}-"))
        )
        rows.append(Row(filled, str(index), is_main=data.get("main_phone") == str(index)))
    return rows


def sent_indexes(data: QueryDict, name: str) -> list[int]:
    """The numbers of the rows that were sent; at most fifty."""
    named = re.compile(rf"{name}-([0-9]{{1,9}})-")
    numbers = {int(found[1]) for key in data if (found := named.match(key))}
    return sorted(numbers)[:MOST_ROWS]


def next_index(data: QueryDict, name: str) -> int:
    """A number that no row has yet."""
    return max(sent_indexes(data, name), default=-1) + 1


def raw_values(form: type[forms.Form], data: QueryDict, prefix: str) -> dict[str, Any]:
    """What was typed, unchecked, to show it again."""
    values: dict[str, Any] = {}
    for name, shown in form.base_fields.items():
        values[name] = shown.widget.value_from_datadict(data, {}, f"{prefix}{name}")
    return values
