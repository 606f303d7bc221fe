"""Mails about logins. The link is made here, when the mail is sent: neither fact nor job ever holds it."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from central.domain.access.links import make_token
from central.domain.access.models import User
from central.foundation.events.models import EventRecord
from central.foundation.mail.sending import OutgoingMail
from central.reactions.notices.ways import deliver


def addressee(event_id: int) -> tuple[EventRecord, User] | None:
    """The fact and its user, None when there is nobody to write to any more."""
    record = EventRecord.objects.filter(pk=event_id, subject_kind="user").first()
    if record is None:
        return None
    users = User.objects.select_related("person").filter(is_active=True, person__is_active=True)
    user = users.filter(pk=record.subject_id).exclude(email="").first()
    return (record, user) if user else None


def write(record: EventRecord, user: User, subject: str, text: str) -> str:
    """Deliver a mail named after its fact."""
    key = f"{record.name.lower()}.{record.pk}.{record.hash[:12]}"
    return deliver(OutgoingMail(to=user.email, subject=subject, text=text, key=key))


def link_of(user: User) -> str:
    """The address where the user chooses a password."""
    query = urlencode({"chave": make_token(user)})
    return f"{settings.CENTRAL_URL}{reverse('account_choose_password')}?{query}"


@task()
def send_invitation(event_id: int) -> str:
    """Invite somebody to choose a password; answers which way the mail went, '' for none."""
    found = addressee(event_id)
    if found is None or not found[1].is_invited:
        return ""
    record, user = found
    with translation.override(user.language):
        text = _(
            "Hello, %(name)s.\n\nYou now have a login in the Service Center: %(login)s\n\n"
            "Choose your password here:\n%(link)s\n\nThe link works once and for 7 days."
        ) % {"name": user.person.shown_name, "login": user.username, "link": link_of(user)}
        return write(record, user, _("Your login in the Service Center"), text)


@task()
def send_reset(event_id: int) -> str:
    """Send a link to choose another password; answers which way the mail went, '' for none."""
    found = addressee(event_id)
    if found is None:
        return ""
    record, user = found
    with translation.override(user.language):
        text = _(
            "Hello, %(name)s.\n\nA new password was asked for your login %(login)s.\n\n"
            "Choose it here:\n%(link)s\n\nThe link works once and for 1 hour. "
            "If it was not you, ignore this mail: nothing changes."
        ) % {"name": user.person.shown_name, "login": user.username, "link": link_of(user)}
        return write(record, user, _("New password in the Service Center"), text)


@task()
def tell_password_changed(event_id: int) -> str:
    """Tell a user that the password changed; answers which way the mail went, '' for none."""
    found = addressee(event_id)
    if found is None or found[0].payload.get("is_first"):
        return ""
    record, user = found
    with translation.override(user.language):
        text = _(
            "Hello, %(name)s.\n\nThe password of your login %(login)s was changed.\n\n"
            "If it was not you, tell your administrator at once."
        ) % {"name": user.person.shown_name, "login": user.username}
        return write(record, user, _("Your password was changed"), text)
