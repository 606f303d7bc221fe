"""Users and profiles: who may log in, and what each profile grants."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from central.domain.calendars.models import Calendar
from central.domain.people.models import Person
from central.foundation.actor import Reach
from central.foundation.events.models import ChainedModel


class Profile(ChainedModel):
    """A profile: a named set of grants."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class ProfileGrant(models.Model):
    """One permission of a profile: how far it reaches (own, team, all) and its limit, if any."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="grants")
    permission = models.CharField(max_length=40)
    reach = models.PositiveSmallIntegerField(choices=[(r.value, r.name.lower()) for r in Reach if r])
    limit = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["profile", "permission"], name="profile_grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.permission} {Reach(self.reach).name.lower()}"


class UserManager(BaseUserManager["User"]):
    """Finds a user by its login, capitals ignored."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user whose login this is."""
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser, ChainedModel):
    """A login, bound to a person and to a profile; logins are stored in lower case.

    `is_invited` until the person has chosen a password; `calendar` holds the working hours, None for
    those of the team. A higher `link_serial` ends the links sent before, a higher `session_serial` the
    sessions.
    """

    username = models.CharField(max_length=60, unique=True)
    email = models.CharField(max_length=160, blank=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user")
    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="users")
    is_active = models.BooleanField(default=True)
    language = models.CharField(
        max_length=5, choices=[("pt-br", "Português (Brasil)"), ("en", "English")], default="pt-br"
    )
    theme = models.CharField(
        max_length=6, choices=[("system", "system"), ("light", "light"), ("dark", "dark")], default="system"
    )
    single_letters = models.BooleanField(default=True)
    people_columns = models.CharField(max_length=200, blank=True)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, null=True, related_name="+")
    is_invited = models.BooleanField(default=False)
    link_serial = models.PositiveIntegerField(default=0)
    session_serial = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return self.username

    def get_session_auth_hash(self) -> str:
        """What a session must still match: the password, and that nobody ended the sessions."""
        if not self.session_serial:
            return super().get_session_auth_hash()
        value = f"{self.password}:{self.session_serial}"
        return salted_hmac("central.access.session", value, algorithm="sha256").hexdigest()


class Absence(models.Model):
    """Days on which a user is not at work, both included, and why."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="absence_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["ends_on", "starts_on"], name="absence_by_end")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_on} {self.ends_on}"
