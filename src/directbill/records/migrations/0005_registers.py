"""What outside registers said of companies; behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from directbill.records import walls

TABLE = "records_registeranswer"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0004_assessors"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="RegisterAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=200)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("own_name", models.TextField(blank=True)),
                ("own_address", models.TextField(blank=True)),
                ("outcome", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("standing", models.CharField(max_length=40)),
                ("said", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=200)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="records.item"
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
                "ordering": ["-at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["ares", "gleif", "vies"])),
                        name="registeranswer_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["found", "not_found", "unavailable"])),
                        name="registeranswer_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["active", "ended", "unclear"])),
                        name="registeranswer_standing_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="registeranswer",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="5aa2a79145cec226596952d7617a6b4cf24c3eb3",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_1104a",
                    table="records_registeranswer",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(walls.guard(TABLE, walls.own()), walls.unguard(TABLE)),
    ]
