"""A worker with one more job: it says that it began, takes its time, and says that it ended."""

import os
import time
from datetime import datetime
from pathlib import Path

import django

django.setup()

from directbill.access.actor import Actor  # noqa: E402 - only after Django is set up
from directbill.actions.shape import jobs  # noqa: E402 - only after Django is set up
from directbill.ops import worker  # noqa: E402 - only after Django is set up
from directbill.ops.jobs.shape import job  # noqa: E402 - only after Django is set up

NAME = "tests.slow"


@job(NAME)
def slow(*, mark: str, by: Actor, at: datetime) -> None:
    with Path(os.environ["MARKS"]).open("a") as marks:
        marks.write(f"{by.key} began {mark}\n")
        marks.flush()
        time.sleep(float(os.environ["TAKES"]))
        marks.write(f"{by.key} ended {mark}\n")
    if mark == "queues":
        from django.db import transaction

        with transaction.atomic():
            jobs.queue(NAME, mark="rolled back")
            transaction.set_rollback(True)


if __name__ == "__main__":
    worker.run()
