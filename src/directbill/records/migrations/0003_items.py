"""Items of the desk's work, their steps, and decisions; each behind the wall of its partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import directbill.core.application
import directbill.core.findings
from directbill.records import walls

BEHIND_THE_WALL = ("records_item", "records_itemstep", "records_decision")


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0002_walls"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=40)),
                ("record", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=40)),
                ("work", models.CharField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("state", models.CharField(max_length=40)),
                ("turn", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("due", models.DateField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("hands", models.JSONField(default=list)),
                ("left", models.JSONField(default=list)),
                ("used", models.JSONField(default=list)),
                ("spoken", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="ItemStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=40)),
                ("before", models.CharField(max_length=40)),
                ("after", models.CharField(max_length=40)),
                ("side", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=200)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField(blank=True)),
                ("given", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="application",
            name="application_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="application",
            name="application_closed_has_a_date",
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "amending",
                            "amendment_to_be_signed",
                            "draft",
                            "enrolled",
                            "lapsed",
                            "refused",
                            "submitted",
                            "to_be_signed",
                            "withdrawn",
                        ],
                    )
                ),
                name="application_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False),
                        (
                            "state__in",
                            [
                                directbill.core.application.State["WITHDRAWN"],
                                directbill.core.application.State["LAPSED"],
                                directbill.core.application.State["ENROLLED"],
                                directbill.core.application.State["REFUSED"],
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    directbill.core.application.State["WITHDRAWN"],
                                    directbill.core.application.State["LAPSED"],
                                    directbill.core.application.State["ENROLLED"],
                                    directbill.core.application.State["REFUSED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("closed_at", None),
                    ),
                    _connector="OR",
                ),
                name="application_closed_has_a_date",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="records.application",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="assignee",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="maker",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="item",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.item"
            ),
        ),
        migrations.AddField(
            model_name="itemstep",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="records.item"
            ),
        ),
        migrations.AddField(
            model_name="itemstep",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(
                    (
                        "turn__in",
                        [directbill.core.findings.Turn["NOBODY"], directbill.core.findings.Turn["APPLICANT"]],
                    ),
                    _negated=True,
                ),
                fields=["due", "id"],
                name="item_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["assignee", "due", "id"], name="item_of_assignee"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "work__in",
                        [
                            "agreement",
                            "assessment",
                            "confirmation",
                            "contract",
                            "credit",
                            "decision",
                            "details",
                            "verification",
                        ],
                    )
                ),
                name="item_work_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="item_turn_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("application", "key"), name="item_once"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("application", "number"), name="decision_numbered"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="f9f79e2bea8aefe56a8d454909171004757250aa",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_09b38",
                    table="records_decision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="itemstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="itemstep_side_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="itemstep",
            constraint=models.UniqueConstraint(fields=("item", "number"), name="itemstep_numbered"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="itemstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="1686688e1ae71b812969912a799fbe2a080d890b",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_9f7d9",
                    table="records_itemstep",
                    when="BEFORE",
                ),
            ),
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
    ]
