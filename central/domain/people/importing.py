"""Reading a file of persons: encoding, delimiter and columns found out, each line with its number.

The first line names the columns, in Portuguese or English, accents and case ignored. Nothing is
stored here: `operations/importing.py` brings the lines in.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from central.domain.people.documents import normalise_document
from central.domain.people.inputs import AddressInput, ContactInput, PersonInput, PhoneInput
from central.domain.people.models import PersonKind
from central.domain.people.names import fold
from central.foundation.errors import Invalid

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("nome", "nome completo", "razao social", "nome razao social", "name", "full name", "legal name"),
    "document": ("documento", "cpf", "cnpj", "cpf cnpj", "document", "tax id"),
    "no_document_reason": ("motivo sem documento", "no document reason"),
    "kind": ("tipo", "tipo de pessoa", "pessoa", "kind", "person kind"),
    "social_name": ("nome social", "social name"),
    "trade_name": ("nome fantasia", "fantasia", "apelido", "trade name", "nickname"),
    "email": ("e mail", "email"),
    "birth_date": ("data de nascimento", "nascimento", "birth date", "date of birth"),
    "phone": (
        "telefone",
        "telefone 1",
        "telefone 2",
        "telefone fixo",
        "telefone residencial",
        "telefone comercial",
        "celular",
        "celular 1",
        "celular 2",
        "fone",
        "phone",
        "phone 1",
        "phone 2",
        "mobile",
        "mobile phone",
    ),
    "whatsapp": ("whatsapp",),
    "street": ("endereco", "logradouro", "rua", "street", "address"),
    "number": ("numero", "n", "number"),
    "complement": ("complemento", "complement"),
    "district": ("bairro", "district", "neighborhood", "neighbourhood"),
    "reference": ("referencia", "ponto de referencia", "reference"),
    "postal_code": ("cep", "postal code", "zip", "zip code"),
    "city": ("cidade", "municipio", "city"),
    "city_ibge_code": ("codigo ibge", "ibge", "ibge code"),
    "state": ("uf", "estado", "state"),
    "contact_name": ("contato", "nome do contato", "contact", "contact name"),
    "contact_role": ("cargo", "cargo do contato", "parentesco", "contact role", "role"),
    "contact_phone": ("telefone do contato", "celular do contato", "contact phone"),
    "contact_email": ("e mail do contato", "email do contato", "contact e mail", "contact email"),
    "roles": ("papel", "papeis", "roles"),
    "notes": ("observacao", "observacoes", "obs", "notes"),
}
FIELD_BY_HEADER = {header: name for name, headers in COLUMNS.items() for header in headers}
ADDRESS_FIELDS = ("street", "number", "complement", "district", "reference", "postal_code", "city",
                  "city_ibge_code", "state")  # fmt: skip
KINDS = {
    "f": "individual", "pf": "individual", "fisica": "individual", "pessoa fisica": "individual",
    "individual": "individual", "j": "company", "pj": "company", "juridica": "company",
    "pessoa juridica": "company", "company": "company",
}  # fmt: skip
ROLE_WORDS = {
    "cliente": "client", "client": "client", "customer": "client", "colaborador": "collaborator",
    "collaborator": "collaborator", "efetivo": "effective", "effective": "effective", "tecnico": "technician",
    "technician": "technician", "supervisor": "supervisor", "fornecedor": "supplier", "supplier": "supplier",
    "vendedor": "seller", "seller": "seller", "transportadora": "carrier", "carrier": "carrier",
    "candidato": "candidate", "candidate": "candidate", "concorrente": "competitor",
    "competitor": "competitor", "perito": "expert", "expert": "expert",
    "advogado da casa": "house_lawyer", "house lawyer": "house_lawyer",
}  # fmt: skip
STATE_NAMES = {
    "acre": "AC", "alagoas": "AL", "amazonas": "AM", "amapa": "AP", "bahia": "BA", "ceara": "CE",
    "distrito federal": "DF", "espirito santo": "ES", "goias": "GO", "maranhao": "MA", "minas gerais": "MG",
    "mato grosso do sul": "MS", "mato grosso": "MT", "para": "PA", "paraiba": "PB", "pernambuco": "PE",
    "piaui": "PI", "parana": "PR", "rio de janeiro": "RJ", "rio grande do norte": "RN", "rondonia": "RO",
    "roraima": "RR", "rio grande do sul": "RS", "santa catarina": "SC", "sergipe": "SE", "sao paulo": "SP",
    "tocantins": "TO",
}  # fmt: skip
DELIMITERS = (";", ",", "\t")
DAY_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the file: its number, and the filled cells by field. `fault` says why it cannot be read."""

    number: int
    cells: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fault: str = ""

    def first(self, name: str) -> str:
        """The first filled cell of a field, or ''."""
        return next(iter(self.cells.get(name, ())), "")


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A file that was understood: how it is written, its columns, and its lines."""

    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    lines: tuple[PersonLine, ...]


def read_persons(content: bytes, *, ignore_unknown: bool = False) -> PersonFile:
    """Understand a file of persons; raises `Invalid` when it is no such file or has unknown columns."""
    text, encoding = decode(content)
    delimiter = sniff_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error as error:
        raise Invalid(_("The first line cannot be read: %(why)s.") % {"why": error}) from error
    fields = [FIELD_BY_HEADER.get(fold(cell), "") for cell in header]
    unknown = tuple(cell or "?" for cell, name in zip(header, fields, strict=True) if not name)
    if "name" not in fields:
        raise Invalid(_("The first line must name the columns; there is no column for the name."))
    if unknown and not ignore_unknown:
        raise Invalid(_("Unknown columns: %(columns)s.") % {"columns": ", ".join(unknown)})
    lines = tuple(read_lines(reader, fields))
    return PersonFile(encoding, delimiter, tuple(header), unknown, lines)


def decode(content: bytes) -> tuple[str, str]:
    """The text of the file and its encoding: UTF-8 with or without mark, else CP-1252."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        return text, "UTF-8" if encoding == "utf-8-sig" else "CP-1252"
    raise Invalid(_("This is not a text file in UTF-8 or CP-1252."))


