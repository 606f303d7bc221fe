"""Open protocols that the clock door works on: those to be counted anew, and those with an alarm due."""

from datetime import datetime

from django.db.models import Q

from central.domain.calendars.models import Holiday, HolidayScope
from central.domain.catalog.models import TermUnit
from central.domain.tickets.kinds import HandoverState
from central.domain.tickets.models import Forwarding, Ticket

BY_WINDOWS = (TermUnit.BUSINESS_HOURS, TermUnit.BUSINESS_DAYS)


def mark(which: Q) -> int:
    """Mark open protocols; answers how many."""
    return Ticket.objects.filter(which, is_open=True).update(needs_recount=True)


def mark_of_calendar(calendar_id: int) -> int:
    """Mark those whose situação counts by a calendar."""
    return mark(Q(service_level__calendar_id=calendar_id))


def mark_of_level(level_id: int) -> int:
    """Mark those of a situação."""
    return mark(Q(service_level_id=level_id))


def mark_of_customer(person_id: int) -> int:
    """Mark those of a client, who lives elsewhere now."""
    return mark(Q(customer_id=person_id))


def mark_at_holiday(holiday_id: int) -> int:
    """Mark those that count by windows and were not due before a holiday.

    All places are marked, for the holiday may have held elsewhere before: counting anew where it never
    held changes nothing and tells nothing.
    """
    holiday = Holiday.objects.filter(pk=holiday_id).first()
    if holiday is None:
        return 0
    where = Q(service_level__term_unit__in=BY_WINDOWS)
    if holiday.scope != HolidayScope.NATIONAL and holiday.event_count == 1:
        where &= Q(customer__state=holiday.state)
    return mark(where)


def alarming(now: datetime, most: int) -> list[int]:
    """The open protocols whose alarm is due, the oldest first; one query by their own index."""
    rows = Ticket.objects.filter(is_open=True, alarm_at__isnull=False, alarm_at__lte=now)
    return list(rows.order_by("alarm_at").values_list("id", flat=True)[:most])


def waiting(now: datetime, most: int) -> list[int]:
    """The protocols whose forwarding nobody accepted in time, the oldest first; one query by its index."""
    rows = Forwarding.objects.filter(state=HandoverState.SENT, next_at__lte=now).order_by("next_at")
    return list(rows.values_list("ticket_id", flat=True)[:most])


def marked(most: int) -> list[int]:
    """The first protocols that wait to be counted anew; one query by their own index."""
    rows = Ticket.objects.filter(needs_recount=True).order_by("id")
    return list(rows.values_list("id", flat=True)[:most])
