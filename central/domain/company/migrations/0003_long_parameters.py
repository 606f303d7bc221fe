from django.db import migrations, models


class Migration(migrations.Migration):
    """Parameters may hold texts of several lines."""

    dependencies = [("company", "0002_parameters")]

    operations = [
        migrations.AlterField(model_name="parametervalue", name="value", field=models.TextField(blank=True)),
    ]
