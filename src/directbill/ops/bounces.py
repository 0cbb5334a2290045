"""Bounces: reports put into a folder, by hand or by the mail server, are noted on the messages they are about."""

from datetime import datetime
from pathlib import Path

from directbill.access.actor import Actor
from directbill.actions import mail
from directbill.core.errors import Refusal
from directbill.gateways.mail import bounce

READ, UNREAD = "read", "not-understood"
MOST = 100
"""Files looked at in one go."""


def note(folder: Path, *, by: Actor, at: datetime) -> int:
    """Read each report in the folder and lay it aside. How many messages have bounced by them."""
    if not folder.is_dir():
        return 0
    files = sorted(each for each in folder.iterdir() if each.is_file() and not each.is_symlink())
    return sum(_note(each, by, at) for each in files[:MOST])


def _note(file: Path, by: Actor, at: datetime) -> bool:
    found = bounce.read(file.read_bytes())
    if found is None:
        _lay_aside(file, UNREAD)
        return False
    bounced = False
    if found.failed:
        try:
            mail.bounce(message=found.key, failure=found.reason, by=by, at=at)
            bounced = True
        except Refusal as refusal:
            if refusal.code == "not_there":
                _lay_aside(file, UNREAD)
                return False
    _lay_aside(file, READ)
    return bounced


def _lay_aside(file: Path, into: str) -> None:
    """Reports are kept. One that has the name of another takes a number."""
    place = file.parent / into
    place.mkdir(mode=0o700, exist_ok=True)
    target, number = place / file.name, 1
    while target.exists():
        target, number = place / f"{file.stem}-{number}{file.suffix}", number + 1
    file.rename(target)
