"""Work for later: queued with its cause or not at all, and one of a kind at a time."""

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from directbill.actions.shape import jobs

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def waiting() -> list[str]:
    return list(ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True))


def test_of_jobs_of_a_kind_one_waits_and_the_transaction_goes_on() -> None:
    with transaction.atomic():
        jobs.queue(jobs.SEND, once="k", key="k")
        jobs.queue(jobs.SEND, once="k", key="k")
    assert waiting() == [jobs.SEND]


def test_a_job_is_gone_with_the_transaction_that_caused_it() -> None:
    with transaction.atomic():
        jobs.queue(jobs.SEND, key="k")
        transaction.set_rollback(True)
    assert waiting() == []
