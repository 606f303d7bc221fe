"""What is measured when somebody asks: space on the disk, tables that an upgrade left behind."""

import functools
import shutil
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes of the disk that holds the data folder."""

    total: int
    free: int

    @property
    def percent_free(self) -> int:
        """How much is free, in whole percent."""
        return self.free * 100 // self.total if self.total else 0


def disk_space() -> Space:
    """The space where the product writes."""
    found = shutil.disk_usage(settings.DATA_DIR)
    return Space(found.total, found.free)


@functools.cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations that this version brings, read once."""
    loader = MigrationLoader(None)
    return frozenset(loader.disk_migrations)


def pending_migrations() -> list[str]:
    """The migrations of this version that the database has not seen."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return [f"{app}.{name}" for app, name in sorted(known_migrations() - applied)]
