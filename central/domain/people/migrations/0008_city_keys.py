"""Fill the folded city of the persons that are registered already."""

import unicodedata

from django.db import migrations

STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})


def folded(city):
    """The city without accents, case and punctuation, as the product folds it at this migration."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", city).casefold())
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(STROKED)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())[:80]


def fill(apps, schema_editor):
    """One statement for each city that somebody lives in."""
    persons = apps.get_model("people", "Person").objects.using(schema_editor.connection.alias)
    for city in list(persons.exclude(city="").order_by().values_list("city", flat=True).distinct()):
        persons.filter(city=city).update(city_key=folded(city))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_person_list_order"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
