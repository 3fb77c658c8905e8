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
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.CharField(max_length=16, verbose_name="批次")),
                ("at", models.DateTimeField()),
                ("seq", models.PositiveBigIntegerField(verbose_name="操作链位置")),
                ("rows", models.PositiveIntegerField(verbose_name="行数")),
                ("quarantined", models.PositiveIntegerField(default=0, verbose_name="待更正")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Enterprise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uscc", models.CharField(max_length=18, unique=True, verbose_name="统一社会信用代码")),
                ("name", models.CharField(max_length=120, verbose_name="企业名称")),
                ("industry", models.CharField(blank=True, max_length=60, verbose_name="行业")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="入区日期")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="离区日期")),
                (
                    "other_predecessors",
                    models.CharField(
                        blank=True,
                        help_text="统一社会信用代码，以 ; 分隔",
                        max_length=400,
                        verbose_name="前身（不在库内）",
                    ),
                ),
                ("qualifications", models.CharField(blank=True, max_length=200, verbose_name="资质")),
                ("pilot", models.CharField(blank=True, max_length=100, verbose_name="试点状态")),
                ("synthetic", models.BooleanField(default=False, verbose_name="合成数据")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="registry.enterprise",
                        verbose_name="并入",
                    ),
                ),
                (
                    "service_officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="serves",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="服务专员",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "uscc"],
            },
        ),
        migrations.CreateModel(
            name="CustomsCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=10, verbose_name="海关编码")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="开始日期")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="结束日期（不含当日）")),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="codes", to="registry.enterprise"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="电话")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
                ("duty", models.CharField(blank=True, max_length=60, verbose_name="职务")),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="registry.enterprise"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=200, verbose_name="用途")),
                ("basis", models.CharField(max_length=200, verbose_name="依据")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期（不含当日）")),
                ("given_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "given_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisations",
                        to="registry.enterprise",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="enterprise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on__isnull", True),
                    ("settled_on__isnull", True),
                    ("left_on__gt", models.F("settled_on")),
                    _connector="OR",
                ),
                name="enterprise_left_after_settled",
                violation_error_message="离区日期须晚于入区日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="customscode",
            constraint=models.UniqueConstraint(
                fields=("enterprise", "code"),
                name="code_once_per_enterprise",
                violation_error_message="这家企业已有这个海关编码",
            ),
        ),
        migrations.AddConstraint(
            model_name="customscode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="code_ends_after_start",
                violation_error_message="海关编码的止日须晚于起日",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))),
                name="authorisation_ends_after_start",
                violation_error_message="授权的结束日须晚于开始日",
            ),
        ),
    ]
