"""Transitions to indirect reseller, behind the wall of each partner; a provider's link opens its own row."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from directbill.records import walls

BEHIND_THE_WALL = (
    "records_transition",
    "records_customermove",
)
BY_LINK = f"{walls.own()} OR digest = (SELECT directbill_link())"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0023_leaving_waivers"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Transition",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("state", models.CharField(max_length=40)),
                ("turn", models.CharField(max_length=40)),
                ("asked_on", models.DateField()),
                ("due", models.DateField(null=True)),
                ("provider", models.JSONField(default=dict)),
                ("both_since", models.DateField(null=True)),
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
                        related_name="transitions",
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
                "ordering": ["asked_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ProviderLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("company", models.CharField(max_length=200)),
                ("edition", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("accepted", models.BooleanField(null=True)),
                ("answered_name", models.CharField(blank=True, max_length=200)),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
                    ),
                ),
                (
                    "transition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="records.transition",
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CustomerMove",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=40)),
                ("turn", models.CharField(max_length=40)),
                ("consent", models.JSONField(default=dict)),
                ("agreement", models.JSONField(default=dict)),
                ("lines", models.JSONField(default=list)),
                ("revision", models.PositiveIntegerField(default=0)),
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
                (
                    "transition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="records.transition",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                condition=models.Q(("turn", "desk")),
                fields=["asked_on", "id"],
                name="transition_queue",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "approved",
                            "asked",
                            "completed",
                            "moving",
                            "overtaken",
                            "provider_asked",
                            "refused",
                            "to_verify",
                            "withdrawn",
                        ],
                    )
                ),
                name="transition_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="transition_turn_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["approved", "asked", "moving", "provider_asked", "to_verify"])
                ),
                fields=("enrollment",),
                name="transition_one_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["completed", "moving", "to_verify"]), _negated=True),
                    ("both_since__isnull", False),
                    _connector="OR",
                ),
                name="transition_both_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="providerlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None), ("replaced_at", None)),
                fields=("transition",),
                name="providerlink_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="providerlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted", True), _negated=True),
                    models.Q(("answered_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="providerlink_accepted_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="customermove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "agreed",
                            "closed",
                            "consented",
                            "listed",
                            "moved",
                            "planned",
                            "released",
                            "removed",
                            "verified",
                        ],
                    )
                ),
                name="customermove_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="customermove",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", ["applicant", "assessor", "desk", "nobody", "third_party"])),
                name="customermove_turn_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="customermove",
            constraint=models.UniqueConstraint(fields=("transition", "number"), name="customermove_numbered"),
        ),
        migrations.AddConstraint(
            model_name="customermove",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "removed"), _negated=True),
                fields=("transition", "name"),
                name="customermove_named_once",
            ),
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
        migrations.RunSQL(
            walls.guard("records_providerlink", BY_LINK, written=walls.own()),
            walls.unguard("records_providerlink"),
        ),
    ]
