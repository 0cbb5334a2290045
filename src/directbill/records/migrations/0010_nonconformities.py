"""Nonconformities of an assessment; behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from directbill.records import walls

BEHIND_THE_WALL = (
    "records_nonconformity",
    "records_nonconformitystep",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0009_notes"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Nonconformity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("criterion", models.CharField(max_length=40)),
                ("result", models.CharField(max_length=40)),
                ("grade", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("state", models.CharField(max_length=40)),
                ("turn", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("due", models.DateField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("raised_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="nonconformities",
                        to="records.item",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="NonconformityStep",
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
                ("due", models.DateField(null=True)),
                ("documents", models.JSONField(default=list)),
                (
                    "nonconformity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="records.nonconformity",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="nonconformity",
            index=models.Index(
                condition=models.Q(("turn", "nobody"), _negated=True),
                fields=["due", "id"],
                name="nonconformity_watched",
            ),
        ),
        migrations.AddConstraint(
            model_name="nonconformity",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__in", ["major", "minor"])), name="nonconformity_grade_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="nonconformity",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["answered", "closed", "fell_away", "open", "overdue"])),
                name="nonconformity_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="nonconformity",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="nonconformity_turn_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="nonconformity",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="nonconformity_numbered"),
        ),
        migrations.AddConstraint(
            model_name="nonconformity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "overdue", "answered"])),
                fields=("item", "criterion"),
                name="nonconformity_one_lasts",
            ),
        ),
        migrations.AddConstraint(
            model_name="nonconformitystep",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="nonconformitystep_side_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="nonconformitystep",
            constraint=models.UniqueConstraint(
                fields=("nonconformity", "number"), name="nonconformitystep_numbered"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="nonconformitystep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="8b8128183843cd0fa5045becee900e4ace594711",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_d5027",
                    table="records_nonconformitystep",
                    when="BEFORE",
                ),
            ),
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
    ]
