"""The worker: does the jobs that are queued, and queues those of the calendar, until it is told to stop."""

import asyncio
from contextlib import suppress

from procrastinate.app import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

CONCURRENCY = 4
"""Jobs done at once, each in a thread with a database connection of its own."""
PATIENCE = 20
"""Seconds a job that is being done may still take when the worker is told to stop."""


def run(*, concurrency: int = CONCURRENCY) -> None:
    """Work until SIGINT or SIGTERM. What is unfinished then is left to the sweep for dead workers."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(concurrency))


async def _run(concurrency: int) -> None:
    worker = _worker_app()
    async with worker.open_async():
        await worker.run_worker_async(
            concurrency=concurrency,
            delete_jobs="successful",
            shutdown_graceful_timeout=PATIENCE,
        )


def _worker_app() -> App:
    """The same jobs over a connection that can listen.

    The app itself keeps Django's connection, so that what a job queues is queued in the job's own transaction.
    """
    return app.with_connector(DjangoConnector().get_worker_connector())
