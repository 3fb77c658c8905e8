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
            name="OfficialText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("policy", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("findings", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("policy", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=80)),
                ("value", models.JSONField(null=True, verbose_name="选项或数值")),
                ("text", models.TextField(blank=True, verbose_name="口径文字")),
                ("owner", models.CharField(blank=True, max_length=60, verbose_name="责任单位")),
                ("meeting", models.CharField(blank=True, max_length=120, verbose_name="会议")),
                ("paper", models.CharField(blank=True, max_length=120, verbose_name="文号")),
                ("legal_review", models.CharField(blank=True, max_length=120, verbose_name="合法性审查意见")),
                ("published_on", models.DateField(null=True, verbose_name="公布日期")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="公布地点")),
                ("starts_on", models.DateField(null=True, verbose_name="适用自")),
                ("price_from", models.BigIntegerField(null=True, verbose_name="影响后合计最低")),
                ("price_to", models.BigIntegerField(null=True, verbose_name="影响后合计最高")),
                ("price_now", models.BigIntegerField(null=True, verbose_name="现行合计")),
                ("touched", models.PositiveIntegerField(null=True, verbose_name="影响企业数")),
                ("decision", models.CharField(blank=True, max_length=16)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["policy", "name", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "drafted", "approved", "published", "dropped"])),
                        name="reading_state_known",
                        violation_error_message="reading: 状态不在表中",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["dropped", "published"]), _negated=True),
                        fields=("policy", "name"),
                        name="reading_once_under_way",
                        violation_error_message="这项口径已有一件在办",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            ("drafted_by__isnull", True),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reading_by_two",
                        violation_error_message="拟定和审定须是两个人",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                models.Q(("owner", ""), _negated=True),
                                models.Q(("meeting", ""), _negated=True),
                                models.Q(("paper", ""), _negated=True),
                                models.Q(("legal_review", ""), _negated=True),
                                models.Q(("place", ""), _negated=True),
                                ("published_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="reading_published_is_whole",
                        violation_error_message="公布的口径须有文字、责任单位、会议、文号、合法性审查、公布日期和地点",
                    ),
                ],
            },
        ),
    ]
