"""What validating and testing a program found, for a terminal of eighty columns."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from directbill.cli.program_words import inset
from directbill.documents import errors
from directbill.documents.texts import Catalog

if TYPE_CHECKING:
    from directbill.programs.scenarios import Result
    from directbill.programs.validate import Validated


def validated(found: "Validated", say: Catalog) -> Iterator[RenderableType]:
    for fault in found.faults:
        what, do = say.error(fault)
        yield inset(f"{errors.where(fault)}: {what}", 0)
        yield inset(Text(say.say("errors.to_do", do=do)))
    if found.faults:
        yield Text(say.say("program.invalid", faults=len(found.faults)), style="bold red")
    else:
        counts = {"editions": found.program.editions, "forms": found.forms, "scenarios": found.scenarios}
        said = say.say("program.valid", **{name: len(each) for name, each in counts.items()})
        yield Text(said, style="bold green")


def tested(results: Sequence["Result"], say: Catalog) -> Iterator[RenderableType]:
    failed = [r for r in results if r.differences]
    for result in failed:
        scenario = result.scenario
        yield Text(
            say.say("program.scenario_failed", file=scenario.file, row=scenario.row, name=scenario.name)
        )
        for d in result.differences:
            found = d.found or say.say("program.nothing")
            yield inset(Text(say.say("program.expected", what=d.what, expected=d.expected, found=found)))
    if failed:
        yield Text(say.say("program.failed", failed=len(failed), all=len(results)), style="bold red")
    else:
        yield Text(say.say("program.passed", passed=len(results)), style="bold green")
