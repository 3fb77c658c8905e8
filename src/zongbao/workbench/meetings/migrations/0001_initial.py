import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("state", models.CharField(max_length=32)),
                ("version", models.PositiveIntegerField(default=1)),
                ("since", models.DateTimeField()),
                ("number", models.CharField(max_length=30, unique=True, verbose_name="批次")),
                ("minutes", models.CharField(blank=True, max_length=60, verbose_name="会议纪要文号")),
                ("held_on", models.DateField(null=True, verbose_name="会议日期")),
                ("attendance", models.TextField(blank=True, verbose_name="出席")),
                ("recusals", models.TextField(blank=True, verbose_name="回避")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lists", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField(verbose_name="拟扶持额")),
                ("proposes_rejection", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("adopt", "通过"), ("defer", "缓议"), ("reject", "不予扶持")],
                        max_length=10,
                        verbose_name="会议结果",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="cases.case"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="meetings.meetinglist"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="meetinglist",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "frozen", "decided", "adopted", "closed"])),
                name="list_state_known",
                violation_error_message="list: 状态不在表中",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetinglist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("decided", "adopted", "closed")), _negated=True),
                    models.Q(models.Q(("minutes", ""), _negated=True), ("held_on__isnull", False)),
                    _connector="OR",
                ),
                name="list_decided_has_minutes",
                violation_error_message="会议结果须有纪要文号和会议日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(
                fields=("meeting", "case"), name="line_once_per_list", violation_error_message="该件已在这一批次中"
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ("defer", "reject")), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="line_refusal_has_note",
                violation_error_message="缓议和不予扶持须写明说明",
            ),
        ),
    ]
