"""Changes of users: a new login, preferences, the record of a changed password."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.access import rules
from central.domain.access.events import PasswordChanged, PreferencesUpdated, UserCreated
from central.domain.access.models import Profile, User
from central.domain.people.models import Person
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.publishing import publish
from central.foundation.operation import operation

LANGUAGES = ("pt-br", "en")
THEMES = ("system", "light", "dark")


@operation
def create_user(
    *, actor: Actor, person_id: int, username: str, password: str, profile_code: str, email: str = ""
) -> User:
    """Make a login for a person; raises `Invalid` for a taken login or a weak password."""
    rules.check_can_create_user(actor)
    person = Person.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    profile = Profile.objects.filter(code=profile_code, is_active=True).first()
    if person is None or profile is None:
        raise NotFound(_("Person or profile not found."))
    login = username.strip().lower()
    if not login or User.objects.filter(username=login).exists():
        raise Invalid(_("This login is taken or empty."), field="username")
    if User.objects.filter(person_id=person_id).exists():
        raise Invalid(_("This person already has a login."), field="person_id")
    user = User(username=login, email=email, person=person, profile=profile, created_at=timezone.now())
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error
    user.set_password(password)
    user.save()
    publish(UserCreated(created_user_id=user.pk, profile=profile.code), actor=actor, subject=user)
    return user


@operation
def update_preferences(*, actor: Actor, language: str, theme: str, single_letters: bool) -> User:
    """Change the actor's own language, theme and single letters ("Ajustes")."""
    user = User.objects.select_for_update(no_key=True).filter(pk=actor.user_id or 0).first()
    if user is None:
        raise NotFound(_("User not found."))
    rules.check_can_change_own(actor, user)
    if language not in LANGUAGES:
        raise Invalid(_("Choose one of the languages offered."), field="language")
    if theme not in THEMES:
        raise Invalid(_("Choose one of the themes offered."), field="theme")
    before: dict[str, str | bool] = {
        "language": user.language,
        "theme": user.theme,
        "single_letters": user.single_letters,
    }
    after: dict[str, str | bool] = {"language": language, "theme": theme, "single_letters": single_letters}
    if before == after:
        return user
    user.language, user.theme, user.single_letters = language, theme, single_letters
    user.save(update_fields=["language", "theme", "single_letters"])
    publish(PreferencesUpdated(before=before, after=after), actor=actor, subject=user)
    return user


@operation
def record_password_change(*, actor: Actor) -> User:
    """Record that the actor changed the own password, which the login library has just stored."""
    user = User.objects.select_for_update(no_key=True).filter(pk=actor.user_id or 0).first()
    if user is None:
        raise NotFound(_("User not found."))
    rules.check_can_change_own(actor, user)
    publish(PasswordChanged(changed_user_id=user.pk), actor=actor, subject=user)
    return user
