"""Notices of leaving, waivers, and every act on them, behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from directbill.records import walls

BEHIND_THE_WALL = (
    "records_waiver",
    "records_leaving",
    "records_standingstep",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0022_restrictions"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Waiver",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("requirement", models.CharField(max_length=40)),
                ("state", models.CharField(default="proposed", max_length=40)),
                ("proposed_on", models.DateField()),
                ("until", models.DateField()),
                ("text", models.TextField()),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "approver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waivers",
                        to="records.enrollment",
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["proposed_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Leaving",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(default="given", max_length=40)),
                ("given_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("text", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leavings",
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
                "ordering": ["given_on", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "given")), fields=["ends_on", "id"], name="leaving_given"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["carried_out", "given", "overtaken", "taken_back"])
                        ),
                        name="leaving_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("given_on__isnull", True),
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("given_on")),
                            _connector="OR",
                        ),
                        name="leaving_ends_on_in_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "given")),
                        fields=("enrollment",),
                        name="leaving_one_given",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("table", models.CharField(max_length=40)),
                ("subject", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=40)),
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(max_length=40)),
                ("side", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("values", models.JSONField(default=dict)),
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
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("side__in", ["applicant", "assessor", "desk", "nobody", "third_party"])
                        ),
                        name="standingstep_side_known",
                    ),
                    models.UniqueConstraint(
                        fields=("table", "subject", "number"), name="standingstep_numbered"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="standingstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="a23f822210db2881a354cc66a54c983e5ba63aff",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_f09d0",
                    table="records_standingstep",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="waiver",
            index=models.Index(
                condition=models.Q(("state", "granted")), fields=["until", "id"], name="waiver_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["closed", "declined", "expired", "granted", "proposed", "withdrawn"])
                ),
                name="waiver_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposed_on__isnull", True),
                    ("until__isnull", True),
                    ("until__gte", models.F("proposed_on")),
                    _connector="OR",
                ),
                name="waiver_until_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.CheckConstraint(
                condition=models.Q(("approver", models.F("maker")), _negated=True), name="waiver_two_people"
            ),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["granted", "proposed"])),
                fields=("enrollment", "requirement"),
                name="waiver_one_open",
            ),
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
    ]
