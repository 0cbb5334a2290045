"""Reviews that stand still while the rights of their enrollment are revoked; those that are open now do so too."""

from typing import ClassVar

from django.db import migrations, models

STAND_STILL = """
SET LOCAL directbill.scope = 'all';
UPDATE records_application SET state = 'held', revision = revision + 1
WHERE state = 'submitted'
  AND review_of_id IN (SELECT id FROM records_enrollment WHERE state = 'revoked');
"""
GO_ON = """
SET LOCAL directbill.scope = 'all';
UPDATE records_application SET state = 'submitted', revision = revision + 1 WHERE state = 'held';
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0026_billing")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="application", name="application_state_known"),
        migrations.RunSQL("", GO_ON),
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
                            "held",
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
        migrations.RunSQL(STAND_STILL, ""),
    ]
