import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0007_custom_fields"),
        ("tickets", "0006_change_labels"),
    ]

    operations = [
        migrations.CreateModel(
            name="FieldValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("key", models.CharField(max_length=200)),
                ("amount", models.BigIntegerField(null=True)),
                (
                    "attachment",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tickets.attachment",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="catalog.customfield",
                    ),
                ),
                (
                    "ticket",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="field_values",
                        to="tickets.ticket",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["field", "key", "ticket"], name="field_value_key"),
                    models.Index(
                        condition=models.Q(("amount__isnull", False)),
                        fields=["field", "amount", "ticket"],
                        name="field_value_amount",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("ticket", "field"), name="field_value_once")],
            },
        ),
    ]
