"""Mails of escalation: number, type, deadline and team of a protocol, and nothing that is private."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django_tasks import task

from central.domain.access.models import User
from central.domain.escalation.models import EscalationRule
from central.domain.tickets.models import Ticket
from central.foundation.events.models import EventRecord
from central.foundation.mail.sending import OutgoingMail
from central.reactions.notices.ways import deliver


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
    users = User.objects.filter(person_id__in=record.payload["told_ids"], is_active=True)
    readers = list(users.filter(person__is_active=True).exclude(email="").order_by("pk"))
    for user in readers:
        with translation.override(user.language):
            deliver(mail_to(user, record, ticket, rule))
    return len(readers)


def mail_to(user: User, record: EventRecord, ticket: Ticket, rule: EscalationRule) -> OutgoingMail:
    """The mail to one user, named after its fact and its reader: a retry is the same mail."""
    due_at = parse_datetime(record.payload["due_at"])
    words = {
        "protocol": ticket.protocol,
        "rule": rule.name,
        "type": ticket.type.name,
        "level": ticket.service_level.name,
        "team": ticket.team.name,
        "time": f"{timezone.localtime(due_at):%d/%m/%Y %H:%M}" if due_at else "",
        "link": f"{settings.CENTRAL_URL}{reverse('workspace:ticket', args=[ticket.pk])}",
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
    key = f"escalation.{record.pk}.{user.pk}.{record.hash[:12]}"
    return OutgoingMail(to=user.email, subject=subject % words, text=text % words, key=key)
