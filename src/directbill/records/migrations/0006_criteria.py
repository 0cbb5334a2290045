"""What an assessor found and declared; each behind the wall of its partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from directbill.records import walls

BEHIND_THE_WALL = ("records_criterionresult", "records_independence")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0005_registers"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Independence",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=200)),
                ("organization", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="declarations",
                        to="records.item",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="CriterionResult",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("criterion", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("revision", models.PositiveIntegerField()),
                ("status", models.CharField(max_length=40)),
                ("result", models.CharField(blank=True, max_length=40)),
                ("grade", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="records.item"
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["being_looked_at", "looked_at", "not_looked_at"])),
                        name="criterionresult_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("result__in", ["", "met", "not_applicable", "not_met", "partly"])
                        ),
                        name="criterionresult_result_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__in", ["", "major", "minor"])),
                        name="criterionresult_grade_known",
                    ),
                    models.UniqueConstraint(
                        fields=("item", "criterion", "number"), name="criterionresult_numbered"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="criterionresult",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="95f7b2cb4512353c89ed84fefe76131a1c3f04e1",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_a4cf2",
                    table="records_criterionresult",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="independence",
            constraint=models.UniqueConstraint(fields=("item", "person"), name="independence_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="independence",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="967ef2aa49736277877e0d1dee07cc10a6bb9a0b",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_5bda8",
                    table="records_independence",
                    when="BEFORE",
                ),
            ),
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
    ]
