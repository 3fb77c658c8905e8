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
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60, unique=True, verbose_name="文号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guideline", "申报通知"),
                            ("correction", "补正告知书"),
                            ("refusal", "不予受理通知"),
                            ("letter", "协办函"),
                            ("consult", "征求意见函"),
                            ("opinion", "联审意见"),
                            ("meeting", "上会材料"),
                            ("notice", "公示"),
                            ("award", "核定通知"),
                            ("rejection", "不予扶持告知书"),
                            ("reconsideration", "复核答复"),
                            ("preopinion", "预核意见"),
                            ("service", "送达回证"),
                        ],
                        max_length=20,
                        verbose_name="文书",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("about", models.CharField(max_length=60)),
                ("facts", models.JSONField()),
                ("docx_sha256", models.CharField(max_length=64)),
                ("pdf_sha256", models.CharField(blank=True, max_length=64)),
                ("sent_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="cases.case"
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="registry.enterprise",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="accounts.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("system", "系统送达"),
                            ("hand", "直接送达"),
                            ("post", "邮寄送达"),
                            ("published", "公告"),
                            ("exchange", "公文交换"),
                        ],
                        max_length=10,
                        verbose_name="送达方式",
                    ),
                ),
                ("on", models.DateField(verbose_name="送达日期")),
                ("received_by", models.CharField(max_length=100, verbose_name="收件人")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="papers.paper"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Template",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("guideline", "申报通知"),
                            ("correction", "补正告知书"),
                            ("refusal", "不予受理通知"),
                            ("letter", "协办函"),
                            ("consult", "征求意见函"),
                            ("opinion", "联审意见"),
                            ("meeting", "上会材料"),
                            ("notice", "公示"),
                            ("award", "核定通知"),
                            ("rejection", "不予扶持告知书"),
                            ("reconsideration", "复核答复"),
                            ("preopinion", "预核意见"),
                            ("service", "送达回证"),
                        ],
                        max_length=20,
                        verbose_name="文书",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="文件")),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["enterprise", "sent_at"], name="paper_inbox"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("enterprise__isnull", True), ("unit__isnull", True), _connector="OR"),
                name="paper_to_one",
                violation_error_message="一份文书只送一家企业或一个单位",
            ),
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("paper", "how"), name="receipt_once_per_way", violation_error_message="这种方式的送达已经登记过"
            ),
        ),
    ]
