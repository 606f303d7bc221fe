from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0007_custom_fields"),
        ("company", "0003_long_parameters"),
        ("people", "0008_city_keys"),
        ("teams", "0002_team_history"),
        ("tickets", "0008_alarms"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="ticket",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["team", "type", "base_status", "late_at"],
                name="ticket_open_deadlines",
            ),
        ),
    ]
