"""Escalation in words: the line of the timeline, and what a rule will do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from central.domain.catalog.models import PriorityStep
from central.domain.escalation.models import KEEP, STEP, EscalationRule, Timing
from central.domain.escalation.queries import next_step
from central.domain.tickets.models import Ticket
from central.domain.workspace.entries import Entry
from central.domain.workspace.lines import entry
from central.domain.workspace.texts import PageTexts
from central.foundation.events.models import EventRecord

NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class NextEscalation:
    """What escalation will do next, when, by which rule."""

    at: datetime
    does: str
    rule: str


def roles() -> Mapping[str, str]:
    """Whom a rule tells, in the order in which it is said."""
    return {
        "assignee": _("the assignee"),
        "leader": _("the leader of the team"),
        "supervisors": _("the supervisors of the team"),
        "profile": _("the users of a profile"),
    }


def joined(words: list[str]) -> str:
    """Words one after the other, the last one after *and*."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def when_words(timing: str, amount: int | None) -> str:
    """When a rule acts."""
    words = {
        Timing.PERCENT: _("at %(count)s %% of the term"),
        Timing.BEFORE: _("%(count)s min before the deadline"),
        Timing.AT: _("at the deadline"),
        Timing.AFTER: _("%(count)s min after the deadline"),
        Timing.BUSINESS: _("%(count)s business min after the deadline"),
    }
    return words[Timing(timing)] % {"count": amount or 0}


def escalation_fired(event: EventRecord, page: PageTexts) -> Entry:
    """A rule that acted: when, what it did, and what it could not do."""
    given = event.payload
    rule = page.names.at(event.at).of("escalation_rule", given["rule_id"])
    words = {"rule": rule, "when": when_words(given["timing"], given.get("amount"))}
    done, refused = done_words(event, page), refused_words(given.get("refused") or {})
    says = _("applied the rule “%(rule)s”, %(when)s: %(done)s") % {
        **words,
        "done": "; ".join([*done, *refused]),
    }
    tone = "near" if done else "bad"
    return entry(event, page, form="small", icon="clock-exclamation", tone=tone, says=says)


def done_words(event: EventRecord, page: PageTexts) -> list[str]:
    """What a rule did."""
    given, names, known = event.payload, page.names.at(event.at), roles()
    done = []
    if given.get("told"):
        people = [names.of("person", pk) for pk in given["told_ids"]]
        done.append(
            _("told %(roles)s (%(names)s)")
            % {"roles": joined([known[role] for role in given["told"]]), "names": shortened(people)}
        )
    if given.get("after_priority") is not None:
        sides = {side: names.of("priority", given[f"{side}_priority"]) for side in ("before", "after")}
        done.append(_("raised the priority from %(before)s to %(after)s") % sides)
    if given.get("to_team_id"):
        done.append(_("forwarded to %(team)s") % {"team": names.of("team", given["to_team_id"])})
    return done


def shortened(names: list[str]) -> str:
    """The first names of many, and how many more there are."""
    shown = ", ".join(name for name in names[:NAMES_SHOWN] if name)
    more = len(names) - NAMES_SHOWN
    if more <= 0:
        return shown
    return _("%(names)s and %(count)s more") % {"names": shown, "count": more}


def refused_words(refused: Mapping[str, Any]) -> list[str]:
    """What a rule could not do, and why."""
    openings = {
        "assignee": _("could not tell the assignee: %(why)s"),
        "leader": _("could not tell the leader: %(why)s"),
        "supervisors": _("could not tell the supervisors: %(why)s"),
        "profile": _("could not tell the profile: %(why)s"),
        "priority": _("did not raise the priority: %(why)s"),
        "forward": _("did not forward: %(why)s"),
    }
    found = {effect: words for effect, words in openings.items() if effect in refused}
    return [words % {"why": str(refused[effect]).rstrip(".")} for effect, words in found.items()]


def next_escalation(ticket: Ticket) -> NextEscalation | None:
    """What escalation will do next to a protocol that the reader may see; None for nothing."""
    step = next_step(ticket)
    if step is None:
        return None
    return NextEscalation(step.at, joined(will_do(step.rule)), step.rule.name)


def will_do(rule: EscalationRule) -> list[str]:
    """What a rule does, in the present."""
    known = roles()
    wanted = [role for role in known if getattr(rule, f"tells_{role}")]
    does = (
        [_("tells %(roles)s") % {"roles": joined([role_words(rule, role) for role in wanted])}]
        if wanted
        else []
    )
    if rule.priority_change == STEP:
        does.append(_("raises the priority by one step"))
    elif rule.priority_change != KEEP:
        rank = int(rule.priority_change)
        name = PriorityStep.objects.filter(rank=rank).values_list("name", flat=True).first()
        does.append(_("raises the priority to %(name)s") % {"name": name or rank})
    if rule.forward_team is not None:
        does.append(_("forwards to %(team)s") % {"team": rule.forward_team.name})
    return does


def role_words(rule: EscalationRule, role: str) -> str:
    """Whom a rule tells, a profile by its name."""
    if role == "profile" and rule.tells_profile is not None:
        return _("the users of the profile %(name)s") % {"name": rule.tells_profile.name}
    return roles()[role]
