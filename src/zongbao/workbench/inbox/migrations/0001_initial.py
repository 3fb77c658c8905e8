import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Outgoing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254)),
                (
                    "language",
                    models.CharField(blank=True, choices=[("zh-hans", "中文"), ("en", "English")], max_length=10),
                ),
                ("subject", models.CharField(max_length=300)),
                ("text", models.TextField(blank=True)),
                ("secret", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("failure", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("secret", False), ("sent_at", None), ("text", ""), _connector="OR"),
                        name="outgoing_keeps_no_secret",
                        violation_error_message="已发出的口令链接不得留存",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("sentence", models.CharField(max_length=300)),
                ("place", models.CharField(max_length=200)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["user", "read_at"], name="message_unread"),
                    models.Index(fields=["place", "read_at"], name="message_about"),
                ],
            },
        ),
    ]
