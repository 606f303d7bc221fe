"""What is typed of a user: login, e-mail, profile, person, working hours."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from central.domain.access.models import Profile, User
from central.domain.calendars.models import Calendar
from central.domain.people.models import Person
from central.foundation.errors import Invalid
from central.foundation.lines import one_line

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}\Z")


def checked_login(text: str) -> str:
    """A login nobody has; raises `Invalid`."""
    login = one_line(text, field="username", longest=60).lower()
    if not LOGIN.match(login):
        raise Invalid(
            _("From 3 to 60 small letters without accents, digits, dots, hyphens."), field="username"
        )
    if User.objects.filter(username=login).exists():
        raise Invalid(_("This login is taken or empty."), field="username")
    return login


def checked_email(text: str, *, without: int | None = None) -> str:
    """An e-mail no other user has, '' for none; raises `Invalid`."""
    email = one_line(text, field="email", longest=160, required=False)
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        raise Invalid(_("This is not an e-mail. Write it like nome@empresa.com.br."), field="email") from None
    if User.objects.filter(email__iexact=email).exclude(pk=without or 0).exists():
        raise Invalid(_("Another user has this e-mail."), field="email")
    return email


def checked_profile(profile_id: int | None) -> Profile:
    """An active profile; raises `Invalid`."""
    profile = Profile.objects.filter(pk=profile_id or 0, is_active=True).first()
    if profile is None:
        raise Invalid(_("Choose one of the profiles."), field="profile_id")
    return profile


def checked_person(person_id: int | None, *, without: int | None = None) -> Person:
    """An active collaborator without another login, its row locked; raises `Invalid`."""
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id or 0).first()
    if person is None or not person.is_active or not person.is_collaborator:
        raise Invalid(_("Choose an active collaborator."), field="person_id")
    if User.objects.filter(person=person).exclude(pk=without or 0).exists():
        raise Invalid(_("This person already has a login."), field="person_id")
    return person


def checked_calendar(calendar_id: int | None) -> int | None:
    """A calendar as working hours, None for those of the team; raises `Invalid`."""
    if calendar_id is None:
        return None
    if not Calendar.objects.filter(pk=calendar_id).exists():
        raise Invalid(_("Choose one of the options."), field="calendar_id")
    return calendar_id
