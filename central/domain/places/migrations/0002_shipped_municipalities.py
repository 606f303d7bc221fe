import csv
import unicodedata
from pathlib import Path

from django.db import migrations

LIST = Path(__file__).parents[1] / "municipalities.csv"


def plain_name(text):
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in kept).split())


def load(apps, schema_editor):
    municipality = apps.get_model("places", "Municipality")
    with LIST.open(encoding="utf-8", newline="") as stream:
        municipality.objects.bulk_create(
            (municipality(**row, search_name=plain_name(row["name"])) for row in csv.DictReader(stream)),
            batch_size=500,
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
