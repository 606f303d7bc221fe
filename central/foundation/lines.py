"""One-line texts that people type: trimmed, storable everywhere, within their length."""

import re

from django.utils.translation import gettext as _

from central.foundation.errors import Invalid

BLANKS = re.compile(r"\s+")


def is_storable(text: str) -> bool:
    """Whether both databases take the text: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def one_line(text: str, *, field: str, longest: int, required: bool = True) -> str:
    """A typed text as it is stored; raises `Invalid` at the field when it cannot be."""
    if not is_storable(text):
        raise Invalid(_("This text holds a character that cannot be stored."), field=field)
    line = BLANKS.sub(" ", text).strip()
    if required and not line:
        raise Invalid(_("Fill this in."), field=field)
    if len(line) > longest:
        raise Invalid(_("At most %(longest)s characters.") % {"longest": longest}, field=field)
    return line
