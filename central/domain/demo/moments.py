"""When protocols are opened: days by weekday, hours by the rush of a provider's desk."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

WEEKDAYS = (22.0, 15.0, 14.5, 14.5, 14.5, 12.5, 7.0)
"""Shares of the week from Monday to Sunday."""
HOURS = tuple(
    12.0 if hour in {8, 9, 18, 19, 20} else 4.4 if 10 <= hour <= 17 else 1.3 if hour in {7, 21, 22} else 0.13
    for hour in range(24)
)
"""Shares of the day: rush in the morning and after work, one in a hundred at night."""


def moments(dice: Random, first_day: date, until: datetime, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    """So many moments from a day on, in order, day by day so that a million need no memory."""
    last_day = until.astimezone(zone).date()
    days = [first_day + timedelta(days=number) for number in range((last_day - first_day).days + 1)]
    weights = [WEEKDAYS[day.weekday()] for day in days]
    weights[-1] *= sum(HOURS[: until.astimezone(zone).hour]) / sum(HOURS)
    total, passed, given = sum(weights), 0.0, 0
    for day, weight in zip(days, weights, strict=True):
        passed += weight
        wanted = round(count * passed / total) - given
        given += wanted
        yield from sorted(moment_on(dice, day, until, zone) for _number in range(wanted))


def moment_on(dice: Random, day: date, until: datetime, zone: ZoneInfo) -> datetime:
    """A moment of a day, before another one."""
    midnight = datetime.combine(day, time(), zone)
    for _try in range(200):
        seconds = dice.choices(range(24), HOURS)[0] * 3600 + dice.randrange(3600)
        moment = (midnight + timedelta(seconds=seconds)).astimezone(until.tzinfo)
        if moment < until:
            return moment
    return midnight.astimezone(until.tzinfo) + (until - midnight) * dice.random()
