"""`directbill mail`: the messages of an installation that have not arrived, and noting what came back."""

from dataclasses import dataclass

import click

from directbill.cli import installed
from directbill.cli.usage import Choice, Command, Group
from directbill.core.errors import Refusal, refuse

TERMINAL = installed.Terminal()
STATES = ("open", "queued", "sending", "sent", "bounced", "unknown", "all")
JOB = "directbill.mail"


@click.group("mail", cls=Group)
def mail() -> None:
    """Subcommands do the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAsked:
    state: str
    database: str


@mail.command(
    "list",
    cls=Command,
    record=ListAsked,
    params=[
        click.Option(["--state"], type=Choice(*STATES), default=STATES[0]),
        installed.database_option(),
    ],
)
def list_(asked: ListAsked) -> None:
    """The newest first."""
    with installed.opened(asked.database):
        from directbill.queries import outbox  # lazy: only after Django is set up

        found = outbox.messages(asked.state)
        for each in found:
            TERMINAL.show(
                f"mail.{each.state}",
                id=each.key,
                reader=each.recipient,
                title=each.notice.title,
                day=each.queued_at.date().isoformat(),
                doubts=each.doubts,
                failure=each.failure or "-",
            )
        if not found:
            TERMINAL.aside("mail.none")


@mail.command(
    "bounced",
    cls=Command,
    params=[
        click.Argument(["key"]),
        click.Option(["--reason"], default="", metavar="TEXT"),
        installed.database_option(),
    ],
)
def bounced(key: str, reason: str, database: str) -> None:
    """Note that a message came back."""
    with installed.opened(database):
        from directbill.access import actor  # lazy: only after Django is set up
        from directbill.actions import mail as actions  # lazy: only after Django is set up
        from directbill.gateways import clock  # lazy: only after Django is set up

        plain = key.strip("<>").partition("@")[0]
        try:
            found = actions.bounce(message=plain, failure=reason, by=actor.system(JOB), at=clock.now())
        except Refusal as refusal:
            raise refuse("mail_unknown", found=key) if refusal.code == "not_there" else refusal from None
        TERMINAL.show("mail.noted", reader=found.recipient)
