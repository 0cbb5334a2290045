"""Times of interviews; behind the wall of each partner."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from directbill.records import walls

BEHIND_THE_WALL = ("records_slot",)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0015_agreements"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("begins", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("zone", models.CharField(max_length=64)),
                ("place", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=40)),
                ("reason", models.TextField(blank=True)),
                ("offered_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("uid", models.UUIDField(null=True)),
                ("sequence", models.PositiveIntegerField(default=0)),
                (
                    "assessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="records.item"
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
                "ordering": ["begins", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["booked", "cancelled", "held", "missed", "offered", "withdrawn"])
                        ),
                        name="slot_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 15), ("minutes__lte", 480)),
                        name="slot_minutes_in_range",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "booked")),
                        fields=("item",),
                        name="slot_one_booked",
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(walls.guard(t, walls.own()), walls.unguard(t)) for t in BEHIND_THE_WALL),
    ]
