"""The second step of a local account: codes of an authenticator app, and recovery codes for when it is lost."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.utils.crypto import constant_time_compare

from directbill.access import rules
from directbill.access.actor import Actor
from directbill.actions.shape import audit, people, work
from directbill.core.errors import refuse
from directbill.records import scope
from directbill.records.models import Person

PERIOD = 30
TOLERANCE = 1
"""Periods before and after the present one in which a code is accepted."""
Kind = Authenticator.Type


def add(*, secret: str, code: str, moment: datetime, by: Actor, at: datetime) -> list[str]:
    """Turn the second step on with the first code of the app; gives the recovery codes.

    Refuses `second_step_there`, `second_step_wrong`, `step_up_needed`. `moment` is what the machine's own clock says.
    """
    person = work.person(by)
    rules.require_confirmed(by, at)
    with scope.scoped(scope.person(person)):
        found = work.lock(Person.objects.all(), id=person)
        if Authenticator.objects.filter(user=found, type=Kind.TOTP).exists():
            raise refuse("second_step_there")
        period = _period(secret, code, moment, after=-1)
        made = TOTP.activate(found, secret).instance
        made.data["last"] = period
        made.save(update_fields=["data"])
        codes = _new_codes(found)
        people.tell("second_step_on", found, occasion=at.isoformat(), at=at)
        _written("add", person, by=by, at=at)
    return codes


def check(*, code: str, moment: datetime, by: Actor, at: datetime) -> str:
    """Take a code of the app, or a recovery code, each once; gives the way it was: `totp` or `recovery_codes`.

    Refuses `second_step_wrong`, also for a code that was used before.
    """
    person = work.person(by)
    with scope.scoped(scope.person(person)):
        rows = Authenticator.objects.select_for_update().filter(user_id=person).order_by("id")
        held = {row.type: row for row in rows}
        given = "".join(code.split()).replace("-", "")
        way = _taken(held, given, moment)
        held[way].record_usage()
        _written("check", person, by=by, at=at, way=way)
    return way


def renew_codes(*, by: Actor, at: datetime) -> list[str]:
    """New recovery codes; the ones before are worth nothing from now on.

    Refuses `second_step_missing` and `step_up_needed`.
    """
    person = work.person(by)
    rules.require_confirmed(by, at)
    with scope.scoped(scope.person(person)):
        found = work.lock(Person.objects.all(), id=person)
        if not Authenticator.objects.filter(user=found, type=Kind.TOTP).exists():
            raise refuse("second_step_missing")
        codes = _new_codes(found)
        _written("renew_codes", person, by=by, at=at)
    return codes


def remove(*, by: Actor, at: datetime) -> None:
    """Turn the second step off. Refuses `second_step_missing` and `step_up_needed`."""
    person = work.person(by)
    rules.require_confirmed(by, at)
    with scope.scoped(scope.person(person)):
        found = work.lock(Person.objects.all(), id=person)
        if not Authenticator.objects.filter(user=found).delete()[0]:
            raise refuse("second_step_missing")
        people.tell("second_step_off", found, occasion=at.isoformat(), at=at)
        _written("remove", person, by=by, at=at)


def _taken(held: dict[str, Authenticator], code: str, moment: datetime) -> str:
    if (app := held.get(Kind.TOTP)) and len(code) == len(format_hotp_value(0)):
        app.data["last"] = _period(
            decrypt(app.data["secret"]), code, moment, after=int(app.data.get("last", -1))
        )
        app.save(update_fields=["data"])
        return str(Kind.TOTP)
    if (codes := held.get(Kind.RECOVERY_CODES)) and RecoveryCodes(codes).validate_code(code):
        codes.refresh_from_db()
        return str(Kind.RECOVERY_CODES)
    raise refuse("second_step_wrong", column="code")


def _period(secret: str, code: str, moment: datetime, *, after: int) -> int:
    """The period the code is of, later than the last one used. Refuses `second_step_wrong`."""
    present = int(moment.timestamp()) // PERIOD
    for period in range(present - TOLERANCE, present + TOLERANCE + 1):
        fits = constant_time_compare(code, format_hotp_value(hotp_value(secret, period)))
        if fits and period > after:
            return period
    raise refuse("second_step_wrong", column="code")


def _new_codes(found: Person) -> list[str]:
    Authenticator.objects.filter(user=found, type=Kind.RECOVERY_CODES).delete()
    return list(RecoveryCodes.activate(found).get_unused_codes())


def _written(verb: str, person: UUID, *, by: Actor, at: datetime, **said: str) -> None:
    changes = audit.changed({}, said)
    audit.write(f"second_step:{verb}", by=by, at=at, subject=("person", person), changes=changes)
