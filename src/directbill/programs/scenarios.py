"""Scenarios: sentences beside an edition that say what it must find for given facts, and what hinders applying."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from directbill.core import eligibility
from directbill.core.application import Draft
from directbill.core.edition import Edition, Program
from directbill.core.errors import Fault
from directbill.core.evaluation import Facts
from directbill.core.findings import Finding, verdict
from directbill.core.form import Form
from directbill.programs import scenario_facts, scenario_figures, scenario_forms
from directbill.programs.book import Book
from directbill.programs.reader import Section
from directbill.programs.scenario_forms import HINDERS
from directbill.programs.yaml_text import open_yaml

VERDICT = "outcome"
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Given facts as of a day, and what is expected: (requirement or `outcome`, value, expected text)."""

    file: str
    row: int
    name: str
    edition: Edition
    facts: Facts
    expect: tuple[tuple[str, str, str], ...]
    form: Form | None = None
    said: Draft = field(default_factory=dict)
    """The answers to the tasks of the edition's form, where the scenario is about applying."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One expectation that does not hold."""

    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Result:
    scenario: Scenario
    differences: tuple[Difference, ...]


def files(where: Path) -> tuple[Path, ...]:
    """The scenario files of a program folder, in order."""
    return tuple(sorted((where / "scenarios").glob("*/*.yaml")))


def read(where: Path, program: Program) -> tuple[tuple[Scenario, ...], tuple[Fault, ...]]:
    """All scenarios of a program folder, and all faults of their files."""
    found: list[Scenario] = []
    faults: list[Fault] = []
    for path in files(where):
        scenarios, book = _file(path, program)
        found.extend(scenarios)
        faults.extend(book.faults)
    return tuple(found), tuple(faults)


def run(scenario: Scenario) -> Result:
    """Judge the facts and compare with what is expected."""
    findings = {f.requirement: f for f in eligibility.check(scenario.facts, scenario.edition)}
    whole = {
        VERDICT: str(verdict(findings.values())),
        HINDERS: scenario_forms.hinders(scenario.form, said=scenario.said, findings=tuple(findings.values())),
    }
    differences = []
    for what, value, expected in scenario.expect:
        found = whole[what] if what in whole else _found(findings.get(what), value)
        if not _same(expected, found):
            differences.append(Difference(f"{what} {value}".strip(), expected, found))
    return Result(scenario, tuple(differences))


def _file(path: Path, program: Program) -> tuple[tuple[Scenario, ...], Book]:
    name = f"scenarios/{path.parent.name}/{path.name}"
    section, book = open_yaml(path, name)
    edition = next((e for e in program.editions if e.name == path.parent.name), None)
    if edition is None:
        _stray(path, program, book)
    if edition is None or not section.table:
        return (), book
    section.text("about")
    base = section.section("given").table if "given" in section else {}
    items = section.sections("scenarios")
    section.close()
    form = scenario_forms.of(program, edition, where=path.parents[2])
    return tuple(_scenario(item, base, edition, form) for item in items), book


def _stray(path: Path, program: Program, book: Book) -> None:
    """Scenarios of no edition. Where the edition is there but cannot be read, that is told of its own file."""
    if not (path.parents[2] / "editions" / f"{path.parent.name}.toml").is_file():
        known = ", ".join(e.name for e in program.editions)
        book.fault("scenario_edition_unknown", (), found=path.parent.name, known=known)


def _scenario(section: Section, base: dict[str, object], edition: Edition, form: Form | None) -> Scenario:
    own = section.section("given") if "given" in section else Section({}, section.path, section.book)
    given = Section(scenario_facts.merged(base, own.table), own.path, section.book)
    as_of = scenario_figures.when(section, "as_of")
    said = scenario_forms.draft(given, form)
    facts = scenario_facts.facts(given, as_of=as_of, edition=edition)
    found = Scenario(
        file=section.book.file,
        row=section.book.lines.get(section.path, 1),
        name=section.text("scenario"),
        edition=edition,
        facts=scenario_forms.attested(facts, form, said=said),
        expect=tuple(_expectations(section.section("expect"), edition)),
        form=form,
        said=said,
    )
    section.close()
    return found


def _expectations(section: Section, edition: Edition) -> Iterator[tuple[str, str, str]]:
    """`outcome: eligible`, `KEY: met`, `KEY:` with several values of the finding, or what hinders submitting."""
    known = [r.key for r in edition.requirements]
    for key, value in section.table.items():
        if key == HINDERS:
            yield key, "", scenario_forms.expected(section)
        elif key != VERDICT and key not in known:
            section.fault("scenario_requirement_unknown", key, found=key, known=", ".join(known))
        elif isinstance(value, str):
            yield key, "" if key == VERDICT else "outcome", section.text(key)
        else:
            yield from _values(section.section(key), key)


def _values(section: Section, requirement: str) -> Iterator[tuple[str, str, str]]:
    for value in section.table:
        if value not in SHOWN:
            section.fault("program_key_unknown", value, found=value, known=", ".join(SHOWN))
        elif isinstance(section.table[value], list):
            yield requirement, value, ", ".join(section.words(value))
        else:
            yield requirement, value, section.text(value)


def _found(finding: Finding | None, value: str) -> str:
    return NOTHING if finding is None else SHOWN[value](finding)


def _number(figure: Decimal | None) -> str:
    return NOTHING if figure is None else str(figure)


def _same(expected: str, found: str) -> bool:
    """Equal as text, or as numbers: 12 and 12.00 are the same figure. The word `nothing` expects no value."""
    if expected == (found or "nothing"):
        return True
    try:
        return Decimal(expected) == Decimal(found)
    except ArithmeticError:
        return False


SHOWN: dict[str, Callable[[Finding], str]] = {
    "outcome": lambda f: str(f.outcome),
    "because": lambda f: f.reason.code,
    "measure": lambda f: _number(f.measure),
    "threshold": lambda f: _number(f.threshold),
    "distance": lambda f: _number(f.distance),
    "severity": lambda f: str(f.severity),
    "turn": lambda f: str(f.turn),
    "after": lambda f: ", ".join(f.after),
    "division": lambda f: f.reason.params.get("division", ""),
    "warnings": lambda f: ", ".join(w.code for w in f.warnings),
}
