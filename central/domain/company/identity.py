"""Who the company is, as papers and e-mails say it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from central.domain.company.parameters import number_of, text_of
from central.domain.people.documents import format_document


@dataclass(frozen=True, slots=True)
class Identity:
    """The company in words; what was not set is empty."""

    name: str
    legal_name: str
    document: str
    phone: str
    email: str
    address: str
    notice: str

    @property
    def legal_line(self) -> str:
        """Legal name and CNPJ in one line."""
        number = f"CNPJ {self.document}" if self.document else ""
        return " · ".join(part for part in (self.legal_name, number) if part)

    @property
    def ways_line(self) -> str:
        """Address, phone and e-mail in one line."""
        return " · ".join(part for part in (self.address, self.phone, self.email) if part)


def company_identity() -> Identity:
    """Who the company is now; at most one query."""
    return Identity(
        name=text_of("company_name"),
        legal_name=text_of("company_legal_name"),
        document=format_document(text_of("company_document")),
        phone=text_of("company_phone"),
        email=text_of("company_email"),
        address=text_of("company_address"),
        notice=privacy_notice(),
    )


def privacy_notice() -> str:
    """The notice with how long protocols are kept and whom to ask; empty while no notice was written."""
    notice = text_of("privacy_notice")
    if not notice:
        return ""
    parts = [notice, _("Kept for %(years)s years after closing.") % {"years": number_of("retention_years")}]
    if asked := text_of("privacy_contact"):
        parts.append(_("Questions about personal data: %(contact)s.") % {"contact": asked})
    return " ".join(parts)


def signature() -> str:
    """The lines under an e-mail; empty while nothing about the company was set."""
    who = company_identity()
    lines = [line for line in (who.name, who.legal_line, who.ways_line) if line]
    if who.notice:
        lines += ["", who.notice]
    return "\n".join(lines).strip()
