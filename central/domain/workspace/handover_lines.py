"""The lines of a timeline about hand-overs: accepted, returned, taken back, expired."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.workspace.entries import Entry, Pill, safe_body
from central.domain.workspace.lines import entry, hour
from central.domain.workspace.texts import PageTexts
from central.foundation.events.models import EventRecord


def accepted(event: EventRecord, page: PageTexts) -> Entry:
    """Who took a forwarded protocol over, from whom, by what, after how long."""
    given, names = event.payload, page.names.at(event.at)
    says = {
        "accepted": _("accepted the ticket from %(name)s"),
        "execution": _("accepted the ticket from %(name)s by starting the execution"),
        "assume": _("accepted the ticket from %(name)s by taking it over"),
        "assign": _("accepted the ticket from %(name)s by choosing who is responsible"),
        "forward": _("accepted the ticket from %(name)s by forwarding it"),
    }.get(given["cause"], _("accepted the ticket from %(name)s by working on it"))
    return entry(
        event,
        page,
        icon="check",
        tone="hand",
        says=says % {"name": names.of("person", given.get("sender_id")) or _("Central")},
        span=timedelta(seconds=given["waited_seconds"]),
    )


def returned(event: EventRecord, page: PageTexts) -> Entry:
    """Who gave a protocol back to whom, and why."""
    given, names = event.payload, page.names.at(event.at)
    text = page.texts.get(("forwarding", given["forwarding_id"]))
    target = names.of("person", given.get("to_person_id")) or names.of("team", given["to_team_id"])
    count = {"count": given["count"]}
    pills = (
        (
            Pill(
                ngettext("returned %(count)s time", "returned %(count)s times", given["count"]) % count,
                "warn",
            ),
        )
        if given["count"] > 1
        else ()
    )
    return entry(
        event,
        page,
        form="message",
        icon="arrow-back-up",
        tone="hand",
        says=_("returned the ticket to %(name)s") % {"name": target},
        pills=pills,
        body=safe_body(text.label) if text and text.label else None,
    )


def taken_back(event: EventRecord, page: PageTexts) -> Entry:
    """Who took a protocol back before anybody accepted it."""
    team = page.names.at(event.at).of("team", event.payload["from_team_id"])
    says = _("took the ticket back from %(team)s before it was accepted") % {"team": team}
    return entry(event, page, icon="arrow-back-up", tone="hand", says=says)


def overdue(event: EventRecord, page: PageTexts) -> Entry:
    """The team's time to accept is used."""
    given = event.payload
    words = {
        "team": page.names.at(event.at).of("team", given["team_id"]),
        "time": hour(given["accept_by"]),
    }
    says = _("called the leader of %(team)s: not accepted yet, goes back at %(time)s") % words
    return entry(event, page, icon="bell", tone="hand", says=says)


def expired(event: EventRecord, page: PageTexts) -> Entry:
    """Nobody accepted: the protocol went back."""
    given, names = event.payload, page.names.at(event.at)
    words = {
        "team": names.of("team", given["from_team_id"]),
        "name": names.of("person", given.get("to_person_id")) or names.of("team", given["to_team_id"]),
    }
    says = _("gave the ticket back to %(name)s: nobody in %(team)s accepted it") % words
    return entry(event, page, icon="arrow-back-up", tone="hand", says=says)


def lapsed(event: EventRecord, page: PageTexts) -> Entry:
    """A forwarding that another act overtook."""
    causes = {
        "forward": _("ended the wait for acceptance by forwarding the ticket on"),
        "closing": _("ended the wait for acceptance by closing the ticket"),
        "cancelling": _("ended the wait for acceptance by cancelling the ticket"),
        "deactivated": _("ended the wait for acceptance: the team that sent it was deactivated"),
    }
    return entry(event, page, form="small", icon="arrow-forward-up", says=causes[event.payload["cause"]])


def ping_pong(event: EventRecord, page: PageTexts) -> Entry:
    """The protocol was returned too often."""
    count = event.payload["count"]
    says = _("called the supervisors: this ticket was returned %(count)s times") % {"count": count}
    return entry(event, page, icon="repeat", tone="hand", says=says, pills=(Pill(_("Ping-pong"), "bad"),))
