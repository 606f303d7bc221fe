"""How the fields of a form stand on the page: in parts, each control by its kind."""

from dataclasses import dataclass

from django.forms.boundfield import BoundField

from central.domain.registries.declarations import Field, Kind, Registry
from central.doors.web.forms import DeskForm

LONG = 20


@dataclass(frozen=True, slots=True)
class Control:
    """A field of the page: its form's control and how it is drawn; in a row its names start with `begin`."""

    field: Field
    bound: BoundField
    begin: str = ""
    is_settled: bool = False

    @property
    def shown_when(self) -> str:
        """What the scripts read to show it only for some values of another field."""
        if self.field.shown_when is None:
            return ""
        return f"{self.begin}{self.field.shown_when[0]}={','.join(self.field.shown_when[1])}"

    @property
    def in_words(self) -> str:
        """The value that is chosen, as people read it."""
        chosen = str(self.bound.value() or "")
        return next((str(words) for key, words in self.field.choices if str(key) == chosen), chosen)

    @property
    def is_long(self) -> bool:
        """Whether so many choices stand there that they are searched and scrolled."""
        return self.field.kind is Kind.ENTRIES and len(getattr(self.bound.field, "choices", ())) > LONG


@dataclass(frozen=True, slots=True)
class Part:
    """A headed block of the form."""

    label: str
    controls: tuple[Control, ...]


def parts_of(registry: Registry, form: DeskForm) -> list[Part]:
    """The blocks of a form in the order of the declaration."""
    found: dict[str, list[Control]] = {}
    for field in registry.fields:
        found.setdefault(str(field.part), []).append(Control(field, form[field.name]))
    return [Part(label, tuple(controls)) for label, controls in found.items()]
