"""One-line texts that people type: trimmed, storable everywhere, within their length."""

import re
import unicodedata

from django.utils.translation import gettext as _

from central.foundation.errors import Invalid

BLANKS = re.compile(r"\s+")


def is_storable(text: str) -> bool:
    """Whether both databases take the text: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def is_shown(text: str) -> bool:
    """Whether every sign of the text can be shown: storable, and no control character but blanks."""
    return not any(unicodedata.category(sign) in ("Cs", "Cc") and not sign.isspace() for sign in text)


def one_line(text: str, *, field: str, longest: int, required: bool = True, missing: str = "") -> str:
    """A typed text as it is stored; raises `Invalid` at the field, for nothing typed with `missing`."""
    if not is_shown(text):
        raise Invalid(_("Characters that cannot be shown are not accepted."), field=field)
    line = BLANKS.sub(" ", text).strip()
    if required and not line:
        raise Invalid(missing or _("Fill this in."), field=field)
    if len(line) > longest:
        raise Invalid(_("Use at most %(count)d characters.") % {"count": longest}, field=field)
    return line


def line_or_error(
    text: str, errors: dict[str, str], *, field: str, longest: int, required: bool = True, missing: str = ""
) -> str:
    """A typed text as it is stored; one that cannot be puts its sentence among the errors and answers ''."""
    try:
        return one_line(text, field=field, longest=longest, required=required, missing=missing)
    except Invalid as error:
        errors[field] = str(error.message)
        return ""
