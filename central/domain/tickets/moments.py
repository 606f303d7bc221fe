"""Moments that people type: a slip of the finger in the year is told before it is stored."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from central.foundation.errors import Invalid

FARTHEST = timedelta(days=3653)
"""Ten years: farther than any deadline, visit or late report."""


def too_far(moment: datetime, now: datetime) -> str:
    """The sentence for a moment that is more than ten years away, '' for one that may be meant."""
    if moment > now + FARTHEST:
        return _("Check the year: this is more than ten years from now.")
    if moment < now - FARTHEST:
        return _("Check the year: this is more than ten years ago.")
    return ""


def check_is_near(moment: datetime, now: datetime, *, field: str) -> None:
    """Raises `Invalid` at the field for a moment that is more than ten years away."""
    if sentence := too_far(moment, now):
        raise Invalid(sentence, field=field)
