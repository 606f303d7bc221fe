"""What a start does before the first answer, by one process at a time: tables and assets."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

SEAL = ".collected"
"""The file of the static folder that says from which assets it was made."""


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Wait until no other process of this data folder does the same, then do it."""
    with (settings.DATA_DIR / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def serving_here() -> Iterator[None]:
    """Hold the mark that this data folder is being served; several processes may."""
    with (settings.DATA_DIR / "serving.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        yield


def check_nobody_serves() -> None:
    """Raises `CommandError` when a process serves this data folder."""
    with (settings.DATA_DIR / "serving.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CommandError(_("This installation is being served; stop it first.")) from error


def prepare_files() -> None:
    """Bring tables and static files up to date; of two starts at once, one waits."""
    with only_one("start"):
        call_command("migrate", interactive=False, verbosity=0)
        collect_changed_assets()


def collect_changed_assets() -> None:
    """Collect, hash and compress the static files, unless the folder was made from the same ones."""
    if settings.STATICFILES_KIND == "plain":
        return
    root = Path(settings.STATIC_ROOT)
    seal, current = root / SEAL, assets_fingerprint()
    if seal.exists() and seal.read_text(encoding="ascii") == current:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.exists())
    root.mkdir(parents=True, exist_ok=True)
    seal.write_text(current, encoding="ascii")


def assets_fingerprint() -> str:
    """A hash over the names, sizes and times of all assets, and the storage that collects them."""
    digest = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = os.stat(storage.path(path))
            digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def empty_database() -> None:
    """An empty database with all tables: a new file on SQLite, emptied tables elsewhere."""
    check_nobody_serves()
    if connection.vendor != "sqlite":
        call_command("flush", interactive=False, verbosity=0)
        return
    connection.close()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{connection.settings_dict['NAME']}{suffix}").unlink(missing_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
