"""The reading in force of a partner's ledger, behind its wall; what an import was given and what it proposes."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from directbill.records import walls


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0003_ops")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Ledger",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("folder", models.CharField(max_length=40)),
                ("ids", models.JSONField(default=list)),
                ("assumed", models.BooleanField(default=False)),
                ("read_at", models.DateTimeField()),
                ("reread_asked_at", models.DateTimeField(null=True)),
                ("faults", models.JSONField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="ledgerimport",
            name="import_state_known",
        ),
        migrations.RemoveIndex(
            model_name="evaluation",
            name="evaluation_of_partner",
        ),
        migrations.AddField(
            model_name="evaluation",
            name="recorded_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
        migrations.AddField(
            model_name="ledgerfile",
            name="scan",
            field=models.CharField(default="not_scanned", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ledgerimport",
            name="digest",
            field=models.CharField(default="-", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="ledgerimport",
            name="progress",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="ledgerimport",
            name="proposals",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="ledgerimport",
            name="settled",
            field=models.JSONField(default=dict),
        ),
        migrations.AddIndex(
            model_name="evaluation",
            index=models.Index(fields=["partner", "-recorded_at"], name="evaluation_of_partner"),
        ),
        migrations.AddConstraint(
            model_name="ledgerfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("scan__in", ["clean", "not_scanned"])), name="ledgerfile_scan_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)), name="ledgerfile_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="ledgerfile_has_a_digest"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["failed", "read", "reading", "received", "refused", "taken_back"])
                ),
                name="import_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerimport",
            constraint=models.UniqueConstraint(fields=("partner", "digest"), name="import_files_once"),
        ),
        migrations.AddField(
            model_name="ledger",
            name="partner",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="ledger", to="records.partner"
            ),
        ),
        migrations.RunSQL(walls.guard("records_ledger", walls.own()), walls.unguard("records_ledger")),
    ]
