import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_initial"),
        ("meetings", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="公示编号")),
                ("starts_on", models.DateField(null=True, verbose_name="公示开始")),
                ("ends_on", models.DateField(null=True, verbose_name="公示最后一天")),
                ("provisional", models.BooleanField(default=False)),
                ("columns", models.JSONField(blank=True, default=list)),
                ("page", models.TextField(blank=True)),
                ("digest", models.CharField(blank=True, max_length=64)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="meetings.meetinglist"
                    ),
                ),
                (
                    "scheduled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="姓名或单位")),
                ("contact", models.CharField(blank=True, max_length=100, verbose_name="联系方式")),
                ("text", models.TextField(verbose_name="异议事项与依据")),
                ("received_at", models.DateTimeField()),
                (
                    "inadmissible",
                    models.CharField(
                        blank=True,
                        choices=[("anonymous", "匿名"), ("groundless", "没有事实依据"), ("late", "公示期满之后提出")],
                        max_length=12,
                        verbose_name="不予受理的原因",
                    ),
                ),
                ("finding", models.TextField(blank=True, verbose_name="核查情况")),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="cases.case",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="notices.notice"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="notices.objection"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Proof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="proofs", to="notices.notice"
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "scheduled", "published", "closed", "retracted"])),
                name="notice_state_known",
                violation_error_message="notice: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"),
                    ("state", "retracted"),
                    models.Q(("ends_on__gte", models.F("starts_on")), ("starts_on__isnull", False)),
                    _connector="OR",
                ),
                name="notice_has_days",
                violation_error_message="公示须有起止日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "received",
                            "admissible",
                            "inadmissible",
                            "investigating",
                            "upheld",
                            "dismissed",
                            "answered",
                            "on_record",
                        ],
                    )
                ),
                name="objection_state_known",
                violation_error_message="objection: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("admissible", "investigating", "upheld", "dismissed")), _negated=True),
                    models.Q(models.Q(("name", ""), _negated=True), models.Q(("contact", ""), _negated=True)),
                    _connector="OR",
                ),
                name="objection_examined_has_name",
                violation_error_message="受理的异议须有姓名和联系方式",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("inadmissible", "on_record")), _negated=True),
                    models.Q(("inadmissible", ""), _negated=True),
                    _connector="OR",
                ),
                name="objection_inadmissible_says_why",
                violation_error_message="不予受理须写明是匿名、没有依据还是逾期",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("objection", "sha256"), name="evidence_once", violation_error_message="这份材料已在这件异议中"
            ),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.UniqueConstraint(
                fields=("notice", "day"), name="proof_once_a_day", violation_error_message="这一天已经留证"
            ),
        ),
    ]
