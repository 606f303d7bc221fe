"""What an opening tells beside its words: where it was filed, what its checklist was answered."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from central.domain.tickets import checklists, filing
from central.domain.tickets.checklists import answer_in_words
from central.domain.workspace.texts import PageTexts
from central.foundation.events.models import EventRecord


def filed_labels() -> dict[str, str]:
    """What the levels are called."""
    return {
        "catalog": _("Catalogue"),
        "catalog_item": pgettext("catalogue", "Item"),
        "catalog_class": pgettext("catalogue", "Class"),
        "context": _("Context"),
        "problem": _("Problem"),
    }


def asked(event: EventRecord, page: PageTexts) -> list[str]:
    """The lines of an opening: catalogue, context and problem by their names of then, each answer given."""
    names, given = page.names.at(event.at), event.payload.get("filing") or {}
    lines = []
    for label, levels in ((_("Catalogue"), filing.LEVELS), (_("Problem"), filing.PROBLEMS)):
        path = [names.of(name, given.get(name)) for name, *_rest in levels]
        if any(path):
            lines.append(f"{label}: {' › '.join(name for name in path if name)}")
    for opening in page.sheet.checklists:
        if opening.begin == checklists.OPENING:
            for item in page.names.items:
                answer = opening.answers.get(item.code, "")
                if item.checklist_id == opening.id and answer:
                    wording = opening.wordings.get(f"{opening.begin}{item.code}", 0)
                    words = answer_in_words(item.kind, item.unit, answer) or _("Yes")
                    lines.append(f"{item.words_at(wording)}: {words}")
    return lines
