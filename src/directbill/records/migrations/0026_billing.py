"""What enrolled partners owe the program, behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from directbill.records import walls


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0025_publications"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="BillingStatement",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("as_of", models.DateField()),
                ("currency", models.CharField(max_length=40)),
                ("used", models.DecimalField(decimal_places=4, max_digits=20)),
                ("invoices", models.JSONField(default=list)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=200)),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="records.enrollment",
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
                "indexes": [models.Index(fields=["enrollment", "-as_of"], name="billing_newest")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="billingstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="d328c37cd15aba69f8753f0060440b8a1cd78b35",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_824be",
                    table="records_billingstatement",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            walls.guard("records_billingstatement", walls.own()), walls.unguard("records_billingstatement")
        ),
    ]
