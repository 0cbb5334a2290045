"""Notes of the desk, behind a wall of their own; until when each person has read; the step a message is about."""

import uuid
from typing import ClassVar

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from directbill.records import walls

NOTE, READ_UNTIL = "records_note", "records_readuntil"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("records", "0008_item_evidence"),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("author_name", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReadUntil",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="item",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.item"
            ),
        ),
        migrations.AlterField(
            model_name="conversation",
            name="subject",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddConstraint(
            model_name="conversation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subject", "")), fields=("application",), name="conversation_own_once"
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="item",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.item"
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddField(
            model_name="readuntil",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.application"
            ),
        ),
        migrations.AddField(
            model_name="readuntil",
            name="partner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.partner"
            ),
        ),
        migrations.AddField(
            model_name="readuntil",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["application", "-at"], name="note_of_application"),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="note_not_empty"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="note",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
                    hash="d3b1ef63c2217eb28a4d9fbae02c2a0c718c0360",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_b0319",
                    table="records_note",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="readuntil",
            constraint=models.UniqueConstraint(fields=("application", "person"), name="readuntil_once"),
        ),
        migrations.RunSQL(walls.guard(NOTE, walls.OF_DESK), walls.unguard(NOTE)),
        migrations.RunSQL(walls.guard(READ_UNTIL, walls.own()), walls.unguard(READ_UNTIL)),
    ]
