"""Facts about users."""

from dataclasses import dataclass

from central.foundation.events.publishing import Event


@dataclass(frozen=True, slots=True)
class UserCreated(Event):
    """A login was made for a person."""

    subject_kind = "user"
    created_user_id: int
    profile: str


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A user changed the own password."""

    subject_kind = "user"
    changed_user_id: int


@dataclass(frozen=True, slots=True)
class PreferencesUpdated(Event):
    """A user changed language, theme or the single letters."""

    subject_kind = "user"
    before: dict[str, str | bool]
    after: dict[str, str | bool]
