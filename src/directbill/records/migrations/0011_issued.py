"""Papers issued about a step, behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from directbill.records import walls

TABLE = "records_issuedpaper"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0010_nonconformities"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="IssuedPaper",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("language", models.CharField(max_length=40)),
                ("words", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="records.itemstep",
                    ),
                ),
            ],
            options={
                "ordering": ["step", "language"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["cs", "en"])), name="issuedpaper_language_known"
                    ),
                    models.UniqueConstraint(fields=("step", "language"), name="issuedpaper_once"),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="issuedpaper",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="c309d3ef888d9d1df636286e440b1e7fc1d73619",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_1225a",
                    table="records_issuedpaper",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(walls.guard(TABLE, walls.own()), walls.unguard(TABLE)),
    ]
