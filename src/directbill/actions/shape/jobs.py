"""Work for later, queued in the transaction that causes it: it is done if and only if the transaction holds.

Jobs are named here and defined above, in ops: actions do not know who runs them.
"""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

SEND = "directbill.send"
READ_LEDGER = "directbill.read_ledger"
EVALUATE_LEDGER = "directbill.evaluate_ledger"
REREAD_LEDGER = "directbill.reread_ledger"
LEDGERS_DUE = "directbill.ledgers_due"
SIGNALS = "directbill.signals"
SWEEP_FILES = "directbill.sweep_files"
ITEMS_DUE = "directbill.items_due"
BUREAU = "directbill.bureau"
ENROLLMENTS = "directbill.enrollments"
UNFINISHED = "directbill.unfinished"
MAIL = "directbill.mail"
REVIEWS = "directbill.reviews"
REVIVE = "directbill.revive"
TIDY = "directbill.tidy"


def queue(job: str, *, once: str = "", lock: str = "", **values: str) -> None:
    """Queue a job. Of jobs with the same `once`, one waits at a time; of jobs with the same `lock`, one runs.

    The database refuses another that waits, and that refusal must not take the caller's transaction with it.
    """
    try:
        with transaction.atomic():
            app.configure_task(job, queueing_lock=once or None, lock=lock or None).defer(**values)
    except AlreadyEnqueued:
        return
