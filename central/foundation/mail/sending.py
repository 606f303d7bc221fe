"""Sending a mail through the configured server, or keeping it in a folder instead."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from central.foundation.signs.keeping import give
from central.foundation.signs.models import SignKind

KEPT_SHOWN = 100
SENT, FAILED = "sent", "failed"


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """One mail to one address; `key` names it for good, so that a retry is the same mail."""

    to: str
    subject: str
    text: str
    key: str

    @property
    def message_id(self) -> str:
        """Its Message-ID: the same at every attempt."""
        return f"<{self.key}@{urlsplit(settings.CENTRAL_URL).hostname or 'central'}>"


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail that was kept in the folder."""

    name: str
    to: str
    subject: str
    text: str
    at: datetime | None


def server_is_set() -> bool:
    """Whether a mail server is configured."""
    return bool(settings.EMAIL_HOST)


def built(mail: OutgoingMail) -> EmailMessage:
    """The message as it goes out; headers take no line breaks."""
    return EmailMessage(
        subject=" ".join(mail.subject.split()),
        body=mail.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )


def send(mail: OutgoingMail) -> None:
    """Hand the mail to the server; raises what the server or the network says, for the queue to retry."""
    message = built(mail)
    message.connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend", timeout=settings.EMAIL_TIMEOUT
    )
    try:
        message.send()
    except Exception as error:
        give(SignKind.MAIL, FAILED, error=type(error).__name__)
        raise
    give(SignKind.MAIL, SENT)


def folder() -> Path:
    """Where mails are kept instead of sent."""
    return Path(settings.DATA_DIR) / "mail"


def keep(mail: OutgoingMail) -> Path:
    """Write the mail into the folder; the same mail again is the same file."""
    place = folder()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place / f"{mail.key}.eml"
    path.write_bytes(built(mail).message().as_bytes())
    give(SignKind.MAIL, SENT)
    return path


def kept_mails() -> list[KeptMail]:
    """The newest mails of the folder."""
    paths = sorted(folder().glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [read_kept(path) for path in paths[:KEPT_SHOWN]]


def read_kept(path: Path) -> KeptMail:
    """One mail of the folder."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    sent = message["Date"]
    return KeptMail(
        name=path.stem,
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=str(body.get_content()) if body else "",
        at=parsedate_to_datetime(str(sent)) if sent else None,
    )
