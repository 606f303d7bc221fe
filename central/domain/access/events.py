"""Facts about users."""

from dataclasses import dataclass
from datetime import date

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
    """A user changed language, theme, the single letters or the columns of a list."""

    subject_kind = "user"
    before: dict[str, str | bool]
    after: dict[str, str | bool]


@dataclass(frozen=True, slots=True)
class UserInvited(Event):
    """Somebody was asked to choose a password for a new login; the link is made when the mail is sent."""

    subject_kind = "user"
    invited_user_id: int
    profile: str


@dataclass(frozen=True, slots=True)
class PasswordResetRequested(Event):
    """Somebody asked for a new password of a login: at the sign-in page, or an administrator."""

    subject_kind = "user"
    requested_user_id: int


@dataclass(frozen=True, slots=True)
class PasswordChosen(Event):
    """A user chose a password through a link."""

    subject_kind = "user"
    chosen_user_id: int
    is_first: bool


@dataclass(frozen=True, slots=True)
class UserUpdated(Event):
    """Something of a user changed; ids and codes from and to, of an e-mail only that it changed."""

    subject_kind = "user"
    changed: tuple[str, ...]
    before: dict[str, str | int | None]
    after: dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class UserActivated(Event):
    """A user may sign in again."""

    subject_kind = "user"


@dataclass(frozen=True, slots=True)
class UserDeactivated(Event):
    """A user may no longer sign in; the sessions ended with it."""

    subject_kind = "user"


@dataclass(frozen=True, slots=True)
class AbsenceSet(Event):
    """Days were noted on which a user is not at work."""

    subject_kind = "user"
    absence_id: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class AbsenceEnded(Event):
    """An absence was taken out, or ended before its last day."""

    subject_kind = "user"
    absence_id: int


@dataclass(frozen=True, slots=True)
class ProfileCreated(Event):
    """A profile came into use, with these grants: `reach` or `reach:limit` by permission."""

    subject_kind = "profile"
    code: str
    grants: dict[str, str]


@dataclass(frozen=True, slots=True)
class ProfileUpdated(Event):
    """The grants, the name or the use of a profile changed, from and to."""

    subject_kind = "profile"
    before: dict[str, str | bool]
    after: dict[str, str | bool]
