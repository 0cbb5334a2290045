"""Jobs whose worker was killed are queued again, from their beginning."""

import logging
from datetime import UTC, datetime

from django.db import transaction
from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from directbill.access.actor import Actor
from directbill.actions.shape import jobs
from directbill.ops.jobs.shape import job

log = logging.getLogger(__name__)

SILENT = 30
"""Seconds without a sign of life after which a worker is taken for dead; it gives one every ten."""
MOST_ATTEMPTS = 5
"""A job that took so many workers with it is left as failed: it would take the next one too."""

AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
"""Long past by any clock: the queue goes by the database's, which is not the installation's."""


@job(jobs.REVIVE, cron="* * * * * */15")
def revive(*, by: Actor, at: datetime) -> None:
    """Queue again what dead workers left behind."""
    del by, at
    connector = app.connector.get_sync_connector()
    left = connector.execute_query_all(
        query=sql.queries["select_stalled_jobs_by_heartbeat"],
        queue=None,
        task_name=None,
        seconds_since_heartbeat=SILENT,
    )
    for row in left:
        _again(row["id"], row["task_name"], row["attempts"])


def _again(found: int, name: str, attempts: int) -> None:
    """Where the same job waits already, that one is enough."""
    if attempts < MOST_ATTEMPTS:
        try:
            with transaction.atomic():
                app.job_manager.retry_job_by_id(job_id=found, retry_at=AT_ONCE)
        except UniqueViolation:
            pass
        else:
            log.warning("%s [%s]: its worker is dead; queued again", name, found)
            return
    log.warning("%s [%s]: its worker is dead; not queued again after %s attempts", name, found, attempts)
    _finished(found)


def _finished(found: int) -> None:
    connector = app.connector.get_sync_connector()
    connector.execute_query(
        query=sql.queries["finish_job"], job_id=found, status=Status.FAILED.value, delete_job=False
    )
