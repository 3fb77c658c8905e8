from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="dense",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="user",
            name="keys",
            field=models.BooleanField(default=True),
        ),
    ]
