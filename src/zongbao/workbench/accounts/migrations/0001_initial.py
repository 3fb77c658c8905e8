import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=60, unique=True, verbose_name="用户名")),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="邮箱")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="电话")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("second_factor", models.CharField(blank=True, max_length=64)),
                ("last_code", models.BigIntegerField(default=0)),
                ("roles_version", models.PositiveIntegerField(default=0)),
                ("in_wan", models.BooleanField(default=False, verbose_name="以万元显示")),
                (
                    "language",
                    models.CharField(blank=True, choices=[("zh-hans", "中文"), ("en", "English")], max_length=10),
                ),
                ("synthetic", models.BooleanField(default=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "企业负责人"),
                            ("agent", "企业经办人"),
                            ("intake", "受理窗口"),
                            ("lead", "主办"),
                            ("reviewer", "联审经办"),
                            ("head", "联审签发"),
                            ("approver", "批准人"),
                            ("unit_finance", "单位财务"),
                            ("treasury", "区财政国库"),
                            ("auditor", "审计"),
                            ("internal_audit", "内审"),
                            ("discipline", "纪检"),
                            ("policy", "政策维护"),
                            ("admin", "系统管理"),
                        ],
                        max_length=20,
                        verbose_name="角色",
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rules", "口径与参数"),
                            ("awards", "核定"),
                            ("payments", "拨付"),
                            ("recovery", "收回"),
                        ],
                        max_length=20,
                        verbose_name="批准事项",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期（不含当日）")),
            ],
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(choices=[("invite", "开通综保账号"), ("reset", "重设综保口令")], max_length=10),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="用途")),
                (
                    "scope",
                    models.CharField(
                        choices=[("read", "读取"), ("apply", "申报系统对接：送申报、查进度")],
                        max_length=10,
                        verbose_name="范围",
                    ),
                ),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="单位名称")),
                ("alias", models.CharField(blank=True, max_length=60, verbose_name="简称")),
                ("logs_in", models.BooleanField(default=True, verbose_name="在系统内办理")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="设立")),
                ("abolished_on", models.DateField(blank=True, null=True, verbose_name="撤销")),
            ],
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("ends_on", models.DateField(verbose_name="结束日期（不含当日）")),
                ("reason", models.CharField(max_length=200, verbose_name="事由")),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="borrowed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
