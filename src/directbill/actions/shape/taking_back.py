"""What every way back shares: links to sign lead nowhere, and answers are as they were last submitted."""

from datetime import datetime

from directbill.queries import dossier
from directbill.records.models import Application, Signature, TaskAnswers


def close_links(found: Application, at: datetime) -> None:
    """A link to sign leads nowhere once the application was taken back."""
    open_ones = Signature.objects.filter(
        application=found, signed_at=None, declined_at=None, replaced_at=None
    )
    open_ones.update(replaced_at=at)


def restore(found: Application, at: datetime) -> None:
    """The answers as they were last submitted."""
    for task, values in dossier.last_answers(found).items():
        TaskAnswers.objects.update_or_create(
            partner=found.partner,
            application=found,
            task=task,
            defaults={"values": values, "finished": True, "changed_at": at},
        )
