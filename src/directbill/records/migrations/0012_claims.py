"""What a company claims of criteria; behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from directbill.records import walls

BEHIND_THE_WALL = ("records_claim",)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0011_issued"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("criterion", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("result", models.CharField(max_length=40)),
                ("text", models.TextField(blank=True)),
                ("documents", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="claims", to="records.item"
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
                        condition=models.Q(("result__in", ["met", "not_applicable", "not_met", "partly"])),
                        name="claim_result_known",
                    ),
                    models.UniqueConstraint(fields=("item", "criterion", "number"), name="claim_numbered"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="f77a00dc762f5e0fcc42825b39466c1e765cba6b",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_7ce5c",
                    table="records_claim",
                    when="BEFORE",
                ),
            ),
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
    ]
