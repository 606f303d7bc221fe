"""Installations older than the health of the system: their administrators see it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALL = 3


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the right to the profile that the catalogue gives it to; a new installation has none yet."""
    granted = apps.get_model("access", "ProfileGrant")
    for profile in apps.get_model("access", "Profile").objects.filter(code="administrador"):
        granted.objects.get_or_create(profile=profile, permission="system.health", defaults={"reach": ALL})


class Migration(migrations.Migration):
    dependencies = [("access", "0004_grant_merging")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
