"""`directbill init`: ask for what the edition needs to be told, and write the company file."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from directbill.cli import company, interview
from directbill.cli.clock import today
from directbill.cli.language import say, spoken
from directbill.cli.options import Day, Identifier, program_option
from directbill.cli.output import aside, write_whole
from directbill.cli.usage import Choice, Command
from directbill.core.edition import Edition, Requirement
from directbill.core.errors import refuse
from directbill.core.parties import Account, Answer, Attestation, Partner, Role, RolePeriod
from directbill.documents import texts
from directbill.programs import library

DEFAULT_FILE = "partner.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the options of `init` say."""

    name: str
    ids: tuple[str, ...]
    role: str
    first_transaction: date | None
    answer: tuple[str, ...]
    happened: tuple[str, ...]
    output: str
    edition: str | None
    program: str | None
    no_questions: bool
    force: bool


PARAMS: list[click.Parameter] = [
    click.Option(["--name"], default="", metavar="NAME"),
    click.Option(["--partner-id", "ids"], type=Identifier(), multiple=True, metavar="ID"),
    click.Option(["--role"], type=Choice(*Role), default=Role.INDIRECT_RESELLER.value),
    click.Option(["--first-transaction"], type=Day(), metavar="DATE"),
    click.Option(["--answer"], multiple=True, metavar="KEY=yes|no[:ITEM,...]"),
    click.Option(["--happened"], multiple=True, metavar="KEY=DATE"),
    click.Option(["-o", "--output"], default=DEFAULT_FILE, metavar="FILE"),
    click.Option(["--edition"], metavar="EDITION"),
    program_option(),
    click.Option(["--no-questions"], is_flag=True),
    click.Option(["--force"], is_flag=True),
]


@click.command("init", cls=Command, record=Told, params=PARAMS)
def init(told: Told) -> None:
    """Write the company file; never over another one unless told to."""
    where, day = Path(told.output), today()
    if where.exists() and not told.force:
        raise refuse("output_exists", file=told.output)
    program = library.load(told.program)
    edition = library.edition(program, told.edition) if told.edition else library.in_force(program, day)
    partner = _from_options(told, edition, day)
    if sys.stdin.isatty() and not told.no_questions:
        aside(interview.paragraph(say("ask.heading", path=told.output)) + "\n\n")
        partner = interview.completed(partner, questions(edition, day), day=day)
    write_whole(where, _text(partner, edition, day).encode())
    aside(say("said.written", path=told.output) + "\n")


def questions(edition: Edition, day: date) -> tuple[Requirement, ...]:
    """The requirements in force that the company answers for itself."""
    return tuple(r for r in edition.binding(day) if r.question)


def _from_options(told: Told, edition: Edition, day: date) -> Partner:
    asked = [r.key for r in questions(edition, day)]
    answers = dict.fromkeys(asked, Attestation())
    return Partner(
        name=told.name,
        accounts=tuple(Account(i) for i in dict.fromkeys(told.ids)),
        roles=(RolePeriod(Role(told.role), told.first_transaction),),
        answers=answers | dict(_answers(told.answer, asked, day)),
        first_transaction=told.first_transaction,
        happened=dict(_happened(told.happened, [r.key for r in edition.requirements])),
    )


def _answers(given: tuple[str, ...], asked: list[str], day: date) -> Iterator[tuple[str, Attestation]]:
    """KEY=yes, KEY=no, KEY=unknown; after a colon, the things that are meant."""
    for text in given:
        key, _, said = text.partition("=")
        word, _, items = said.partition(":")
        if key not in asked or word not in set(Answer):
            raise refuse("answer_unreadable", found=text, known=", ".join(asked))
        named = tuple(item.strip() for item in items.split(",") if item.strip())
        yield key, replace(Attestation(Answer(word), named), said_on=None if word == Answer.UNKNOWN else day)


def _happened(given: tuple[str, ...], known: list[str]) -> Iterator[tuple[str, date]]:
    for text in given:
        key, _, day = text.partition("=")
        try:
            yield key, date.fromisoformat(day if key in known else "")
        except ValueError:
            raise refuse("happened_unreadable", found=text, known=", ".join(known)) from None


def _text(partner: Partner, edition: Edition, day: date) -> str:
    own = texts.catalog(spoken()).own
    comments = {r.key: f"{own(r.title)}: {own(r.question)}" for r in questions(edition, day)}
    return company.written(partner, comments=comments, heading=say("ask.file_heading"))
