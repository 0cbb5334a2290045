"""Once a day: what is of no more use is taken away. Records, notices and events are never among it."""

from datetime import datetime, timedelta
from pathlib import Path

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models.functions import Now
from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from directbill.access.actor import Actor
from directbill.actions.shape import jobs
from directbill.gateways import clock
from directbill.gateways.mail.spool import Spool
from directbill.ops.jobs.shape import job

KEPT = timedelta(days=90)
"""How long a failed job can still be looked at. One that succeeded is gone at once."""
UNFINISHED = timedelta(days=1)
ATTEMPTS = timedelta(days=1)
"""How long wrong attempts to sign in are kept: far longer than they lock an account."""


@job(jobs.TIDY, cron="17 3 * * *")
def tidy(*, by: Actor, at: datetime) -> None:
    """Failed jobs of long ago, sessions that have ended, attempts to sign in, and mails whose sender was killed."""
    del by, at
    app.connector.get_sync_connector().execute_query(
        query=sql.queries["delete_old_jobs"],
        nb_hours=int(KEPT.total_seconds() // 3600),
        queue=None,
        statuses=[status.value for status in (Status.SUCCEEDED, Status.FAILED, Status.ABORTED)],
    )
    Session.objects.filter(expire_date__lt=Now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    _forget_attempts()
    Spool(Path(settings.MAIL_FOLDER)).clear(before=clock.wall() - UNFINISHED)


def _forget_attempts() -> None:
    """Who signed in from where, and who guessed: names and addresses are kept no longer than they serve."""
    AccessAttempt.objects.filter(attempt_time__lt=Now() - ATTEMPTS).delete()
    AccessLog.objects.filter(attempt_time__lt=Now() - KEPT).delete()
