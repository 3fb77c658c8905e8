import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("registry", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("confirm", "企业确认"),
                            ("handling", "办理"),
                            ("correction", "企业补正"),
                            ("appeal", "申请复核"),
                        ],
                        max_length=12,
                    ),
                ),
                ("days", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField()),
                ("due_on", models.DateField()),
                ("provisional", models.BooleanField(default=False)),
                ("stopped_on", models.DateField(null=True)),
                (
                    "stop",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "办完"),
                            ("paused", "暂停"),
                            ("restarts", "停止，重新计算"),
                            ("over", "期满"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="CorrectionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("asked_in", models.CharField(max_length=20)),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contact", "联系人和电话"),
                            ("statement", "企业说明"),
                            ("other_funds", "同一事项已享受的其他财政资金"),
                            ("consents_to_amount", "同意公示金额"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("incomplete", "缺少（期限重新计算）"), ("incorrect", "有误（期限暂停）")],
                        max_length=12,
                        verbose_name="问题",
                    ),
                ),
                ("sentence", models.CharField(max_length=300, verbose_name="怎样补正")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="企业答复")),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Pin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                ("snapshot", models.CharField(blank=True, max_length=80)),
                ("run_id", models.CharField(blank=True, max_length=16)),
                ("policy_hash", models.CharField(blank=True, max_length=64)),
                ("document_hash", models.CharField(blank=True, max_length=64)),
                ("base_day", models.DateField(null=True)),
                ("amount", models.BigIntegerField(null=True)),
                ("steps", models.JSONField(default=dict)),
                ("documents", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PreOpinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                ("plan", models.TextField(verbose_name="打算做什么")),
                ("asked_at", models.DateTimeField()),
                ("opinion", models.TextField(blank=True, verbose_name="预核意见")),
                ("rests_on", models.CharField(blank=True, max_length=300, verbose_name="前提")),
                ("valid_until", models.DateField(null=True, verbose_name="有效至")),
                ("issued_on", models.DateField(null=True, verbose_name="出具日期")),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Reconsideration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                (
                    "asks_about",
                    models.CharField(
                        choices=[("rejection", "不予扶持"), ("amount", "金额")], max_length=10, verbose_name="复核什么"
                    ),
                ),
                ("request", models.TextField(verbose_name="复核理由")),
                ("asked_at", models.DateTimeField()),
                ("finding", models.TextField(blank=True, verbose_name="复查情况")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("granted", "复核成立"), ("dismissed", "复核不成立")],
                        max_length=10,
                        verbose_name="结论",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="RowDispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("declaration", models.CharField(max_length=30, verbose_name="报关单号")),
                ("item", models.CharField(blank=True, max_length=10, verbose_name="项号")),
                (
                    "fault",
                    models.CharField(
                        choices=[
                            ("value", "金额不对"),
                            ("owner", "不是本企业的"),
                            ("date", "日期不对"),
                            ("kind", "不应计入"),
                            ("missing", "少了这一行"),
                        ],
                        max_length=10,
                        verbose_name="哪里不对",
                    ),
                ),
                ("sentence", models.CharField(max_length=300, verbose_name="应当是")),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("amount", models.BigIntegerField(verbose_name="调整后金额（分）")),
                ("basis", models.CharField(max_length=300, verbose_name="依据")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="编号")),
                ("subject", models.CharField(max_length=120, verbose_name="对象")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("entitlement", "免申即享"),
                            ("application", "企业申报"),
                            ("officer", "窗口代录"),
                            ("correction", "更正"),
                        ],
                        max_length=20,
                        verbose_name="来源",
                    ),
                ),
                ("base_day", models.DateField(null=True, verbose_name="基准日")),
                ("due_on", models.DateField(null=True, verbose_name="期限")),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="联系人和电话")),
                ("statement", models.TextField(blank=True, verbose_name="企业说明")),
                (
                    "other_funds",
                    models.CharField(blank=True, max_length=300, verbose_name="同一事项已享受的其他财政资金"),
                ),
                ("consents_to_amount", models.BooleanField(default=False, verbose_name="同意公示金额")),
                ("resolution", models.CharField(blank=True, max_length=300, verbose_name="对不同意见的处理")),
                ("recommended", models.BigIntegerField(null=True, verbose_name="拟扶持额")),
                ("decided", models.BigIntegerField(null=True, verbose_name="核定额")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
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
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="registry.enterprise"
                    ),
                ),
                (
                    "entry_confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
    ]
