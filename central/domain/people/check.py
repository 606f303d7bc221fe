"""The sentences that a check collects, field by field, and the checks that every text needs."""

from collections.abc import Container
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from central.foundation.errors import Invalid

Errors = dict[str, str]
LONGEST_NOTES = 8000


@dataclass(slots=True)
class Check:
    """The sentences collected so far."""

    errors: Errors = field(default_factory=dict)

    def text(self, key: str, value: str, longest: int) -> str:
        """A one-line text without needless spaces, not too long."""
        return self.kept(key, " ".join(value.split()), longest)

    def long_text(self, key: str, value: str, longest: int = LONGEST_NOTES) -> str:
        """A text of several lines, not too long."""
        return self.kept(key, value.replace("\r\n", "\n").strip(), longest)

    def kept(self, key: str, text: str, longest: int) -> str:
        """A text that fits its column and has only characters that every database keeps."""
        if len(text) > longest:
            self.errors[key] = _("Use at most %(count)d characters.") % {"count": longest}
        elif any(is_unkept(character) for character in text):
            self.errors[key] = _("Take out the characters that cannot be shown.")
        return text

    def choice(self, key: str, value: str, choices: Container[str]) -> str:
        """One of the choices, or none."""
        if value and value not in choices:
            self.errors[key] = _("Choose from the list.")
        return value

    def refuse_if_wrong(self) -> None:
        """Raises `Invalid` with all sentences, when there are any."""
        if self.errors:
            raise Invalid(_("Some fields need mending."), errors=self.errors)

    def email(self, key: str, value: str) -> str:
        """An e-mail address in lower case, or ''."""
        text = value.strip().lower()
        if not text:
            return ""
        try:
            validate_email(text)
        except ValidationError:
            self.errors[key] = _("Write the e-mail like name@provider.com.")
        return self.text(key, text, 160)


def is_unkept(character: str) -> bool:
    """Whether a character is a control sign or half a pair, which no database keeps alike."""
    code = ord(character)
    return (code < 32 and character not in "\n\t") or code == 127 or 0xD800 <= code <= 0xDFFF
