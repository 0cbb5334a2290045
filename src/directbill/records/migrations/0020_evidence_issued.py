"""A document that may be too old says which day it bears."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0019_evidence_kind"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="evidence",
            name="issued",
            field=models.DateField(null=True),
        ),
    ]
