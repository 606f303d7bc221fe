"""Columns as queries use them."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler


class OutOfIndex(Func):
    """A column by which SQLite shall not look the rows up, since most of them match: `+column`."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """With the sign that takes a column out of the choice of indexes."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)
