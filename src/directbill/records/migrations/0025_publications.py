"""Editions put into force by two people, and who was told of which, behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from directbill.records import walls


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0024_transitions"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("program", models.CharField(max_length=40)),
                ("edition", models.CharField(max_length=40)),
                ("digest", models.CharField(max_length=64)),
                ("plan", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(default="proposed", max_length=40),
                ),
                ("text", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="EditionTold",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("edition", models.CharField(max_length=40)),
                ("binds_on", models.DateField()),
                ("due_on", models.DateField()),
                ("told_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.enrollment"
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
                "ordering": ["told_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("enrollment", "edition"), name="editiontold_once"),
                    models.CheckConstraint(
                        condition=models.Q(("told_on__gte", models.F("due_on"))), name="editiontold_not_early"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="editiontold",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="0195c216adb90994ab602f2003491213287dd620",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_2cc8a",
                    table="records_editiontold",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["dropped", "in_force", "proposed"])),
                name="publication_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="publication_closed_by_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("state", "proposed")),
                    models.Q(
                        models.Q(("state", "proposed"), _negated=True),
                        ("closed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="publication_closed_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "in_force"), _negated=True),
                    models.Q(("closed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="publication_by_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "in_force",
                            "proposed",
                        ],
                    )
                ),
                fields=("program", "edition"),
                name="publication_one_of_an_edition",
            ),
        ),
        migrations.RunSQL(
            walls.guard("records_editiontold", walls.own()), walls.unguard("records_editiontold")
        ),
    ]
