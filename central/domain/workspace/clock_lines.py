"""The lines of a timeline that tell of the deadline."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from central.domain.people.facts import Change
from central.domain.workspace.entries import Entry
from central.domain.workspace.lines import day_hour, entry
from central.domain.workspace.texts import PageTexts
from central.foundation.events.models import EventRecord

DEADLINE_CAUSES = {
    "resumed": _lazy("the paused time does not count"),
    "recounted": _lazy("counted anew: calendar, holiday, place or term changed"),
}


def deadline_changed(event: EventRecord, page: PageTexts) -> Entry:
    """The deadline from → to, and the Situação where it changed."""
    given, names = event.payload, page.names.at(event.at)
    levels = [names.of("level", given[f"{side}_service_level_id"]) for side in ("from", "to")]
    return entry(
        event,
        page,
        form="small",
        icon="clock",
        label=_("Deadline"),
        before=day_hour(given["from_due_at"]),
        after=day_hour(given["to_due_at"]),
        says=str(DEADLINE_CAUSES.get(given.get("cause", ""), "")),
        changes=(Change(_("Service level"), *levels),) if levels[0] != levels[1] else (),
    )


def deadline_near(event: EventRecord, page: PageTexts) -> Entry:
    """The warning before a deadline."""
    words = {"percent": event.payload["percent"], "time": day_hour(event.payload["due_at"])}
    says = _("warned: %(percent)s %% of the term is used, due %(time)s") % words
    return entry(event, page, form="small", icon="clock-exclamation", tone="near", says=says)


def deadline_missed(event: EventRecord, page: PageTexts) -> Entry:
    """A deadline that passed."""
    says = _("warned: the deadline of %(time)s has passed") % {"time": day_hour(event.payload["due_at"])}
    return entry(event, page, form="small", icon="alert-triangle", tone="bad", says=says)
