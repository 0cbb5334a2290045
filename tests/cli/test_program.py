"""`directbill program`: what it prints, in which language, with which exit code."""

from itertools import pairwise
from pathlib import Path

import pytest
from tests.programs import folders

from directbill.cli import main

Said = tuple[int, str, str]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> "Command":
    return Command(capsys)


class Command:
    """Run the command line in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str) -> Said:
        code = main.run(["program", *words], {"LANG": "C"})
        said = self.capsys.readouterr()
        return code, said.out, said.err


NB = "\N{NO-BREAK SPACE}"
SECOND = str(folders.SECOND)


def test_list_names_every_edition_of_the_bundled_program(say: Command) -> None:
    code, out, err = say("list")
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()[2:7]] == [
        ["2018-08-31", "yes", "10", "none"],
        ["2020-10-27", "yes", "12", "USD", "300,000"],
        ["2023-04-24", "yes", "12", "USD", "300,000"],
        ["2024-04-10", "yes", "12", "USD", "300,000"],
        ["2025-10-01", "not", "enabled", "11", "USD", "1,000,000"],
    ]


def test_list_reads_another_program_by_its_folder_and_speaks_czech(say: Command) -> None:
    _, out, _ = say("list", "--program", SECOND, "--lang", "cs")
    assert out.splitlines() == [
        "Vzorový dodavatel (example_supplier)",
        "  Vydání       V platnosti   Požadavky   Hranice výnosů",
        "  2022-07-01   ano           5            50 000,50 EUR",
        "  2024-01-01   nezapnuto     5               80 000 EUR",
        "",
    ]


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize("edition", ["2018-08-31", "2020-10-27", "2023-04-24", "2024-04-10", "2025-10-01"])
def test_show_fits_eighty_columns_and_leaves_no_text_out(say: Command, edition: str, lang: str) -> None:
    code, out, err = say("show", edition, "--lang", lang)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line for line in lines if len(line) > 80 or line != line.rstrip() or "\x1b" in line] == []
    assert [line for line in lines if "program." in line or "{" in line] == []


def test_show_says_what_a_requirement_demands(say: Command) -> None:
    _, out, _ = say("show", "2024-04-10")
    start = out.index("  Support plan  support_plan\n")
    assert out[start : out.index("  Agreement  ", start)].splitlines() == [
        "  Support plan  support_plan",
        "    required · shown by evidence · whole company · turn: applicant · also to",
        "    remain",
        "    A Microsoft support plan: Advanced Support for Partners (ASfP) or Premier",
        "    Support for Partners (PSfP), whichever fits your needs.",
        "    After: Credit check. Do not buy it before the credit check has passed. An",
        "    e-mail will tell you.",
        "    Source: source-text 15-18, 37-38",
    ]


def test_show_ends_with_the_form_of_the_edition(say: Command) -> None:
    _, out, _ = say("show", "2022-07-01", "--program", SECOND)
    lines = out[out.index("The application form\n") :].splitlines()
    assert lines[1:4] == [
        "  Untouched, an unfinished application brings a reminder after 7 days, a warning",
        "  after 20 days, and lapses after 30 days. A link to sign holds 5 days.",
        "  Source: handbook 11",
    ]
    assert lines[lines.index("  Your trade") :][:6] == [
        "  Your trade",
        "    Volume  volume · billing exports, on pages of their own",
        "      Answers: Volume",
        "      After: Your sites",
        "      - Where do you sell most? · one of 2",
        "      - Where is the shop? · a text · only if “Where do you sell most?” is",
    ]


def test_show_says_that_there_is_no_form(say: Command) -> None:
    _, out, _ = say("show", "2018-08-31")
    assert out.splitlines()[-2:] == ["The application form", "  The program has no form for this edition."]


def test_diff_says_what_changes(say: Command) -> None:
    code, out, _ = say("diff", "2022-07-01", "2024-01-01", "--program", SECOND)
    nb = " "
    assert (code, out.splitlines()) == (
        0,
        [
            f"From 1{nb}Jul{nb}2022 to 1{nb}Jan{nb}2024",
            "",
            "~ Changed: Volume",
            "    explanation, now: More than EUR 80,000 in six closed months.",
            "    bar: 50,000.50 → 80,000",
            "",
            "~ Changed: Whom it binds: New applicants",
            f"    from: 1{nb}Jul{nb}2022 → 1{nb}Jan{nb}2024",
            "",
            "~ Changed: What follows: Ended",
            "    days: 120 → 90",
        ],
    )


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_every_pair_of_editions_is_compared_in_words(say: Command, lang: str) -> None:
    names = ["2018-08-31", "2020-10-27", "2023-04-24", "2024-04-10", "2025-10-01"]
    for older, newer in pairwise(names):
        for pair in ((older, newer), (newer, older)):
            code, out, _ = say("diff", *pair, "--lang", lang)
            assert code == 0
            bad = [line for line in out.splitlines() if len(line) > 80 or "program." in line or "{" in line]
            assert bad == []


def test_an_edition_compared_with_itself_does_not_differ(say: Command) -> None:
    assert say("diff", "2024-04-10", "2024-04-10")[1].splitlines()[1:] == [
        "The two editions demand and say the same."
    ]


@pytest.mark.parametrize("where", ["csp_direct_bill", SECOND, str(folders.SECOND / folders.FIRST_EDITION)])
def test_validate_finds_nothing_wrong_with_ours(say: Command, where: str) -> None:
    code, out, _ = say("validate", where)
    assert code == 0
    assert out.startswith("No faults: ")


def test_validate_names_file_line_and_key_of_every_fault(say: Command, tmp_path: Path) -> None:
    where = folders.changed(tmp_path, folders.SECOND_EDITION, "months = 6", 'months = "6"\ncolour = 1')
    line = folders.line_with(where, folders.SECOND_EDITION, 'months = "6"')
    code, out, _ = say("validate", str(where))
    assert (code, out.splitlines()) == (
        1,
        [
            f'editions/2024-01-01.toml:{line}:revenue.months: "6" is no whole number.',
            "  What to do: Write it in digits, without quotes.",
            f"editions/2024-01-01.toml:{line + 1}:revenue.colour: There is no key colour here.",
            "  What to do: Use one of: assumed, billed_decides, closing_day, contested,",
            "  contested_source, counts, currency, excludes, level, months, note, role,",
            "  source, value_sources",
            "2 faults.",
        ],
    )


def test_test_says_that_the_scenarios_hold(say: Command) -> None:
    assert say("test", SECOND) == (0, "12 scenarios hold.\n", "")


def test_test_says_which_scenario_does_not_hold(say: Command, tmp_path: Path) -> None:
    file = "scenarios/2024-01-01/higher_bar.yaml"
    where = folders.changed(tmp_path, file, "distance: -20000", "distance: -1")
    code, out, _ = say("test", str(where), "--lang", "cs")
    assert (code, out.splitlines()) == (
        1,
        [
            f"{file}:3: The old bar is not enough any more.",
            "  half_year_volume distance: čeká se -1, vyšlo -20000",
            "Neplatí 1 z 12 scénářů.",
        ],
    )


def test_test_of_a_program_with_faults_ends_with_one(say: Command, tmp_path: Path) -> None:
    where = folders.changed(tmp_path, folders.SECOND_EDITION, "months = 6", "months = 0")
    code, out, err = say("test", str(where))
    assert (code, out) == (1, "")
    assert "revenue.months" in err


@pytest.mark.parametrize(
    "words",
    [
        ("show", "2024-04-11"),
        ("show",),
        ("diff", "2024-04-10"),
        ("list", "--program", "nowhere"),
        ("validate", "nowhere"),
        ("test", "nowhere"),
        ("frobnicate",),
    ],
)
def test_bad_usage_ends_with_two_and_says_what_to_do(say: Command, words: tuple[str, ...]) -> None:
    code, out, err = say(*words)
    assert (code, out) == (2, "")
    assert "What to do: " in err


@pytest.mark.parametrize(
    ("lang", "heading", "title"),
    [
        ("en", "What the sources are", "The source text: requirements for enrolling"),
        ("cs", "O které zdroje jde", "Zdrojový text: požadavky na registraci"),
    ],
)
def test_show_says_what_the_sources_stand_for(say: Command, lang: str, heading: str, title: str) -> None:
    lines = say("show", "2024-04-10", "--lang", lang)[1].splitlines()
    legend = lines[lines.index(heading) + 1 :]
    assert (legend[0], legend[1].startswith(f"    {title}")) == ("  source-text", True)
    assert "  requirements-2018" not in legend
