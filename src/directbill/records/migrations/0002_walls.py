"""The role of the application, and the wall around every partner-owned table. Rights are granted only after this."""

from typing import ClassVar

from django.db import migrations

from directbill.records import walls

BY_PARTNER = (
    "records_account",
    "records_application",
    "records_conversation",
    "records_evaluation",
    "records_evidence",
    "records_evidencerevision",
    "records_ledger",
    "records_ledgerfile",
    "records_ledgerimport",
    "records_message",
    "records_notice",
    "records_outboxmessage",
    "records_submission",
    "records_taskanswers",
)
REPRESENTED = """id IN (
  SELECT partner_id FROM records_representative WHERE person_id = (SELECT directbill_person()) AND until IS NULL
)"""
GUARDED = {
    **{table: walls.own() for table in BY_PARTNER},
    "records_partner": f"{walls.own('id')} OR {REPRESENTED}",
    "records_representative": f"{walls.own()} OR person_id = (SELECT directbill_person())",
    "records_invitation": f"{walls.own()} OR digest = (SELECT directbill_link())",
    "records_signature": f"{walls.own()} OR digest = (SELECT directbill_link())",
    "records_event": f"{walls.own('partner_key')} OR "
    "(partner_key IS NULL AND actor = (SELECT directbill_person())::text)",
}
WRITTEN = {
    "records_partner": walls.own("id"),
    "records_representative": walls.own(),
}
"""What a person may see of themselves, they may not write for themselves."""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("records", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(walls.MAKE_ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(walls.FUNCTIONS, walls.FUNCTIONS_BACK),
        *(
            migrations.RunSQL(walls.guard(t, rule, written=WRITTEN.get(t, "")), walls.unguard(t))
            for t, rule in GUARDED.items()
        ),
    ]
