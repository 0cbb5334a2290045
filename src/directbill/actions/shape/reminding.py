"""The letters of the clock: each says the day, and how it was computed."""

from datetime import date, datetime, timedelta

from directbill.actions.shape import letters
from directbill.queries import days, program, unfinished
from directbill.records.models import Application, Notice, Signature


def reminded(found: Application, *, at: datetime) -> list[Notice]:
    """It waits for the applicant."""
    return _told(_kind("reminder", found), found, at=at, due=unfinished.ends_on(found))


def warned(found: Application, *, at: datetime) -> list[Notice]:
    """It ends on a day that is said, unless they act."""
    return _told(_kind("warning", found), found, at=at, due=unfinished.ends_on(found))


def lapsed(found: Application, *, at: datetime) -> list[Notice]:
    """It has ended."""
    return _told("application_lapsed", found, at=at)


def discarded(found: Application, *, at: datetime) -> list[Notice]:
    """The amendment was dropped; what was submitted holds."""
    return _told("amendment_discarded", found, at=at)


def signature_expired(found: Application, asked: Signature, *, at: datetime) -> list[Notice]:
    """The link to sign ended unused."""
    held = program.form(found.edition).clock.sign
    values = {
        **_values(found, at),
        "signer": asked.name,
        "asked": days.of(asked.asked_at).isoformat(),
        "expired": days.of(asked.expires_at).isoformat(),
        "held": str(held),
    }
    return letters.told(
        "signature_expired",
        found,
        at=at,
        values=values,
        occasion=str(asked.id),
        due=unfinished.ends_on(found),
    )


def _told(kind: str, found: Application, *, at: datetime, due: date | None = None) -> list[Notice]:
    """The occasion is the silence since the last change: each has its own reminder and its own warning."""
    silence = found.touched_at.isoformat()
    return letters.told(kind, found, at=at, values=_values(found, at), occasion=silence, due=due)


def _kind(word: str, found: Application) -> str:
    return f"{'amendment' if found.state in unfinished.AMENDED else 'application'}_{word}"


def _values(found: Application, at: datetime) -> dict[str, str]:
    """The days of the clock: when it was touched last, how long ago, when it ends, and the two lengths behind that."""
    clock, touched, today = unfinished.clock(found), unfinished.touched(found), days.of(at)
    warned_on = unfinished.warned(found)
    return {
        "today": today.isoformat(),
        "touched": touched.isoformat(),
        "idle": str((today - touched).days),
        "days": str(clock.lapse),
        "grace": str(clock.lapse - clock.warn),
        "warns": (touched + timedelta(days=clock.warn)).isoformat(),
        "warned": "" if warned_on is None else warned_on.isoformat(),
        "ends": unfinished.ends_on(found).isoformat(),
    }
