"""Restrictions of an enrollment and what was noticed of it, behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from directbill.records import walls

BEHIND_THE_WALL = (
    "records_restriction",
    "records_restrictionstep",
    "records_signal",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0021_enrollments"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Restriction",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("cause", models.CharField(max_length=200)),
                ("params", models.JSONField(default=dict)),
                ("edition", models.CharField(max_length=40)),
                ("state", models.CharField(max_length=40)),
                ("turn", models.CharField(max_length=40)),
                ("plan", models.JSONField()),
                ("taken", models.PositiveSmallIntegerField(default=0)),
                ("announced_on", models.DateField()),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("due", models.DateField(null=True)),
                ("hands", models.JSONField(default=list)),
                ("appealed", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="RestrictionStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=40)),
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(max_length=40)),
                ("side", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("until", models.DateField(null=True)),
                ("plan", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=200)),
                ("params", models.JSONField(default=dict)),
                ("turn", models.CharField(max_length=40)),
                ("since", models.DateField()),
                ("due", models.DateField()),
                ("raised_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["due", "id"],
            },
        ),
        migrations.AddField(
            model_name="restriction",
            name="enrollment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="restrictions",
                to="records.enrollment",
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="maker",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="restriction",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddField(
            model_name="restrictionstep",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddField(
            model_name="restrictionstep",
            name="restriction",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="records.restriction"
            ),
        ),
        migrations.AddField(
            model_name="signal",
            name="dismissed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="signal",
            name="enrollment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="signals", to="records.enrollment"
            ),
        ),
        migrations.AddField(
            model_name="signal",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddIndex(
            model_name="restriction",
            index=models.Index(
                condition=models.Q(("turn", "desk")), fields=["due", "id"], name="restriction_queue"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "appealed",
                            "cancelled",
                            "closed",
                            "completed",
                            "cure_claimed",
                            "dropped",
                            "extension_recommended",
                            "lift_decided",
                            "lift_recommended",
                            "lifted",
                            "on_trial",
                            "open",
                            "proposed",
                            "revocation_appealed",
                            "trial_proven",
                        ],
                    )
                ),
                name="restriction_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="restriction_turn_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(fields=("enrollment", "number"), name="restriction_numbered"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["cancelled", "closed", "dropped", "lifted"]), _negated=True
                ),
                fields=("enrollment", "cause"),
                name="restriction_one_of_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="restrictionstep_side_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictionstep",
            constraint=models.UniqueConstraint(
                fields=("restriction", "number"), name="restrictionstep_numbered"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="restrictionstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="7648e8fa6603ad3906ff6b8ee3adb7297027436d",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_dff8b",
                    table="records_restrictionstep",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="signal",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["due", "id"], name="signal_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="signal_turn_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="signal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("enrollment", "kind", "subject"),
                name="signal_one_open",
            ),
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
    ]
