"""Reading settings from the environment: a bad value stops the start with one clear line."""

import os
import secrets
import sys
from email.utils import parseaddr
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import parse_qsl, unquote, urlsplit


def refuse(name: str, reason: str) -> NoReturn:
    """Stop the process and say which variable is wrong and why (exit code 2)."""
    print(f"central: bad setting {name}: {reason}", file=sys.stderr)
    raise SystemExit(2)


def env_text(name: str, default: str = "") -> str:
    """The text of a variable, or of the file that NAME_FILE points to (for secrets)."""
    from_file = os.environ.get(f"{name}_FILE")
    if from_file:
        try:
            return Path(from_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            refuse(f"{name}_FILE", f"cannot be read ({error.strerror})")
    return os.environ.get(name, default).strip()


def env_token(name: str, *, least: int) -> str:
    """A secret that opens something, none by default; one that is quickly guessed is refused."""
    text = env_text(name)
    if text and len(text) < least:
        refuse(name, f"needs at least {least} characters")
    return text


def env_bool(name: str, default: bool) -> bool:
    """A yes/no variable: 1/0, true/false, yes/no, on/off."""
    text = env_text(name, "1" if default else "0").lower()
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off", ""}:
        return False
    refuse(name, f"expected yes or no, got {text!r}")


def env_int(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within bounds, both included."""
    text = env_text(name, str(default))
    if not text.lstrip("-").isdecimal() or not least <= int(text) <= most:
        refuse(name, f"expected a whole number from {least} to {most}, got {text!r}")
    return int(text)


def env_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """One of the given words."""
    text = env_text(name, default)
    if text not in choices:
        refuse(name, f"expected one of {', '.join(choices)}, got {text!r}")
    return text


def env_list(name: str, default: tuple[str, ...]) -> list[str]:
    """Words separated by commas."""
    text = env_text(name, ",".join(default))
    return [word.strip() for word in text.split(",") if word.strip()]


def data_folder(default: Path) -> Path:
    """The folder that holds everything the product writes; made when missing."""
    folder = Path(env_text("CENTRAL_DATA_DIR", str(default))).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse("CENTRAL_DATA_DIR", f"{folder} cannot be made ({error.strerror})")
    if not os.access(folder, os.W_OK):
        refuse("CENTRAL_DATA_DIR", f"{folder} cannot be written to")
    return folder


def secret_key(folder: Path) -> str:
    """SECRET_KEY from the environment, else one made once and kept in the data folder."""
    given = env_text("SECRET_KEY")
    if given:
        if len(given) < 32:
            refuse("SECRET_KEY", "needs at least 32 characters")
        return given
    path = folder / "secret.key"
    if not path.exists():
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(secrets.token_urlsafe(48), encoding="ascii")
        part.chmod(0o600)
        try:
            os.link(part, path)
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="ascii").strip()


SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32768; "
    "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON"
)


PREPARE_AFTER = 5
NO_JIT = "-c jit=off"
"""PostgreSQL would compile a statement of half a millisecond for fifty: it guesses short pages too dear."""


def database(url: str, *, prepare: bool = True) -> dict[str, Any]:
    """Django's database settings for a `sqlite:///path` or `postgresql://…` address."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]) or refuse("DATABASE_URL", "names no file"),
            "CONN_MAX_AGE": 600,
            "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options: dict[str, Any] = {"options": NO_JIT, **dict(parse_qsl(parts.query))}
        options["prepare_threshold"] = PREPARE_AFTER if prepare else None
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": options.pop("port", str(parts.port or "")),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    refuse("DATABASE_URL", "expected sqlite:///path or postgresql://user:password@host/name")


def mail_server(url: str) -> dict[str, Any]:
    """Mail settings for `smtp://user:password@host:587`: TLS is asked for, `smtps://` begins with it.

    `smtp+plain://` speaks without encryption, for a relay on the same machine. Empty: no mail is sent.
    """
    none = {"EMAIL_HOST": "", "EMAIL_PORT": 25, "EMAIL_HOST_USER": "", "EMAIL_HOST_PASSWORD": ""}
    if not url:
        return {**none, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        refuse("EMAIL_URL", "the port is not a number from 1 to 65535")
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        refuse("EMAIL_URL", "expected smtp://, smtps:// or smtp+plain:// with user:password@host:port")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def mail_sender(name: str, default: str) -> str:
    """The address that mails come from, alone or as `Name <address>`."""
    text = env_text(name, default)
    if "@" not in parseaddr(text)[1] or not text.isprintable():
        refuse(name, f"expected an address like central@example.com, got {text!r}")
    return text


def public_address(name: str, default: str) -> str:
    """The address of the product as mails show it, without a slash at its end."""
    text = env_text(name, default).rstrip("/")
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        refuse(name, f"expected http:// or https:// and a host, got {text!r}")
    return text