def sniff_delimiter(text: str) -> str:
    """The delimiter that the first line has most of."""
    first = text.partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def read_lines(reader: Iterator[list[str]], fields: Sequence[str]) -> Iterator[PersonLine]:
    """The lines after the first, empty ones left out; the number is that of the line's beginning."""
    while True:
        number = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield PersonLine(number, fault=_("The line cannot be read: %(why)s.") % {"why": error})
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(fields):
            fault = _("The line has %(found)d columns, the first line has %(wanted)d.")
            yield PersonLine(number, fault=fault % {"found": len(row), "wanted": len(fields)})
            continue
        cells: dict[str, list[str]] = {}
        for name, cell in zip(fields, row, strict=True):
            if name and cell.strip():
                cells.setdefault(name, []).append(cell.strip())
        yield PersonLine(number, cells)


def line_document(line: PersonLine) -> str:
    """The document of a line in stored form, with the leading zeros that spreadsheets take away."""
    document = normalise_document(line.first("document"))
    if document.isascii() and document.isdigit() and document.strip("0"):
        if 9 <= len(document) < 11:
            return document.zfill(11)
        if 12 <= len(document) < 14:
            return document.zfill(14)
    return document


def line_kind(line: PersonLine, document: str) -> str:
    """The kind of person: as the column says, else by the length of the document."""
    told = line.first("kind")
    if not told:
        return PersonKind.COMPANY if len(document) == 14 else PersonKind.INDIVIDUAL
    return KINDS.get(fold(told), told)


def line_roles(line: PersonLine) -> frozenset[str]:
    """The roles that the line names, `client` where it names none; an unknown word stays and is refused."""
    words = [fold(word) for cell in line.cells.get("roles", ()) for word in cell.replace("/", ",").split(",")]
    roles = {ROLE_WORDS.get(word, word) for word in words if word} or {"client"}
    return frozenset(roles | {"collaborator"} if "effective" in roles else roles)


def line_birth_date(line: PersonLine) -> date | None:
    """The day of birth; raises `Invalid` when it is not written as a day."""
    told = line.first("birth_date")
    for form in DAY_FORMS:
        try:
            return datetime.strptime(told, form).date()
        except ValueError:
            continue
    if told:
        raise Invalid(_("Write the day like 24/11/1985."), field="birth_date")
    return None


def line_phones(line: PersonLine) -> tuple[PhoneInput, ...]:
    """The phones of a line, each once, those of the column WhatsApp marked so."""
    phones: dict[str, PhoneInput] = {}
    for name in ("whatsapp", "phone"):
        for typed in line.cells.get(name, ()):
            key = "".join(c for c in typed if c.isdigit()) or typed
            phones.setdefault(key, PhoneInput(typed, has_whatsapp=name == "whatsapp"))
    return tuple(phones.values())


def line_address(line: PersonLine) -> AddressInput | None:
    """The address of a line, None where no cell of it is filled."""
    values = {name: line.first(name) for name in ADDRESS_FIELDS}
    if not any(values.values()):
        return None
    state = values["state"]
    values["state"] = STATE_NAMES.get(fold(state), state)
    digits = "".join(c for c in values["postal_code"] if c.isdigit())
    values["postal_code"] = digits.zfill(8) if len(digits) == 7 else values["postal_code"]
    return AddressInput(is_main=True, **values)  # type: ignore[arg-type]


def line_contact(line: PersonLine) -> ContactInput | None:
    """The contact of a line, None where no cell of it is filled."""
    name, role = line.first("contact_name"), line.first("contact_role")
    phone, email = line.first("contact_phone"), line.first("contact_email")
    if not (name or role or phone or email):
        return None
    return ContactInput(name=name, role=role, email=email, phones=(PhoneInput(phone),) if phone else ())


def line_person(line: PersonLine) -> PersonInput:
    """A line as a new person; raises `Invalid` for a day that is none."""
    document = line_document(line)
    contact, address = line_contact(line), line_address(line)
    return PersonInput(
        kind=line_kind(line, document),
        name=line.first("name"),
        document=document,
        no_document_reason=line.first("no_document_reason"),
        social_name=line.first("social_name"),
        trade_name=line.first("trade_name"),
        email=line.first("email"),
        birth_date=line_birth_date(line),
        roles=line_roles(line),
        phones=line_phones(line),
        contacts=(contact,) if contact else (),
        addresses=(address,) if address else (),
        notes=line.first("notes"),
    )
