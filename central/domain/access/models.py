"""Users and profiles: who may log in, and what each profile grants."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from central.domain.people.models import Person
from central.foundation.actor import Reach
from central.foundation.events.models import ChainedModel


class Profile(models.Model):
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
    """A login, bound to a person and to a profile; logins are stored in lower case."""

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
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    def __str__(self) -> str:
        return self.username
