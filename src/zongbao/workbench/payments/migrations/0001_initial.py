import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("policy", models.CharField(max_length=60)),
                ("clause", models.CharField(max_length=20, verbose_name="条款")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=120, verbose_name="预算科目")),
                ("source_document", models.CharField(blank=True, max_length=120, verbose_name="依据文号")),
                ("total", models.BigIntegerField(default=0)),
                ("free", models.BigIntegerField(default=0)),
                ("reserved", models.BigIntegerField(default=0)),
                ("committed", models.BigIntegerField(default=0)),
                ("paid", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("policy", "clause", "year"),
                        name="line_once_per_year",
                        violation_error_message="这一年度这一条已有预算",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "total",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("free"), "+", models.F("reserved")
                                        ),
                                        "+",
                                        models.F("committed"),
                                    ),
                                    "+",
                                    models.F("paid"),
                                ),
                            )
                        ),
                        name="line_adds_up",
                        violation_error_message="预算四项之和不等于总额",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("committed__gte", 0), ("free__gte", 0), ("paid__gte", 0), ("reserved__gte", 0)
                        ),
                        name="line_not_below_zero",
                        violation_error_message="预算余额不足",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("appropriation", "下达"),
                            ("reservation", "预留"),
                            ("release", "释放"),
                            ("commitment", "确认支出"),
                            ("payment", "支付"),
                            ("return", "退回"),
                            ("recovery", "收回"),
                            ("carry_over", "结转"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="金额（分）")),
                ("at", models.DateTimeField()),
                ("paper", models.CharField(blank=True, max_length=120, verbose_name="依据文号")),
                ("key", models.CharField(max_length=80, unique=True)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="cases.case",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="payments.budgetline"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)),
                        name="posting_above_zero",
                        violation_error_message="记账金额须大于零",
                    )
                ],
            },
        ),
    ]
