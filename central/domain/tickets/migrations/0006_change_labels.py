from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tickets", "0005_clocks"),
    ]

    operations = [
        migrations.AddField(
            model_name="textchange",
            name="label",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
    ]
