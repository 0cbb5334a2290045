"""Help and usage errors speak the language asked for, name what was wrong and what to do."""

import re

import click
import pytest

from directbill.cli import usage
from directbill.cli.main import COMMANDS, cli, run
from directbill.documents.texts import catalog, languages


def every_command(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, click.Command]]:
    found = [(" ".join(path), command)]
    if isinstance(command, usage.Forked):
        for name, where in command.beneath.items():
            found += every_command(usage.loaded(where), (*path, name))
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found += every_command(inner, (*path, name))
    return found


@pytest.mark.parametrize("lang", languages())
def test_every_command_and_option_has_a_help_text(lang: str) -> None:
    texts, silent = catalog(lang), []
    for path, command in every_command(cli):
        key = path.replace(" ", "_").replace("-", "_") or "directbill"
        wanted = [(f"help.{key}",)]
        for param in command.params:
            name = max(param.opts, key=len).strip("-").replace("-", "_")
            kind = "argument" if isinstance(param, click.Argument) else "option"
            wanted.append((f"{kind}_of.{key}.{name}", f"{kind}.{name}"))
        silent += [keys for keys in wanted if not any(texts.has(k) for k in keys)]
    assert silent == []


def error(capfd: pytest.CaptureFixture[str], *argv: str, lang: str = "en") -> str:
    code = run([*argv], {"DIRECTBILL_LANG": lang})
    out, err = capfd.readouterr()
    assert (code, out) == (2, "")
    return err


@pytest.mark.parametrize(
    ("argv", "first", "second"),
    [
        (["chek"], "There is no command chek. Did you mean check?", "Run: directbill --help"),
        (["check", "--as"], "There is no option --as. Did you mean --as-of?", "Run: directbill check --help"),
        (["check", "--as-of"], "The option --as-of needs a value.", "directbill check --help"),
        (["check", "--exit-code=1"], "The option --exit-code takes no value.", "Write the option alone."),
        (["check", "--as-of", "22.11.2026"], "22.11.2026 is no date for --as-of.", "YYYY-MM-DD"),
        (["check", "--as-of", "20261122"], "20261122 is no date for --as-of.", "YYYY-MM-DD"),
        (
            ["check", "--format", "word"],
            "word is nothing that --format takes.",
            "terminal, json, html, pdf, csv",
        ),
        (["check", "--role", "boss"], "boss is nothing that --role takes.", "indirect_reseller, direct_bill"),
        (["check", "--lang", "de"], "de is nothing that --lang takes.", "en, cs"),
        (["check", "--partner-id", "60.5"], "60.5 is no identifier", "partner account settings"),
        (["check", "--month", "2026-10"], "2026-10 does not settle", "INVOICE=YYYY-MM"),
        (["check", "--month", "G1=2026-13"], "2026-13 is not a month.", "YYYY-MM"),
        (["demo", "more"], "Too many words: more", "Run: directbill demo --help"),
        (["--lang", "en"], "No command was given.", "Run: directbill --help"),
    ],
)
def test_a_usage_error_says_what_was_wrong_and_what_to_do(
    capfd: pytest.CaptureFixture[str], argv: list[str], first: str, second: str
) -> None:
    said = error(capfd, *argv).splitlines()
    assert said[0].startswith(first)
    assert second in said[1]
    assert said[2] == "Nothing was changed."


@pytest.mark.parametrize(
    ("argv", "first"),
    [
        (["chek"], "Příkaz chek neexistuje. Nemělo to být check?"),
        (["check", "--as"], "Volba --as neexistuje. Nemělo to být --as-of?"),
        (["check", "--as-of"], "Volba --as-of potřebuje hodnotu."),
        (["check", "--as-of", "zítra"], "zítra není datum pro --as-of."),
        (["explain"], "Není řečeno, co se má vysvětlit."),
    ],
)
def test_usage_errors_speak_czech_too(capfd: pytest.CaptureFixture[str], argv: list[str], first: str) -> None:
    assert error(capfd, *argv, lang="cs").startswith(first)


def test_without_a_command_the_help_is_shown_and_the_code_is_two(capfd: pytest.CaptureFixture[str]) -> None:
    said = error(capfd)
    assert said.startswith("Usage: directbill [OPTIONS] COMMAND")
    assert all(f"\n  {name}" in said for name in COMMANDS)


@pytest.mark.parametrize(("lang", "heading"), [("en", "Options:"), ("cs", "Volby:")])
def test_help_goes_to_standard_output(capfd: pytest.CaptureFixture[str], lang: str, heading: str) -> None:
    assert run(["check", "--help", "--lang", lang], {}) == 0
    out, err = capfd.readouterr()
    assert (heading in out, err) == (True, "")
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("lang", languages())
def test_what_is_to_be_typed_has_a_word_in_every_language(
    capfd: pytest.CaptureFixture[str], lang: str
) -> None:
    words = {key.partition(".")[2] for key in catalog(lang).texts if key.startswith("metavar.")}
    for path, command in every_command(cli):
        run([*path.split(), "--help"], {"DIRECTBILL_LANG": "en"})
        usage = capfd.readouterr().out.splitlines()[0]
        assert set(re.findall(r"[A-Z]{2,}", usage)) <= words, path
        for param in command.params:
            assert set(re.findall(r"[A-Z]{2,}(?:-[A-Z]+)*", param.metavar or "")) <= words, param


def test_czech_help_asks_for_czech_words(capfd: pytest.CaptureFixture[str]) -> None:
    english = ["FILE", "PATH", "DATE", "EDITION", "NUMBER", "FOLDER", "COMMAND", "OPTIONS", "YYYY", "NAME"]
    for path, _ in every_command(cli):
        run([*path.split(), "--help"], {"DIRECTBILL_LANG": "cs"})
        out = capfd.readouterr().out
        assert [w for w in english if re.search(rf"\b{w}\b", out)] == [], path


@pytest.mark.parametrize("lang", languages())
def test_no_option_is_broken_at_its_hyphen(capfd: pytest.CaptureFixture[str], lang: str) -> None:
    for path, _ in every_command(cli):
        run([*path.split(), "--help"], {"DIRECTBILL_LANG": lang})
        out = capfd.readouterr().out
        assert [line for line in out.splitlines() if line.endswith("-")] == [], path
        assert "\N{NON-BREAKING HYPHEN}" not in out
