"""Mails of escalation: number, type, deadline and team of a protocol, and nothing that is private."""

from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django_tasks import task

from central.domain.access.models import User
from central.domain.escalation.models import EscalationRule
from central.domain.tickets.models import Ticket
from central.foundation.events.models import EventRecord
from central.reactions.notices.letters import link_to, readers, write


@task()
def tell_escalation(event_id: int) -> int:
    """Write to all whom an escalation rule tells and who have an address; answers to how many."""
    record = EventRecord.objects.filter(pk=event_id, name="EscalationFired").first()
    if record is None or not record.payload.get("told_ids"):
        return 0
    held = ("type", "team", "service_level")
    ticket = Ticket.objects.select_related(*held).filter(pk=record.subject_id).first()
    rule = EscalationRule.objects.filter(pk=record.payload["rule_id"]).first()
    if ticket is None or rule is None:
        return 0
    people = readers(record.payload["told_ids"])
    for user in people:
        with translation.override(user.language):
            tell(user, record, ticket, rule)
    return len(people)


def tell(user: User, record: EventRecord, ticket: Ticket, rule: EscalationRule) -> None:
    """Write to one user in the language at hand."""
    due_at = parse_datetime(record.payload["due_at"])
    words = {
        "protocol": ticket.protocol,
        "rule": rule.name,
        "type": ticket.type.name,
        "level": ticket.service_level.name,
        "team": ticket.team.name,
        "time": f"{timezone.localtime(due_at):%d/%m/%Y %H:%M}" if due_at else "",
        "link": link_to(ticket),
    }
    missed = due_at is not None and due_at <= record.at
    text = _(
        "Ticket %(protocol)s (%(type)s) is with %(team)s.\nService level: %(level)s\nDeadline: %(time)s\n\n"
        "The rule “%(rule)s” tells you this.\n\n%(link)s"
    )
    subject = (
        _("Ticket %(protocol)s: the deadline has passed")
        if missed
        else _("Ticket %(protocol)s: the deadline is near")
    )
    write(record, user, subject % words, text % words)
