"""CPF and CNPJ, numeric and alphanumeric: one stored form, the official check digits, how they are shown.

Stored: 11 or 14 characters of `0-9A-Z`, upper case, without separators. Only ASCII letters and digits
are taken: full-width or other scripts are refused rather than guessed at. Sources: Instrução Normativa
RFB 2.229/2024 (alphanumeric CNPJ, in use since July 2026) and the check digit rules of the tax office.
"""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from central.foundation.errors import Invalid

CPF_LENGTH, CNPJ_LENGTH = 11, 14

_SEPARATORS = re.compile(r"[\s./-]+")
_CPF = re.compile(r"[0-9]{11}")
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_CNPJ_WEIGHTS = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
_DOT = "•"


class DocumentError(Invalid):
    """A document that cannot be right; `code` says why: empty, length, characters, repeated, check_digits."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(message, field="document")
        self.code = code


def normalise_document(text: str) -> str:
    """The stored form of what was typed: no dots, bars, hyphens or spaces, letters in upper case.

    Only ASCII letters are raised, so that no other letter can turn into one; what else is in the text
    stays, for the validation to refuse.
    """
    return _SEPARATORS.sub("", text).translate(_UPPER)


def validate_document(text: str) -> str:
    """The stored form of a CPF or a CNPJ, told apart by length; raises `DocumentError`."""
    document = normalise_document(text)
    if len(document) == CPF_LENGTH:
        return validate_cpf(document)
    if len(document) == CNPJ_LENGTH:
        return validate_cnpj(document)
    if not document:
        raise DocumentError("empty", _("Type the CPF or the CNPJ."))
    raise DocumentError("length", _("A CPF has 11 digits, a CNPJ has 14 characters."))


def validate_cpf(text: str) -> str:
    """The stored form of a CPF; raises `DocumentError`."""
    document = normalise_document(text)
    if not document:
        raise DocumentError("empty", _("Type the CPF."))
    if len(document) != CPF_LENGTH:
        raise DocumentError("length", _("The CPF must have 11 digits."))
    if not _CPF.fullmatch(document):
        raise DocumentError("characters", _("The CPF has only digits."))
    if len(set(document)) == 1:
        raise DocumentError("repeated", _("A CPF of one repeated digit does not exist."))
    if cpf_check_digits(document[:9]) != document[9:]:
        raise DocumentError("check_digits", _("The CPF check digits do not match."))
    return document


def validate_cnpj(text: str) -> str:
    """The stored form of a CNPJ, numeric or alphanumeric; raises `DocumentError`."""
    document = normalise_document(text)
    if not document:
        raise DocumentError("empty", _("Type the CNPJ."))
    if len(document) != CNPJ_LENGTH:
        raise DocumentError("length", _("The CNPJ must have 14 characters."))
    if not _CNPJ.fullmatch(document):
        raise DocumentError(
            "characters", _("The CNPJ has letters without accents and digits; its last two are digits.")
        )
    if len(set(document)) == 1:
        raise DocumentError("repeated", _("A CNPJ of one repeated digit does not exist."))
    if cnpj_check_digits(document[:12]) != document[12:]:
        raise DocumentError("check_digits", _("The CNPJ check digits do not match."))
    return document


def is_valid_cpf(text: str) -> bool:
    """Whether the text is a right CPF, masked or not."""
    try:
        return bool(validate_cpf(text))
    except DocumentError:
        return False


def is_valid_cnpj(text: str) -> bool:
    """Whether the text is a right CNPJ, masked or not."""
    try:
        return bool(validate_cnpj(text))
    except DocumentError:
        return False


def is_valid_document(text: str) -> bool:
    """Whether the text is a right CPF or CNPJ, masked or not."""
    return is_valid_cpf(text) or is_valid_cnpj(text)


def cpf_check_digits(base: str) -> str:
    """The two check digits of the nine first digits of a CPF."""
    if not re.fullmatch(r"[0-9]{9}", base):
        raise ValueError("the base of a CPF is nine digits")
    first = _check_digit(base, range(10, 1, -1))
    return first + _check_digit(base + first, range(11, 1, -1))


def cnpj_check_digits(base: str) -> str:
    """The two check digits of the twelve first characters of a CNPJ; each counts as its ASCII code - 48."""
    if not re.fullmatch(r"[0-9A-Z]{12}", base):
        raise ValueError("the base of a CNPJ is twelve digits or capital letters")
    first = _check_digit(base, _CNPJ_WEIGHTS[1:])
    return first + _check_digit(base + first, _CNPJ_WEIGHTS)


def _check_digit(characters: str, weights: range | tuple[int, ...]) -> str:
    total = sum(weight * (ord(character) - 48) for character, weight in zip(characters, weights, strict=True))
    rest = total % 11
    return "0" if rest < 2 else str(11 - rest)


def format_document(document: str) -> str:
    """A stored document with its dots, bar and hyphen; anything else comes back as it is."""
    d = document
    if len(d) == CPF_LENGTH:
        return f"{d[:3]}.{d[3:6]}.{d[6:9]}-{d[9:]}"
    if len(d) == CNPJ_LENGTH:
        return f"{d[:2]}.{d[2:5]}.{d[5:8]}/{d[8:12]}-{d[12:]}"
    return d


def mask_document(document: str) -> str:
    """A stored document as screens show it, `•••.482.917-••` or `••.318.204/0001-••`; else all hidden."""
    d = document
    if len(d) == CPF_LENGTH:
        return format_document(_DOT * 3 + d[3:9] + _DOT * 2)
    if len(d) == CNPJ_LENGTH:
        return format_document(_DOT * 2 + d[2:12] + _DOT * 2)
    return _DOT * len(d)
