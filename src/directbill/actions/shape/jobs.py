"""Work for later, queued in the transaction that causes it: it is done if and only if the transaction holds.

Jobs are named here and defined above, in ops: actions do not know who runs them.
"""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

SEND = "directbill.send"
READ_LEDGER = "directbill.read_ledger"
EVALUATE_LEDGER = "directbill.evaluate_ledger"
UNFINISHED = "directbill.unfinished"
MAIL = "directbill.mail"
REVIVE = "directbill.revive"
TIDY = "directbill.tidy"


def queue(job: str, *, once: str = "", **values: str) -> None:
    """Queue a job. Of jobs with the same `once`, one waits at a time.

    The database refuses another, and that refusal must not take the caller's transaction with it.
    """
    try:
        with transaction.atomic():
            app.configure_task(job, queueing_lock=once or None).defer(**values)
    except AlreadyEnqueued:
        return
