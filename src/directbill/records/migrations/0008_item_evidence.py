"""Documents that go with a verb on an item at the desk."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0007_mailboxes"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="evidence",
            name="item",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.item"
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="step",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="records.itemstep",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("step", None), ("removed_at", None), _connector="OR"),
                name="evidence_done_stays",
            ),
        ),
    ]
