import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_initial"),
        ("payments", "0001_initial"),
        ("registry", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("policy", models.CharField(max_length=120)),
                ("measure", models.CharField(max_length=60)),
                ("clause", models.CharField(max_length=20, verbose_name="条款")),
                ("year", models.PositiveSmallIntegerField(verbose_name="申报年度")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "mode",
                    models.CharField(
                        choices=[("proposed", "免申即享"), ("immediate", "即申即享"), ("committed", "承诺兑现")],
                        max_length=20,
                        verbose_name="兑现方式",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="开始")),
                ("closes_on", models.DateField(verbose_name="截止（含当日）")),
                ("confirm_days", models.PositiveSmallIntegerField(default=20, verbose_name="确认期限（工作日）")),
                ("correction_days", models.PositiveSmallIntegerField(default=10, verbose_name="补正期限（工作日）")),
                ("review_days", models.PositiveSmallIntegerField(default=10, verbose_name="联审期限（工作日）")),
                ("appeal_days", models.PositiveSmallIntegerField(default=15, verbose_name="申请复核期限（工作日）")),
                ("notice_days", models.PositiveSmallIntegerField(default=5, verbose_name="公示期（工作日）")),
                (
                    "notice_columns",
                    models.JSONField(blank=True, default=list, verbose_name="公示的栏目（企业名称总是列出）"),
                ),
                ("guideline", models.CharField(blank=True, max_length=120, verbose_name="申报通知文号")),
                ("guideline_on", models.DateField(blank=True, null=True, verbose_name="申报通知发布日")),
                ("guideline_place", models.CharField(blank=True, max_length=120, verbose_name="申报通知公布地点")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="payments.budgetline",
                        verbose_name="预算",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "clause", "measure"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(max_length=300, verbose_name="审核事项")),
                ("asks_funds", models.BooleanField(default=False, verbose_name="答复资金是否落实")),
                ("tells", models.CharField(blank=True, max_length=60, verbose_name="函中列明的测算数")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="programmes.programme"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="accounts.unit", verbose_name="单位"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="programme",
            name="units",
            field=models.ManyToManyField(through="programmes.ProgrammeUnit", to="accounts.unit"),
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300, verbose_name="问题")),
                (
                    "kind",
                    models.CharField(
                        choices=[("yes_no", "是或否"), ("amount", "金额"), ("text", "文字")],
                        default="yes_no",
                        max_length=10,
                        verbose_name="怎样答复",
                    ),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("required", models.BooleanField(default=True, verbose_name="必答")),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="programmes.programmeunit",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("queued", "排队中"), ("running", "测算中"), ("done", "已完成"), ("failed", "未完成")],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("progress", models.CharField(blank=True, max_length=120)),
                ("run_id", models.CharField(blank=True, max_length=16)),
                ("snapshot", models.CharField(blank=True, max_length=80, verbose_name="数据版本")),
                ("policy_hash", models.CharField(blank=True, max_length=64)),
                ("document_hash", models.CharField(blank=True, max_length=64)),
                ("code_version", models.CharField(blank=True, max_length=40)),
                ("on", models.DateField(null=True, verbose_name="基准日")),
                ("total", models.BigIntegerField(null=True)),
                ("total_from", models.BigIntegerField(null=True)),
                ("total_to", models.BigIntegerField(null=True)),
                ("payable_total", models.BigIntegerField(null=True)),
                ("unknown_rows", models.PositiveIntegerField(default=0)),
                ("readings", models.JSONField(default=dict)),
                ("prices", models.JSONField(default=list)),
                ("causes", models.JSONField(default=dict)),
                ("failure", models.CharField(blank=True, max_length=400)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.run"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uscc", models.CharField(max_length=18)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("subject", models.CharField(max_length=120)),
                ("status", models.CharField(max_length=10)),
                ("reason_code", models.CharField(blank=True, max_length=60)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("award", models.BigIntegerField(null=True)),
                ("payable", models.BigIntegerField(null=True)),
                ("open_readings", models.JSONField(default=list)),
                ("steps", models.JSONField(default=dict)),
                (
                    "enterprise",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="registry.enterprise",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="outcomes", to="programmes.run"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uscc", models.CharField(max_length=18)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("subject", models.CharField(max_length=120)),
                ("before", models.BigIntegerField(null=True)),
                ("after", models.BigIntegerField(null=True)),
                ("status_before", models.CharField(blank=True, max_length=10)),
                ("status_after", models.CharField(blank=True, max_length=10)),
                ("by_rows", models.BigIntegerField()),
                ("by_decisions", models.BigIntegerField()),
                (
                    "enterprise",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.enterprise",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="programmes.run"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="材料")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("required", models.BooleanField(default=True, verbose_name="必交")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="material_has_basis",
                        violation_error_message="要企业交材料须写明依据",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="programmeunit",
            constraint=models.UniqueConstraint(
                fields=("programme", "unit"),
                name="unit_once_per_programme",
                violation_error_message="该单位已在联审名单中",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(
                fields=("policy", "measure", "year"),
                name="programme_once_per_year",
                violation_error_message="这项措施这一年度已有项目",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                name="programme_closes_after_opening",
                violation_error_message="截止日早于开始日",
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.CheckConstraint(
                condition=models.Q(("notice_days__gte", 1)),
                name="programme_notice_has_days",
                violation_error_message="公示至少一个工作日",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("part", "text"),
                name="question_once_per_unit",
                violation_error_message="这一问题已在该单位的问题表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", ""), _negated=True),
                name="question_has_basis",
                violation_error_message="每一问须写明依据",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(fields=["enterprise", "run"], name="outcome_enterprise"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(
                fields=("run", "uscc", "subject"),
                name="outcome_once_per_run",
                violation_error_message="同一测算同一对象只有一行",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                fields=("run", "uscc", "subject"),
                name="change_once_per_run",
                violation_error_message="同一测算同一对象只有一行变化",
            ),
        ),
    ]
