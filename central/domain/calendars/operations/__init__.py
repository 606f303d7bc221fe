"""Changing calendars and holidays."""

from central.domain.calendars.operations.holidays import (
    change_holiday,
    copy_holidays,
    import_holidays,
    register_holiday,
    set_holiday_active,
)
from central.domain.calendars.operations.windows import create_calendar, save_calendar, set_calendar_active

__all__ = [
    "change_holiday",
    "copy_holidays",
    "create_calendar",
    "import_holidays",
    "register_holiday",
    "save_calendar",
    "set_calendar_active",
    "set_holiday_active",
]
