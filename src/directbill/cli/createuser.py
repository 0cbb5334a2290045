"""`directbill createuser`: a local account, or an invitation to the program desk."""

import sys
from dataclasses import dataclass

import click

from directbill.cli import installed
from directbill.cli.language import LANGUAGES, say, spoken
from directbill.cli.usage import Choice, Command
from directbill.core.errors import refuse

TERMINAL = installed.Terminal()
JOB = "directbill.createuser"
ROLES = ("reviewer", "credit_analyst", "approver", "auditor", "program_manager", "assessor")
"""The roles of the desk; a test holds them against the records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserAsked:
    email: str
    name: str
    desk: tuple[str, ...]
    company: str
    language: str | None
    invite: bool
    database: str


PARAMS: list[click.Parameter] = [
    click.Argument(["email"]),
    click.Option(["--name"], default="", metavar="NAME"),
    click.Option(["--desk"], type=Choice(*ROLES), multiple=True),
    click.Option(["--company"], default="", metavar="NAME"),
    click.Option(["--language"], type=Choice(*LANGUAGES)),
    click.Option(["--invite"], is_flag=True),
    installed.database_option(),
]


@click.command("createuser", cls=Command, record=UserAsked, params=PARAMS)
def createuser(asked: UserAsked) -> None:
    """By a link they choose their password with, or with a password given here."""
    _check(asked)
    with installed.opened(asked.database):
        if asked.invite:
            _invite(asked)
        else:
            _make(asked)


def _check(asked: UserAsked) -> None:
    if asked.invite and asked.company:
        raise refuse("usage_together", found="--invite", other="--company")
    if asked.invite and len(asked.desk) != 1:
        raise refuse("invite_one_role")


def _invite(asked: UserAsked) -> None:
    from directbill.access import actor  # lazy: only after Django is set up
    from directbill.actions import invitation  # lazy: only after Django is set up
    from directbill.gateways import clock  # lazy: only after Django is set up
    from directbill.records.words import DeskRole  # lazy: only after Django is set up

    by = actor.system(JOB)
    found = invitation.make_desk(email=asked.email, role=DeskRole(asked.desk[0]), by=by, at=clock.now())
    TERMINAL.show("createuser.invited", email=found.email)


def _make(asked: UserAsked) -> None:
    from directbill.access import actor  # lazy: only after Django is set up
    from directbill.gateways import clock  # lazy: only after Django is set up
    from directbill.ops import accounts  # lazy: only after Django is set up
    from directbill.records.words import DeskRole  # lazy: only after Django is set up

    wanted = accounts.Wanted(
        email=asked.email,
        name=asked.name,
        language=asked.language or spoken(),
        password=_password(),
        desk=tuple(map(DeskRole, asked.desk)),
        company=asked.company,
    )
    made = accounts.make(wanted, by=actor.system(JOB), at=clock.now())
    TERMINAL.show("createuser.made", email=made.person.email)
    if made.partner is not None:
        TERMINAL.show("createuser.company", name=made.partner.name, reference=made.partner.reference)


def _password() -> str:
    """Typed twice and not shown; where nobody is at a terminal, the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first: str = click.prompt(say("createuser.password"), hide_input=True, err=True)
    if first != click.prompt(say("createuser.again"), hide_input=True, err=True):
        raise refuse("passwords_differ")
    return first
