import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0002_initial"),
        ("cases", "0001_initial"),
        ("registry", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
                ("question", models.CharField(max_length=300, verbose_name="请协助核实")),
                ("sent_on", models.DateField(null=True, verbose_name="发出")),
                ("due_on", models.DateField(null=True, verbose_name="请回函")),
                ("reply", models.TextField(blank=True, verbose_name="回函内容")),
                ("agrees", models.BooleanField(null=True, verbose_name="核实无误")),
                ("reply_number", models.CharField(blank=True, max_length=60, verbose_name="回函文号")),
                ("scan_sha256", models.CharField(blank=True, max_length=64, verbose_name="扫描件")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="cases.case"
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="accounts.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("question", models.CharField(max_length=300, verbose_name="审核事项")),
                ("asks_funds", models.BooleanField(default=False)),
                ("due_on", models.DateField(null=True, verbose_name="期限")),
                ("opinion", models.TextField(blank=True, verbose_name="审核意见")),
                ("internal_note", models.TextField(blank=True, verbose_name="内部说明")),
                ("conditions", models.CharField(blank=True, max_length=300, verbose_name="条件")),
                ("clause", models.CharField(blank=True, max_length=60, verbose_name="依据条款")),
                (
                    "funds",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("available", "资金已落实"),
                            ("conditional", "附条件落实"),
                            ("not_available", "资金未落实"),
                        ],
                        max_length=20,
                        verbose_name="资金",
                    ),
                ),
                ("funds_on", models.DateField(blank=True, null=True, verbose_name="落实日期")),
                ("signed_at", models.DateTimeField(null=True)),
                ("inputs", models.CharField(blank=True, max_length=64)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="cases.case"
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
                (
                    "instead_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to="reviews.review",
                    ),
                ),
                (
                    "recused_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="accounts.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "round", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=300, verbose_name="问题")),
                (
                    "kind",
                    models.CharField(
                        choices=[("yes_no", "是或否"), ("amount", "金额"), ("text", "文字")], max_length=10
                    ),
                ),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("required", models.BooleanField(verbose_name="必答")),
                ("yes", models.BooleanField(null=True)),
                ("amount", models.BigIntegerField(null=True)),
                ("words", models.TextField(blank=True)),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="reviews.letter",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tie",
                    models.CharField(
                        choices=[("landlord", "出租方"), ("investor", "出资方"), ("other", "其他利害关系")],
                        max_length=10,
                        verbose_name="关系",
                    ),
                ),
                ("sentence", models.CharField(max_length=300, verbose_name="说明")),
                ("declared_at", models.DateTimeField()),
                ("ended_on", models.DateField(null=True, verbose_name="关系终止")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.enterprise"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="accounts.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("unit", "enterprise"),
                        name="interest_once",
                        violation_error_message="这一利害关系已经申明",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "sent", "entered", "answered", "withdrawn"])),
                name="letter_state_known",
                violation_error_message="letter: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("case", "unit", "round"), name="letter_once", violation_error_message="该单位本轮已有协办函"
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                    _connector="OR",
                ),
                name="letter_by_two",
                violation_error_message="回函须由另一人复核",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["unit", "state"], name="review_queue"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "assigned",
                            "coi_declared",
                            "in_progress",
                            "drafted",
                            "concur",
                            "concur_conditions",
                            "object",
                            "held",
                            "recused",
                            "lapsed",
                            "superseded",
                        ],
                    )
                ),
                name="review_state_known",
                violation_error_message="review: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                fields=("case", "unit", "round"), name="review_once", violation_error_message="该单位本轮已有联审任务"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("concur", "concur_conditions", "object")), _negated=True),
                    models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                    _connector="OR",
                ),
                name="review_signed_has_signer",
                violation_error_message="已签发的意见须有签发人",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("recused_by__isnull", True), ("state", "recused"), _connector="OR"),
                name="review_recused_by_recused",
                violation_error_message="没有回避的联审不记回避人",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("letter__isnull", False), ("review__isnull", True)),
                    models.Q(("letter__isnull", True), ("review__isnull", False)),
                    _connector="OR",
                ),
                name="answer_of_one_thing",
                violation_error_message="答复属于一件联审或一件协办函",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__isnull", True), ("kind", "yes_no"), ("words", "")),
                    models.Q(("kind", "amount"), ("words", ""), ("yes__isnull", True)),
                    models.Q(("amount__isnull", True), ("kind", "text"), ("yes__isnull", True)),
                    _connector="OR",
                ),
                name="answer_is_of_its_kind",
                violation_error_message="答复须与问题的答复方式一致",
            ),
        ),
    ]
