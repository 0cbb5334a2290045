"""Signatures under an agreement, behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from directbill.records import walls

TABLE = "records_agreementsignature"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0014_saved_views"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="AgreementSignature",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("version", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=40)),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("tenant", models.UUIDField(null=True)),
                ("proof", models.CharField(max_length=40)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="records.itemstep",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["cs", "en"])),
                        name="agreementsignature_language_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proof__in", ["declared", "denied", "not_said", "proved"])),
                        name="agreementsignature_proof_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementsignature",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="c6f4a0867fee60bd71bcc04e5e58e22c202a20ca",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_90dbc",
                    table="records_agreementsignature",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(walls.guard(TABLE, walls.own()), walls.unguard(TABLE)),
    ]
