"""Links to choose a password: signed, with an end, good once; nothing of them is stored."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from central.domain.access import rules
from central.domain.access.models import User
from central.foundation.actor import Actor
from central.foundation.errors import NotFound

SALT = "central.access.link"
LIFE = {"invitation": timedelta(days=7), "reset": timedelta(hours=1)}


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whom a good link belongs to."""

    user_id: int
    username: str
    name: str
    language: str
    is_first: bool


def fingerprint(user: User, kind: str) -> str:
    """What a link must still match: it changes with the password, the address, and each use."""
    value = f"{kind}:{user.pk}:{user.password}:{user.email}:{user.link_serial}"
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:32]


def make_token(user: User) -> str:
    """A token for a user: to accept the invitation, or to choose another password."""
    kind = "invitation" if user.is_invited else "reset"
    return signing.dumps({"u": user.pk, "k": kind, "f": fingerprint(user, kind)}, salt=SALT)


def read_token(token: str, *, for_change: bool = False) -> User:
    """The user of a token that is still good; raises `NotFound`, the same for every reason."""
    refusal = NotFound(_("This link is no longer valid: it was used, or its time is over."))
    try:
        given = signing.loads(token[:500], salt=SALT, max_age=LIFE["invitation"])
        if given["k"] != "invitation":
            given = signing.loads(token[:500], salt=SALT, max_age=LIFE["reset"])
        user_id, kind, mark = int(given["u"]), str(given["k"]), str(given["f"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        raise refusal from None
    users = User.objects.select_for_update(no_key=True) if for_change else User.objects.all()
    user = users.filter(pk=user_id, is_active=True).first()
    if user is None or not user.person.is_active:
        raise refusal
    if not constant_time_compare(mark, fingerprint(user, kind)):
        raise refusal
    return user


def link_holder(token: str) -> LinkHolder:
    """Whom a link belongs to; raises `NotFound` for one that is no longer good."""
    user = read_token(token)
    return LinkHolder(user.pk, user.username, user.person.shown_name, user.language, user.is_invited)


def token_to_hand_over(actor: Actor, user_id: int) -> str:
    """A token for an administrator to hand over where no mail can be sent; raises `NotAllowed`."""
    rules.check_can_manage_users(actor)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise NotFound(_("User not found."))
    return make_token(user)
