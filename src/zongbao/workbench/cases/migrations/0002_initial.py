import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("programmes", "0001_initial"),
        ("registry", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="outcome",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cases",
                to="programmes.outcome",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="programmes.programme"
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="adjustments", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="clock",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="clocks", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="correctionitem",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="correction_items", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="correctionitem",
            name="material",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.material"
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="material",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to="programmes.material"
            ),
        ),
        migrations.AddField(
            model_name="pin",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="pins", to="cases.case"),
        ),
        migrations.AddField(
            model_name="preopinion",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="preopinion",
            name="drafted_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="preopinion",
            name="enterprise",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pre_opinions", to="registry.enterprise"
            ),
        ),
        migrations.AddField(
            model_name="preopinion",
            name="issued_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="preopinion",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pre_opinions", to="programmes.programme"
            ),
        ),
        migrations.AddField(
            model_name="reconsideration",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reconsideration",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="reconsiderations", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="rowdispute",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="rowdispute",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="row_disputes", to="cases.case"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["state", "due_on"], name="case_queue"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "proposed",
                            "draft",
                            "entry",
                            "submitted",
                            "correction",
                            "in_review",
                            "deliberation",
                            "approval",
                            "listed",
                            "notice_pending",
                            "notice",
                            "awarded",
                            "rejected",
                            "closed",
                            "discarded",
                            "not_accepted",
                            "waived",
                            "withdrawn",
                            "unconfirmed",
                            "suspended:submitted",
                            "suspended:in_review",
                            "suspended:deliberation",
                            "suspended:notice_pending",
                            "suspended:notice",
                        ],
                    )
                ),
                name="case_state_known",
                violation_error_message="case: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("closed", "discarded", "not_accepted", "waived", "withdrawn")), _negated=True
                    ),
                    models.Q(("origin", "correction"), _negated=True),
                ),
                fields=("programme", "enterprise", "subject"),
                name="case_once",
                violation_error_message="这家企业这一年度这一对象已有办理中的申报件",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "awarded"), _negated=True), ("decided__isnull", False), _connector="OR"
                ),
                name="case_awarded_has_amount",
                violation_error_message="已核定的申报件须有核定额",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects__isnull", False), ("origin", "correction")),
                    models.Q(("origin", "correction"), _negated=True),
                    _connector="OR",
                ),
                name="case_correction_names_case",
                violation_error_message="更正须写明更正哪一件",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("origin", "officer"), _negated=True), ("entered_by__isnull", False), _connector="OR"
                ),
                name="case_entry_has_officer",
                violation_error_message="窗口代录须写明谁录入",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("entry_confirmed_by__isnull", True),
                    models.Q(("entry_confirmed_by", models.F("entered_by")), _negated=True),
                    _connector="OR",
                ),
                name="case_entry_by_two",
                violation_error_message="窗口代录须由另一人复核",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["proposed", "confirmed", "refused"])),
                name="adjustment_state_known",
                violation_error_message="adjustment: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("case",),
                name="adjustment_one_waits",
                violation_error_message="已有一笔人工调整等待复核",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(
                        ("confirmed_by__isnull", False), models.Q(("confirmed_by", models.F("by")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="adjustment_by_two",
                violation_error_message="人工调整须由另一人复核",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", ""), _negated=True),
                name="adjustment_has_basis",
                violation_error_message="人工调整须写明依据",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)),
                name="adjustment_not_below_zero",
                violation_error_message="调整后金额不小于零",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stopped_on__isnull", True)),
                fields=("case",),
                name="clock_one_runs",
                violation_error_message="一件同时只走一个时限",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stop", ""), ("stopped_on__isnull", True)),
                    models.Q(("stopped_on__isnull", False), models.Q(("stop", ""), _negated=True)),
                    _connector="OR",
                ),
                name="clock_stop_says_why",
                violation_error_message="时限停止须写明原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("material__isnull", True), models.Q(("field", ""), _negated=True)),
                    models.Q(("field", ""), ("material__isnull", False)),
                    _connector="OR",
                ),
                name="correction_item_names_one",
                violation_error_message="每一项补正须对应一个填写项或一份材料",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("case", "material"),
                name="document_once_per_material",
                violation_error_message="这份材料已有一个文件；要换请先撤下原来的",
            ),
        ),
        migrations.AddConstraint(
            model_name="preopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "drafted", "issued", "withdrawn"])),
                name="preopinion_state_known",
                violation_error_message="preopinion: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="preopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "issued"), _negated=True),
                    models.Q(
                        models.Q(("number", ""), _negated=True),
                        models.Q(("opinion", ""), _negated=True),
                        ("issued_by__isnull", False),
                        ("issued_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="preopinion_issued_is_written",
                violation_error_message="出具的预核意见须有文号、日期和内容",
            ),
        ),
        migrations.AddConstraint(
            model_name="preopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("issued_by__isnull", True),
                    models.Q(("issued_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="preopinion_by_two",
                violation_error_message="预核意见须由另一人签发",
            ),
        ),
        migrations.AddConstraint(
            model_name="reconsideration",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["requested", "examined", "granted", "dismissed", "answered"])),
                name="reconsideration_state_known",
                violation_error_message="reconsideration: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="reconsideration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "answered"), _negated=True),
                fields=("case", "asks_about"),
                name="reconsideration_one_open",
                violation_error_message="已有一次复核在办理",
            ),
        ),
        migrations.AddConstraint(
            model_name="rowdispute",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("case", "declaration", "item"),
                name="row_disputed_once",
                violation_error_message="这一行已经提出过",
            ),
        ),
    ]
