import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("audit", "0001_initial"),
        ("cases", "0001_initial"),
        ("programmes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="sample",
            name="cases",
            field=models.ManyToManyField(related_name="samples", to="cases.case"),
        ),
        migrations.AddField(
            model_name="sample",
            name="programme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="programmes.programme",
                verbose_name="项目",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="sample",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="audit.sample",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["about", "seq"], name="entry_about"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["file", "actor"], name="entry_file_actor"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason_needed", False), models.Q(("comment", ""), _negated=True), _connector="OR"),
                name="entry_reason_given",
                violation_error_message="退回、否定或撤销须写明理由",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__gte", 1), ("percent__lte", 100)),
                name="sample_percent_in_bounds",
                violation_error_message="抽样比例在 1 到 100 之间",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_at", None), ("answered_at__isnull", False), _connector="OR"),
                name="finding_closed_once_answered",
                violation_error_message="疑点有了答复才能销号",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True),
                name="finding_asks",
                violation_error_message="疑点须写明",
            ),
        ),
    ]
