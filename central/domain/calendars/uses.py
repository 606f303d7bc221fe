"""Who counts by a calendar: every table that refers to it, whatever subject it belongs to."""

from collections.abc import Collection

from django.db.models import Count, ForeignObjectRel

from central.domain.calendars.models import Calendar, CalendarWindow

Uses = dict[str, int]
"""Numbers of rows by the name of their model: `servicelevel`, `team`."""


def uses_of(calendar_ids: Collection[int]) -> dict[int, Uses]:
    """For each calendar the rows that refer to it, its own windows aside; one query for each table."""
    found: dict[int, Uses] = {calendar_id: {} for calendar_id in calendar_ids}
    for relation in Calendar._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model is CalendarWindow:
            continue
        model, column = relation.related_model, f"{relation.field.name}_id"
        rows = model._default_manager.filter(**{f"{column}__in": list(calendar_ids)}).order_by()
        for calendar_id, number in rows.values_list(column).annotate(number=Count("pk")):
            found[calendar_id][str(model._meta.model_name)] = number
    return found
