"""What the outbox, the clock and expired links to sign need."""

import datetime
from typing import ClassVar

from django.db import migrations, models

import directbill.records.words


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0002_walls"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ClockShift",
            fields=[
                ("row", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("ahead", models.DurationField()),
                ("moved_at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name="outboxmessage",
            name="outbox_to_send",
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="bounced_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="doubts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="handed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="outboxmessage",
            name="not_before",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="signature",
            name="expiry_told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="outboxmessage",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            directbill.records.words.Delivery["QUEUED"],
                            directbill.records.words.Delivery["SENDING"],
                            directbill.records.words.Delivery["UNKNOWN"],
                        ],
                    )
                ),
                fields=["queued_at"],
                name="outbox_to_send",
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("bounced_at__isnull", False), ("state", directbill.records.words.Delivery["BOUNCED"])
                    ),
                    models.Q(
                        models.Q(("state", directbill.records.words.Delivery["BOUNCED"]), _negated=True),
                        ("bounced_at", None),
                    ),
                    _connector="OR",
                ),
                name="outbox_bounced_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockshift",
            constraint=models.CheckConstraint(condition=models.Q(("row", 1)), name="clock_one_row"),
        ),
        migrations.AddConstraint(
            model_name="clockshift",
            constraint=models.CheckConstraint(
                condition=models.Q(("ahead__gte", datetime.timedelta(0))), name="clock_never_behind"
            ),
        ),
    ]
