from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_level_ground"),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_count", models.PositiveIntegerField(default=0, editable=False)),
                ("event_hash", models.CharField(default="", editable=False, max_length=64)),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("long_text", "Long text"),
                            ("number", "Number"),
                            ("date", "Date"),
                            ("choice", "Choice"),
                            ("yes_no", "Yes or no"),
                            ("file", "File"),
                        ],
                        max_length=10,
                    ),
                ),
                ("help_text", models.CharField(blank=True, max_length=200)),
                ("options", models.JSONField(blank=True, default=list)),
                ("default_value", models.CharField(blank=True, max_length=200)),
                ("required_at_opening", models.BooleanField(default=False)),
                ("required_at_closing", models.BooleanField(default=False)),
                ("on_work_order", models.BooleanField(default=False)),
                ("is_filter", models.BooleanField(default=False)),
                (
                    "types",
                    models.ManyToManyField(blank=True, related_name="custom_fields", to="catalog.tickettype"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
