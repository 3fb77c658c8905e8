import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="grant",
            name="enterprise",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="registry.enterprise",
                verbose_name="企业",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="grants", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="grant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="delegations", to="accounts.grant"
            ),
        ),
        migrations.AddField(
            model_name="link",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="links", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="token",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tokens", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="unit",
            name="heir",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="predecessors",
                to="accounts.unit",
                verbose_name="职责承接单位",
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="unit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="accounts.unit",
                verbose_name="单位",
            ),
        ),
        migrations.AddConstraint(
            model_name="delegation",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="delegation_ends_after_start",
                violation_error_message="代办的结束日不能早于开始日",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("made_at"))),
                name="link_ends_after_made",
                violation_error_message="链接的失效时间须晚于发出时间",
            ),
        ),
        migrations.AddConstraint(
            model_name="token",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("made_at"))),
                name="token_ends_after_made",
                violation_error_message="令牌的失效时间须晚于发出时间",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("abolished_on__isnull", True), ("heir__isnull", False), _connector="OR"),
                name="unit_abolished_has_heir",
                violation_error_message="撤销的单位须写明由谁承接",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="grant_ends_after_start",
                violation_error_message="授权的结束日不能早于开始日",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ("owner", "agent")), _negated=True),
                    ("enterprise__isnull", False),
                    _connector="OR",
                ),
                name="grant_of_firm_names_firm",
                violation_error_message="企业角色须写明是哪家企业",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ("reviewer", "head", "treasury")), _negated=True),
                    ("unit__isnull", False),
                    _connector="OR",
                ),
                name="grant_of_unit_names_unit",
                violation_error_message="联审角色须写明是哪个单位",
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "approver"), ("subject__in", ["rules", "awards", "payments", "recovery"])),
                    models.Q(models.Q(("role", "approver"), _negated=True), ("subject", "")),
                    _connector="OR",
                ),
                name="grant_of_approver_has_subject",
                violation_error_message="批准人须写明批准什么：口径、核定、拨付或收回",
            ),
        ),
    ]
