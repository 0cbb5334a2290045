"""The command `directbill`: which command, in which language, with which exit code."""

import os
import sys
from collections.abc import Mapping, Sequence

import click

from directbill import __version__
from directbill.cli import interrupts, language, usage
from directbill.core.errors import OF_THE_MACHINE, Refusal, of_system

FINE, BAD_INPUT, PIPE_CLOSED = 0, 2, 141

COMMANDS = {
    "check": "directbill.cli.check:check",
    "explain": "directbill.cli.explain:explain",
    "init": "directbill.cli.init:init",
    "demo": "directbill.cli.demo:demo",
    "program": "directbill.cli.program:program",
    "ledger": "directbill.cli.ledger:ledger",
    "serve": "directbill.cli.serve:serve",
    "worker": "directbill.cli.worker:worker",
    "createuser": "directbill.cli.createuser:createuser",
    "migrate": "directbill.cli.migrate:migrate",
    "doctor": "directbill.cli.doctor:doctor",
    "billing": "directbill.cli.billing:billing",
    "mail": "directbill.cli.mail:mail",
    "backup": "directbill.cli.backup:backup",
    "restore": "directbill.cli.backup:restore",
    "replay": "directbill.cli.replay:replay",
    "clock": "directbill.cli.clock_set:clock",
    "evaluate": "directbill.cli.outlook:evaluate",
    "forecast": "directbill.cli.outlook:forecast",
}


@click.group("directbill", cls=usage.Group, lazy=COMMANDS)
@click.option(
    "--version",
    "version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda c, _, v: _version(c, v),
)
def cli() -> None:
    """Lazy: a command is imported when it is used."""


def main() -> None:
    """The console script's entry."""
    interrupts.raise_once()
    try:
        code = run(sys.argv[1:], os.environ)
        interrupts.ignore()
    except KeyboardInterrupt:
        code = interrupts.CODE
    sys.exit(code)


def run(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Obey a command line; the exit code: 0, 1 faults found, 2 bad input, 10 / 11 verdicts, 70 our fault."""
    language.speak(language.choose(argv, environ))
    try:
        code = _obey(list(argv))
        sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        return interrupts.CODE
    except Exception as fault:  # noqa: BLE001 - boundary: told without its data
        return interrupts.CODE if interrupts.came() else _failed(fault)
    return interrupts.CODE if interrupts.came() else code


def _failed(fault: Exception) -> int:
    if isinstance(fault, BrokenPipeError):
        from directbill.cli import output  # lazy: --help needs it not

        output.silence()
        return PIPE_CLOSED
    from directbill.cli import crash  # lazy: only a fault of ours needs it

    return crash.report(fault)


def _obey(argv: list[str]) -> int:
    try:
        with cli.make_context("directbill", argv) as ctx:
            code = cli.invoke(ctx)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as help_:
        click.echo(help_.format_message(), err=True)
        return BAD_INPUT
    except click.UsageError as error:
        return _refused(usage.refusal_of(error))
    except Refusal as refusal:
        return _refused(refusal)
    except OSError as failure:
        if failure.errno not in OF_THE_MACHINE or not failure.filename:
            raise
        return _refused(of_system(failure))
    return code if isinstance(code, int) else FINE


def _refused(refusal: Refusal) -> int:
    if interrupts.came():
        return interrupts.CODE
    from directbill.cli import output  # lazy: a run that succeeds prints no errors

    output.refused(refusal)
    return BAD_INPUT


def _version(ctx: click.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(f"directbill {__version__}")
        ctx.exit(FINE)
