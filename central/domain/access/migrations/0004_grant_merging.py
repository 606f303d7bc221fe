"""Installations older than the merging of persons: their administrators and supervisors may do it too."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CODES = ("administrador", "supervisor")
ALL = 3


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give the right to the profiles that the catalogue gives it to; a new installation has none yet."""
    granted = apps.get_model("access", "ProfileGrant")
    for profile in apps.get_model("access", "Profile").objects.filter(code__in=CODES):
        granted.objects.get_or_create(profile=profile, permission="person.merge", defaults={"reach": ALL})


class Migration(migrations.Migration):
    dependencies = [("access", "0003_people_columns")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
