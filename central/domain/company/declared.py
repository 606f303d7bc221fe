"""What a company may decide: each parameter declared once, with its words, kind, range and what obeys it."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

TEXT, LONG_TEXT, NUMBER, CHOICE = "text", "long_text", "number", "choice"
CNPJ, PHONE, EMAIL = "cnpj", "phone", "email"

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its group, words, kind, default and range; `takes_effect` tells what obeys it."""

    key: str
    group: Words
    label: Words
    takes_effect: Words
    kind: str = TEXT
    default: str = ""
    least: int = 0
    most: int = 120
    choices: tuple[tuple[str, Words], ...] = ()

    @property
    def greatest(self) -> int:
        """The end of the range; that of uploads is set by the installation."""
        return int(settings.CENTRAL_MAX_FILE_MB) if self.key == "upload_mb" else self.most


COMPANY, NUMBERS, REPORTS = _("Company"), _("Numbers"), _("Reports")
LIMITS, PRIVACY, LAW = _("Limits"), _("Privacy (LGPD)"), _("Regulation")
ON_PAPER = _("Printed on the work order and written under e-mails, from now on.")


def company(key: str, label: Words, **more: Any) -> Parameter:
    """One of the values that say who the company is."""
    return Parameter(key, COMPANY, label, more.pop("takes_effect", ON_PAPER), **more)


PARAMETERS = (
    company(
        "company_name", _("Name of the company"),
        takes_effect=_("Shown on the sign-in page, on the work order and under e-mails, at once."),
    ),
    company("company_legal_name", _("Legal name (razão social)")),
    company("company_document", "CNPJ", kind=CNPJ, most=20),
    company("company_phone", _("Phone"), kind=PHONE, most=30),
    company("company_email", pgettext_lazy("of the company", "E-mail"), kind=EMAIL, most=160),
    company("company_address", _("Address"), most=200),
    Parameter(
        "first_protocol", NUMBERS, _("First protocol number"),
        _("The next protocol takes it, or the one after the last when that is greater. None is used twice."),
        kind=NUMBER, default="1", least=1, most=999_999_999_999,
    ),
    Parameter(
        "protocol_prefix", NUMBERS, _("Beginning of protocol numbers"),
        _("Holds for the next protocols. Numbers already given never change, and none is used twice."),
        kind=CHOICE, default="none",
        choices=(
            ("none", _("No beginning: 1001, 1002…")),
            ("year", _("Year: 2026 00001…")),
            ("month", _("Year and month: 202611 00001…")),
            ("day", _("Year, month and day: 20261124 00001…")),
        ),
    ),
    Parameter(
        "protocol_digits", NUMBERS, _("Digits after the beginning"),
        _("How many digits count on within the year, month or day. Not used without a beginning."),
        kind=NUMBER, default="5", least=3, most=7,
    ),
    Parameter(
        "report_privacy", REPORTS, _("Privacy of a new report"),
        _("What the form of a new report proposes, at once; its author may choose otherwise."),
        kind=CHOICE, default="private",
        choices=(("private", _("Private")), ("public", _("Public"))),
    ),
    Parameter(
        "correction_minutes", LIMITS, _("Minutes to correct a report or record"),
        _("How long its author may correct it; counts at once, also for what is written already."),
        kind=NUMBER, default="15", least=0, most=1440,
    ),
    Parameter(
        "upload_mb", LIMITS, _("Greatest size of a file, in MB"),
        _("Counts for the next files. The installation's own limit stays above it."),
        kind=NUMBER, default="", least=1, most=500,
    ),
    Parameter(
        "upload_count", LIMITS, _("Most files at once"),
        _("Counts for the next report, forwarding or opening."),
        kind=NUMBER, default="10", least=1, most=30,
    ),
    Parameter(
        "privacy_notice", PRIVACY, _("Privacy notice"),
        _("Printed at the foot of the work order and of e-mails, with the two values below."),
        kind=LONG_TEXT, most=600,
    ),
    Parameter(
        "retention_years", PRIVACY, _("Years that protocols are kept after closing"),
        _("Told in the privacy notice; nothing is discarded by itself. Five years at least (CDC art. 27)."),
        kind=NUMBER, default="5", least=5, most=30,
    ),
    Parameter(
        "privacy_contact", PRIVACY, _("Contact of who answers for personal data (encarregado)"),
        _("Told in the privacy notice (LGPD art. 41)."),
    ),
    Parameter(
        "consent_text", PRIVACY, _("Text of a consent"),
        _("Proposed when a consent is recorded; consents given already keep their own text."),
        kind=LONG_TEXT, most=1000,
    ),
    Parameter(
        "porte_regulatorio", LAW, _("Regulatory size (porte)"),
        _("Kept for the rules of Anatel. It changes no deadline yet: terms by size come with the deadlines."),
        kind=CHOICE, default="micro",
        choices=(
            ("micro", _("Micro: up to 5,000 accesses")),
            ("ppp", _("Small (PPP): over 5,000 accesses")),
            ("large", _("Large")),
        ),
    ),
)  # fmt: skip
BY_KEY = {parameter.key: parameter for parameter in PARAMETERS}
