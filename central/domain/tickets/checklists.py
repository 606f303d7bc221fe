"""Answers to a checklist: read from what was typed, checked against its items, told what is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from central.domain.catalog.models import Checklist, ChecklistItem, ItemKind
from central.foundation.errors import Invalid
from central.foundation.lines import is_storable

Answers = dict[str, str]
WORK, CLOSING, OPENING = "checklist_", "closing_", "opening_"
"""What names of answers to a checklist begin with: those of the work, of the closing, of the opening."""
FIELD = "checklist_{code}"
CLOSING_FIELD = "closing_{code}"
OPENING_FIELD = "opening_{code}"
LONGEST_ANSWER = 500
NUMBER = re.compile(r"[+-]?(\d{1,8}(\.\d{0,20})?|\.\d{1,20})\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChecklistState:
    """How far a checklist is answered."""

    answered: int
    total: int
    missing: tuple[str, ...]


def items_of(checklist: Checklist | None) -> list[ChecklistItem]:
    """The active items of a checklist in their order; none for no checklist."""
    if checklist is None:
        return []
    return list(checklist.items.filter(is_active=True).order_by("position", "id"))


def shown_items(checklist: Checklist | None, answers: Mapping[str, str]) -> list[ChecklistItem]:
    """The items in use and the retired ones that were answered, in their order."""
    if checklist is None:
        return []
    found = checklist.items.order_by("position", "id")
    return [item for item in found if item.is_active or answers.get(item.code)]


def note_wordings(
    wordings: Mapping[str, int], begin: str, items: list[ChecklistItem], answers: Mapping[str, str]
) -> dict[str, int]:
    """How the items were worded when these answers were given; a first wording needs no note."""
    kept = dict(wordings)
    for item in items:
        key = f"{begin}{item.code}"
        if item.code in answers:
            kept.pop(key, None)
            if answers[item.code] and item.wording:
                kept[key] = item.wording
    return kept


def words_of(item: ChecklistItem, begin: str, answers: Mapping[str, str], wordings: Mapping[str, int]) -> str:
    """What an item asks; once answered, in the words that were answered."""
    return item.words_at(wordings.get(f"{begin}{item.code}", 0)) if answers.get(item.code) else item.label


def read_answers(items: list[ChecklistItem], given: Mapping[str, str], *, name: str = FIELD) -> Answers:
    """The given answers in their stored form; raises `Invalid` with a sentence per wrong one.

    Items that were not given stay out; an emptied one is given as ''.
    """
    answers: Answers = {}
    errors: dict[str, str] = {}
    for item in items:
        if item.code not in given:
            continue
        try:
            answers[item.code] = read_answer(item, given[item.code].strip())
        except ValueError as error:
            errors[name.format(code=item.code)] = str(error)
    if errors:
        raise Invalid(_("Some answers of the checklist need mending."), errors=errors)
    return answers


def read_answer(item: ChecklistItem, text: str) -> str:
    """One answer in its stored form; raises `ValueError` with the sentence to show."""
    if not text:
        return ""
    if not is_storable(text):
        raise ValueError(_("Characters that cannot be shown are not accepted."))
    if len(text) > LONGEST_ANSWER:
        raise ValueError(_("Use at most %(count)d characters.") % {"count": LONGEST_ANSWER})
    if item.kind == ItemKind.CHECK:
        return "1" if text in {"1", "on", "true"} else ""
    if item.kind == ItemKind.YESNO:
        if text not in {"1", "0"}:
            raise ValueError(_("Answer yes or no."))
        return text
    if item.kind == ItemKind.NUMBER:
        return str(read_number(item, text))
    if item.kind == ItemKind.CHOICE and text not in item.choices:
        raise ValueError(_("Choose one of the options."))
    if item.kind == ItemKind.DATE:
        return read_date(text)
    return text


def read_number(item: ChecklistItem, text: str) -> Decimal:
    """A number typed with a decimal comma or point, a true minus sign allowed, within the item's bounds."""
    plain = text.replace("−", "-").replace(",", ".")
    if not NUMBER.match(plain) or abs(number := Decimal(plain)) > 10**7:
        raise ValueError(_("Type a number, such as −19,8."))
    if item.minimum is not None and number < item.minimum:
        raise ValueError(_("At least %(limit)s.") % {"limit": shown_number(item.minimum)})
    if item.maximum is not None and number > item.maximum:
        raise ValueError(_("At most %(limit)s.") % {"limit": shown_number(item.maximum)})
    return number


def shown_number(number: Decimal) -> str:
    """A number as people here write it."""
    return f"{number.normalize():f}".replace(".", ",").replace("-", "−")


def answer_in_words(kind: str, unit: str, stored: str) -> str:
    """A stored answer as people read it; '' for a tick, which says all by itself."""
    if kind == ItemKind.CHECK or not stored:
        return ""
    if kind == ItemKind.YESNO:
        return _("Yes") if stored == "1" else _("No")
    if kind == ItemKind.NUMBER:
        shown = stored.replace(".", ",").replace("-", "−")
        return f"{shown}\u00a0{unit}" if unit else shown
    if kind == ItemKind.DATE and stored.count("-") == 2:
        return "/".join(reversed(stored.split("-")))
    return stored


def read_date(text: str) -> str:
    """A day typed as 24/11/2026 or 2026-11-24, stored in ISO form."""
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day).isoformat()
        return date.fromisoformat(text).isoformat()
    except (ValueError, OverflowError):
        raise ValueError(_("Type a day, such as 24/11/2026.")) from None


def state_of(items: list[ChecklistItem], answers: Mapping[str, str]) -> ChecklistState:
    """How many items are answered, and which required ones are not."""
    missing = tuple(item.code for item in items if item.is_required and not answers.get(item.code))
    answered = sum(1 for item in items if answers.get(item.code))
    return ChecklistState(answered, len(items), missing)


def missing_answers(
    items: list[ChecklistItem], answers: Mapping[str, str], *, name: str = FIELD
) -> dict[str, str]:
    """A sentence at each required item without an answer."""
    missing = state_of(items, answers).missing
    return {name.format(code=code): _("This answer is required.") for code in missing}


def check_complete(items: list[ChecklistItem], answers: Mapping[str, str]) -> None:
    """Raises `Invalid` at each required item without an answer."""
    errors = missing_answers(items, answers)
    if errors:
        raise Invalid(_("Answer what the checklist requires."), errors=errors)
