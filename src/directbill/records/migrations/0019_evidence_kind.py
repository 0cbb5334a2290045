"""A document that closes a verification says which kind it is."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0018_findings"),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name="evidence",
            name="kind",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
    ]
