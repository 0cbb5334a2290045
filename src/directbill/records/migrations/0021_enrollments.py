"""Enrollments and their history, behind the wall of each partner; and reviews of them."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from directbill.records import walls

BEHIND_THE_WALL = (
    "records_enrollment",
    "records_enrollmentstep",
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0020_evidence_issued"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("region", models.CharField(blank=True, max_length=40)),
                ("program", models.CharField(max_length=40)),
                ("edition", models.CharField(max_length=40)),
                ("state", models.CharField(default="pending_activation", max_length=40)),
                ("since", models.DateField()),
                ("enrolled_on", models.DateField()),
                ("begins_on", models.DateField()),
                ("reviewed_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("locked_until", models.DateField(null=True)),
                ("revision", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["enrolled_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="EnrollmentStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=40)),
                ("before", models.CharField(blank=True, max_length=40)),
                ("after", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=200)),
                ("cause", models.CharField(blank=True, max_length=200)),
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
        migrations.RemoveConstraint(
            model_name="item",
            name="item_work_known",
        ),
        migrations.AddField(
            model_name="application",
            name="review_due",
            field=models.DateField(null=True),
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
                            "renewal",
                            "verification",
                        ],
                    )
                ),
                name="item_work_known",
            ),
        ),
        migrations.AddField(
            model_name="enrollment",
            name="application",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="enrollment",
                to="records.application",
            ),
        ),
        migrations.AddField(
            model_name="enrollment",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="enrollments", to="records.partner"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="review_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="records.enrollment",
            ),
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
                            "renewed",
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
                    models.Q(("review_due__isnull", True), ("review_of__isnull", True)),
                    models.Q(("review_due__isnull", False), ("review_of__isnull", False)),
                    _connector="OR",
                ),
                name="application_review_of_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                fields=("review_of", "review_due"), name="application_one_review"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False),
                        ("state__in", ["withdrawn", "lapsed", "enrolled", "renewed", "refused"]),
                    ),
                    models.Q(
                        models.Q(
                            ("state__in", ["withdrawn", "lapsed", "enrolled", "renewed", "refused"]),
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
            model_name="enrollmentstep",
            name="enrollment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="records.enrollment"
            ),
        ),
        migrations.AddField(
            model_name="enrollmentstep",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(fields=["state", "id"], name="enrollment_by_state"),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "active",
                            "active_with_conditions",
                            "ended",
                            "pending_activation",
                            "restricted",
                            "revoked",
                            "suspended",
                        ],
                    )
                ),
                name="enrollment_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", False), ("state", "ended")),
                    models.Q(models.Q(("state", "ended"), _negated=True), ("ended_on", None)),
                    _connector="OR",
                ),
                name="enrollment_ended_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("partner", "region"),
                name="enrollment_one_a_region",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollmentstep",
            constraint=models.UniqueConstraint(
                fields=("enrollment", "number"), name="enrollmentstep_numbered"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrollmentstep",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="d89daf5602a17c738fb8ea3b29d5a4626b1cee85",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_007c6",
                    table="records_enrollmentstep",
                    when="BEFORE",
                ),
            ),
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
    ]
