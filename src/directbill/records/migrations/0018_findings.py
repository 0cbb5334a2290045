"""What an edition said of the facts is kept with its evaluation, so that it can be compared to the byte."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0017_bureau")]

    operations: ClassVar = [
        migrations.AddField(
            "evaluation", "findings", models.TextField(blank=True, default=""), preserve_default=False
        ),
    ]
