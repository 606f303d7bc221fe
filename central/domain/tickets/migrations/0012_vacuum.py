"""On PostgreSQL the protocols are vacuumed after 5,000 changes of a million, not after 200,000.

The lists of open protocols are answered by indexes alone, as long as the server knows which pages all may see.
"""

from typing import Any

from django.db import migrations

OFTEN = "autovacuum_vacuum_scale_factor = 0.005, autovacuum_analyze_scale_factor = 0.02"
USUAL = "autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor"


def run(schema_editor: Any, statement: str) -> None:
    """Run a statement where the database is PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(statement)


def often(apps: Any, schema_editor: Any) -> None:
    """Ask for it."""
    run(schema_editor, f"ALTER TABLE tickets_ticket SET ({OFTEN})")


def as_usual(apps: Any, schema_editor: Any) -> None:
    """Leave it to the server's settings."""
    run(schema_editor, f"ALTER TABLE tickets_ticket RESET ({USUAL})")


class Migration(migrations.Migration):
    dependencies = [("tickets", "0011_handovers")]
    operations = [migrations.RunPython(often, as_usual)]
