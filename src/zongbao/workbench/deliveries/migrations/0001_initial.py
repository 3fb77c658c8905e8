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
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="种类")),
                ("files", models.JSONField(default=list)),
                ("covers", models.CharField(blank=True, max_length=20, verbose_name="完整覆盖的月份")),
                ("corrects", models.CharField(blank=True, max_length=16, verbose_name="更正哪一批")),
                ("basis", models.CharField(max_length=200, verbose_name="取得依据")),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                ("term", models.CharField(max_length=60, verbose_name="保存期限")),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("queued", "排队中"), ("running", "核对中"), ("done", "已导入"), ("failed", "未导入")],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("progress", models.CharField(blank=True, max_length=120)),
                ("failure", models.CharField(blank=True, max_length=400)),
                ("batches", models.JSONField(default=list)),
                ("errors", models.PositiveIntegerField(default=0)),
                ("warnings", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), _negated=True),
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("term", ""), _negated=True),
                        ),
                        name="delivery_says_why",
                        violation_error_message="取得数据须写明依据、用途和保存期限",
                    )
                ],
            },
        ),
    ]
