"""Brazilian phones: one canonical form, and keys by which the forms with and without ninth digit meet.

A geographic number is two digits of DDD and then nine digits beginning with 9 (mobile) or eight
beginning with 2 to 5 (fixed). Service numbers (0800, 4004, 190) are dialled as they are and never get
a country code. WhatsApp names many numbers without the ninth digit: keys leave it out.
"""

import re
from dataclasses import dataclass

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from central.foundation.errors import Invalid

_REGION, _COUNTRY = "BR", 55
_TAIL = 8
TYPED_LENGTH = 30

_CHARACTERS = re.compile(r"\+?[0-9\s().\-xX]*")
_EXTENSION = re.compile(r"[\s,;]*(?:ramal|r\.|ext\.?|#)\s*[0-9]{1,6}\s*$", re.IGNORECASE)
_SHORT = re.compile(r"1[0-9]{2}|10[0-9]{3}")  # public services (190, 136) and operators (10315)
_SERVICE_KINDS = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.UAN,
    }
)
_MOBILE = re.compile(r"[0-9]{2}9[0-9]{8}")
_FIXED = re.compile(r"[0-9]{2}[2-5][0-9]{7}")
_OLD_MOBILE = re.compile(r"[0-9]{2}[6-9][0-9]{7}")


class PhoneError(Invalid):
    """A phone that cannot be right.

    `code` is one of empty, characters, area_code, ninth_digit, number; `suggestion` is the number that
    was probably meant, ready to be taken, or empty.
    """

    def __init__(self, code: str, message: str | Promise, *, suggestion: str = "") -> None:
        super().__init__(message, field="phone")
        self.code = code
        self.suggestion = suggestion


@dataclass(frozen=True)
class CanonicalPhone:
    """A phone as it is stored: `e164` is None for service numbers, which stay as typed."""

    e164: str | None
    typed: str
    key: str
    is_mobile: bool

    @property
    def tail(self) -> str:
        """The last eight digits of the key, for searches without DDD."""
        return self.key[-_TAIL:]


@dataclass(frozen=True)
class PhoneKeys:
    """What a typed search may meet: whole keys, or tails of eight digits when no DDD was typed."""

    match_keys: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.match_keys or self.tails)


def canonical_phone(text: str) -> CanonicalPhone:
    """The canonical form of a typed phone; raises `PhoneError`, which may suggest the ninth digit."""
    typed = " ".join(text.split())
    dialled = _EXTENSION.sub("", typed)
    digits = _digits(dialled)
    if not typed:
        raise PhoneError("empty", _("Type the phone number."))
    if not _CHARACTERS.fullmatch(dialled) or not dialled.isascii():
        raise PhoneError("characters", _("Use only digits, spaces, parentheses and hyphens."))
    if len(typed) > TYPED_LENGTH:
        raise PhoneError("number", _("This phone number does not exist. Check its digits."))
    if _SHORT.fullmatch(digits):
        return CanonicalPhone(None, typed, digits, False)
    try:
        number = phonenumbers.parse(dialled, _REGION)
    except NumberParseException:
        raise PhoneError("number", _("This phone number does not exist. Check its digits.")) from None
    if number.country_code != _COUNTRY:
        return _foreign(number, typed)
    if phonenumbers.number_type(number) in _SERVICE_KINDS:
        return CanonicalPhone(None, typed, _service_key(number), False)
    return _brazilian(number, typed)


def match_key(e164: str) -> str:
    """The key of an E.164 number or WhatsApp id: DDD and eight digits; foreign numbers whole, with `+`."""
    digits = _digits(e164)
    national = digits.removeprefix(str(_COUNTRY))
    if digits == national or len(national) not in (10, 11):
        return f"+{digits}"
    return _without_ninth(national)


def search_keys(digits: str) -> PhoneKeys:
    """The keys that a typed search may meet, with or without country, DDD and ninth digit.

    A fragment of a number has none, so that `PhoneKeys()` is false and nothing is searched.
    """
    typed = _digits(digits)
    if digits.strip().startswith("+"):
        return PhoneKeys(match_keys=(match_key(typed),))
    if _SHORT.fullmatch(typed):
        return PhoneKeys(match_keys=(typed,))
    if len(typed) == 8 or (len(typed) == 9 and typed[0] == "9"):
        return PhoneKeys(tails=(typed[-_TAIL:],))
    if typed.startswith("0"):  # a service number, or a trunk zero before the DDD
        national = typed.lstrip("0")
        keys = (typed, _without_ninth(national)) if len(national) in (10, 11) else (typed,)
        return PhoneKeys(match_keys=keys if len(typed) >= 10 else ())
    if len(typed) in (10, 11):
        return PhoneKeys(match_keys=(_without_ninth(typed),))
    if len(typed) in (12, 13) and typed.startswith(str(_COUNTRY)):
        return PhoneKeys(match_keys=(match_key(typed),))
    return PhoneKeys()


def format_phone(e164: str) -> str:
    """A number as it is shown, `(49) 99999-0000`; foreign ones with their country, other text as it is."""
    national = e164.removeprefix(f"+{_COUNTRY}")
    if national != e164 and len(national) in (10, 11):
        return f"({national[:2]}) {national[2:-4]}-{national[-4:]}"
    if not e164.startswith("+"):
        return e164
    try:
        return phonenumbers.format_number(phonenumbers.parse(e164), PhoneNumberFormat.INTERNATIONAL)
    except NumberParseException:
        return e164


def _digits(text: str) -> str:
    return "".join(re.findall("[0-9]", text))


def _without_ninth(national: str) -> str:
    return national[:2] + national[3:] if _MOBILE.fullmatch(national) else national


def _service_key(number: PhoneNumber) -> str:
    """0800, 0300 and the like are dialled with a zero in front; 4004 and 3003 without."""
    national = str(number.national_number)
    return national if len(national) == 8 else f"0{national}"


def _foreign(number: PhoneNumber, typed: str) -> CanonicalPhone:
    if not phonenumbers.is_valid_number(number):
        raise PhoneError("number", _("This phone number does not exist. Check its digits."))
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    is_mobile = phonenumbers.number_type(number) == PhoneNumberType.MOBILE
    return CanonicalPhone(e164, typed, match_key(e164), is_mobile)


def _brazilian(number: PhoneNumber, typed: str) -> CanonicalPhone:
    national = str(number.national_number)
    e164 = f"+{_COUNTRY}{national}"
    right_shape = _MOBILE.fullmatch(national) or _FIXED.fullmatch(national)
    if right_shape and phonenumbers.is_valid_number(number):
        return CanonicalPhone(e164, typed, _without_ninth(national), bool(_MOBILE.fullmatch(national)))
    if len(national) in (8, 9):
        raise PhoneError("area_code", _("Digits are missing: start with the DDD, as in (49) 99999-0000."))
    longer = f"+{_COUNTRY}{national[:2]}9{national[2:]}"
    if _OLD_MOBILE.fullmatch(national) and phonenumbers.is_valid_number(phonenumbers.parse(longer)):
        meant = format_phone(longer)
        message = _("Mobile phones have nine digits. Did you mean %(phone)s?") % {"phone": meant}
        raise PhoneError("ninth_digit", message, suggestion=meant)
    if len(national) in (10, 11) and not _is_area_code(national[:2]):
        raise PhoneError("area_code", _("The DDD %(code)s does not exist.") % {"code": national[:2]})
    raise PhoneError("number", _("This phone number does not exist. Check its digits."))


def _is_area_code(code: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(f"+{_COUNTRY}{code}30000000"))
