"""Links sent to a mailbox; behind the wall of each partner, and open to whoever holds the link."""

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from directbill.records import walls

TABLE = "records_mailboxlink"
BY_LINK = f"{walls.own()} OR digest = (SELECT directbill_link())"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0006_criteria"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="MailboxLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("email", models.EmailField(max_length=254)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="records.item"
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
                "ordering": ["-sent_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("opened_at", None), ("replaced_at", None)),
                        fields=("item",),
                        name="mailboxlink_one_open",
                    )
                ],
            },
        ),
        migrations.RunSQL(walls.guard(TABLE, BY_LINK), walls.unguard(TABLE)),
    ]
