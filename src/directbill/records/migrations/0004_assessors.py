"""The organization an assessor works for."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0003_items")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="deskmember",
            name="organization",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
    ]
