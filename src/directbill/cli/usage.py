"""Commands whose help and usage errors come from the catalog, in the language asked for.

Texts are found by name in the catalog: `help.<command path>`; `option_of.<command path>.<option>` or, shared,
`option.<option>`; `argument_of` and `argument` likewise. The path is joined by `_`; an option is its long name
with `_` for `-`.
A group loads a subcommand only when it is used.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from directbill.cli.language import LANGUAGES, say, say_or
from directbill.core.errors import Refusal, refuse
from directbill.documents.texts import NO_BREAK

HELD = "\N{NON-BREAKING HYPHEN}"
PLACEHOLDER = re.compile(r"[A-Z]{2,}(-[A-Z]+)*")


class Choice(click.ParamType[str]):
    """One word of a list; anything else is refused with the nearest."""

    name = "choice"

    def __init__(self, *words: str) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return "|".join(self.words)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self.words:
            return value
        name = param.opts[-1] if param else ""
        raise refuse("usage_choice", found=value, option=name, choices=", ".join(self.words))


class Formatter(click.HelpFormatter):
    """Help whose lines break at blanks only: an option's name stays whole."""

    def write(self, string: str) -> None:
        super().write(string.replace(HELD, "-").replace(NO_BREAK, " "))

    def write_text(self, text: str) -> None:
        super().write_text(_held(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(first, _held(second)) for first, second in rows], col_max, col_spacing)


class Context(click.Context):
    formatter_class = Formatter


def _held(text: str) -> str:
    return text.replace("-", HELD)


def typed(metavar: str) -> str:
    """What is to be typed, in the language spoken: FILE, SOUBOR."""
    return PLACEHOLDER.sub(lambda word: say_or(f"metavar.{word[0]}", word[0]), metavar)


def language_option() -> click.Option:
    """Every command takes `--lang`; it is read before parsing, so its value is dropped here."""
    return click.Option(["--lang", "lang"], type=Choice(*LANGUAGES), expose_value=False)


class Command(click.Command):
    """A command that speaks; with `record`, its callback gets one value with all options."""

    context_class = Context

    def __init__(self, *args: Any, record: Callable[..., object] | None = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params.append(language_option())
        self._record = record

    def invoke(self, ctx: click.Context) -> Any:
        if self._record is None or self.callback is None:
            return super().invoke(ctx)
        return ctx.invoke(self.callback, self._record(**ctx.params))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser does not say whose option it was
            raise
        if rest and not isinstance(self, click.Group):
            raise refuse("usage_argument_extra", found=" ".join(rest), command=ctx.command_path)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, typed(pieces), prefix=f"{say('cli.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say_or(f"help.{path_key(ctx)}", self.help or ""))

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [
            (
                typed(p.make_metavar(ctx)),
                say_or(f"argument_of.{path_key(ctx)}.{p.name}") or say_or(f"argument.{p.name}"),
            )
            for p in self.get_params(ctx)
            if isinstance(p, click.Argument)
        ]
        if rows:
            with formatter.section(say("cli.arguments")):
                formatter.write_dl(rows)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("cli.options")):
            formatter.write_dl(option_rows(self, ctx))


class Forked(Command):
    """A command whose first word may name another one instead, imported on use."""

    def __init__(self, *args: Any, beneath: Mapping[str, str], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.beneath = dict(beneath)

    def make_context(  # sentence: named so, with these words, beneath that; the signature is click's
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args and args[0] in self.beneath:
            inner = loaded(self.beneath[args[0]])
            return inner.make_context(f"{info_name} {args[0]}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section(say("cli.commands")):
            formatter.write_dl([(name, summary(f"help.{path_key(ctx, name)}")) for name in self.beneath])


def loaded(where: str) -> click.Command:
    """The command that MODULE:NAME names."""
    module, _, attribute = where.partition(":")
    command: click.Command = getattr(import_module(module), attribute)
    return command


class Group(Command, click.Group):
    """A group that speaks, with subcommands found by name and imported on use."""

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.lazy, *(c for c in self.commands if c not in self.lazy)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.lazy:
            return loaded(self.lazy[cmd_name])
        return self.commands.get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        names = self.list_commands(ctx)
        if args[0] not in names and not args[0].startswith("-"):
            raise refuse("usage_command_unknown", found=args[0], near=nearest(args[0], names))
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        rows = [(name, summary(f"help.{path_key(ctx, name)}")) for name in self.list_commands(ctx)]
        with formatter.section(say("cli.commands")):
            formatter.write_dl(rows)


def path_key(ctx: click.Context, *more: str) -> str:
    """The words of the command path as a text key; the program itself is `directbill`."""
    words = [*ctx.command_path.split()[1:], *more] or [ctx.command_path]
    return "_".join(words).replace("-", "_")


def option_rows(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    """Each option as written and what it does."""
    rows = []
    for param in command.get_params(ctx):
        record = param.get_help_record(ctx)
        if record and isinstance(param, click.Option):
            name = max(param.opts, key=len).strip("-").replace("-", "_")
            rows.append(
                (typed(record[0]), say_or(f"option_of.{path_key(ctx)}.{name}") or say_or(f"option.{name}"))
            )
    return rows


def summary(key: str) -> str:
    """The first sentence of a help text."""
    return say_or(key).strip().split("\n\n")[0].split(". ")[0].rstrip(".").replace("\n", " ")


def nearest(word: str, words: list[str]) -> str:
    """What was probably meant, as a clause of its own, or nothing."""
    begun = [w for w in words if w.startswith(word)]
    close = begun or get_close_matches(word, words, n=1, cutoff=0.6)
    return say("cli.nearest", word=close[0]) if close else ""


def refusal_of(error: click.UsageError) -> Refusal:
    """Click's own complaint as a refusal of ours, so that it speaks the language asked for."""
    command = error.ctx.command_path if error.ctx else "directbill"
    match error:
        case click.NoSuchOption():
            names = _option_names(error.ctx)
            return refuse(
                "usage_option_unknown",
                found=error.option_name,
                near=nearest(error.option_name, names),
                command=command,
            )
        case click.BadOptionUsage():
            code = "usage_option_takes_none" if _is_flag(error) else "usage_option_needs_value"
            return refuse(code, found=error.option_name, command=command)
        case click.MissingParameter() if error.param is not None:
            name = (
                typed(error.param.make_metavar(error.ctx)) if error.ctx else error.param.human_readable_name
            )
            shown = error.param.opts[-1] if isinstance(error.param, click.Option) else name
            return refuse("usage_missing", found=shown, command=command)
        case _:
            return refuse("usage_command_missing", command=command)


def _is_flag(error: click.BadOptionUsage) -> bool:
    """Whether the option named in the complaint takes no value."""
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    return any(isinstance(p, click.Option) and p.is_flag for p in params if error.option_name in p.opts)


def _option_names(ctx: click.Context | None) -> list[str]:
    if ctx is None:
        return []
    return [name for param in ctx.command.get_params(ctx) for name in param.opts]
