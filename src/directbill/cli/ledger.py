"""`directbill ledger`: import billing exports into the stored ledger, list what it holds, describe a file."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import click

from directbill.cli import answer, folders, ledger_list, ledger_receipt, output, reading
from directbill.cli.clock import today
from directbill.cli.language import spoken
from directbill.cli.options import Asked, Settled, shared
from directbill.cli.usage import Command, Group
from directbill.core.edition import Program
from directbill.core.errors import refuse
from directbill.core.parties import Partner, Role
from directbill.documents import texts
from directbill.ledger.attribution import Scope
from directbill.ledger.imports import read_files
from directbill.ledger.store import Store
from directbill.programs import library

SETTLING = (
    "paths", "partner", "ids", "role", "program", "mapping", "accept_rejects", "document", "parts", "newer"
)  # fmt: skip
"""The options shared with `check` that settle how files are read."""


@click.group("ledger", cls=Group, lazy={"profile": "directbill.cli.ledger_profile:profile"})
def ledger() -> None:
    """Subcommands do the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportAsked(Asked):
    """What `ledger import` is asked: the options that settle how files are read."""


@ledger.command(
    "import",
    cls=Command,
    record=ImportAsked,
    params=[
        *(option for option in shared() if option.name in SETTLING),
        click.Option(["--month"], type=Settled(), multiple=True, metavar="INVOICE=YYYY-MM"),
    ],
)
def import_(asked: ImportAsked) -> None:
    """All files or none; the receipt goes to standard output."""
    if not asked.paths:
        raise refuse("import_nothing")
    program = library.load(asked.program)
    partner = answer.partner(asked, program)
    scope = Scope(frozenset(partner.ids), _role(asked, partner, program))
    options = replace(
        answer.options(asked, program), at=datetime.now().astimezone().isoformat(timespec="seconds")
    )
    with Store(folders.ledger()) as store:
        receipt = read_files(
            [Path(p) for p in asked.paths],
            store=store,
            scope=scope,
            options=options,
            progress=reading.progress(),
        )
    output.show(ledger_receipt.render(receipt, texts.catalog(spoken())))


@ledger.command("list", cls=Command)
def list_() -> None:
    """The documents in force and the months they cover."""
    with Store(folders.ledger()) as store:
        output.show(ledger_list.render(store, texts.catalog(spoken())))


def _role(asked: Asked, partner: Partner, program: Program) -> Role:
    """The role asked for, else the company's own today; where it does not say, that of the edition in force."""
    if asked.role:
        return Role(asked.role)
    edition = program.in_force(today())
    default = edition.revenue.role if edition else Role.INDIRECT_RESELLER
    return partner.role_on(today()) or default
