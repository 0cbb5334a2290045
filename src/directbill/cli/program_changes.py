"""What changes between two editions, for a terminal of eighty columns."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from directbill.cli.program_words import LABELS, inset, word, words
from directbill.core.edition import Edition
from directbill.documents.texts import Catalog
from directbill.programs.difference import Change, How

MARKS = {How.ADDED: ("+", "green"), How.REMOVED: ("-", "red"), How.CHANGED: ("~", "yellow")}


def changes(
    between: tuple[Edition, Edition], found: Sequence[Change], *, say: Catalog
) -> Iterator[RenderableType]:
    """Every change, under a heading that says what it changes."""
    before, after = between
    heading = say.say("program.diff_heading", before=before.effective, after=after.effective)
    yield Text(heading, style="bold")
    if not found:
        yield say.say("program.diff_none")
    last: tuple[str, str] = ("", "")
    for change in found:
        if (change.part, change.item) != last:
            yield ""
            yield _change_heading(change, before, after, say)
            last = (change.part, change.item)
        if change.how is How.CHANGED:
            yield inset(_change_line(change, before, after, say), 2)


def _change_heading(change: Change, before: Edition, after: Edition, say: Catalog) -> Text:
    mark, color = MARKS[change.how]
    item = _item(change, before, after, say)
    return Text(f"{mark} {say.say(f'program.{change.how}', item=item)}", style=color)


def _item(change: Change, before: Edition, after: Edition, say: Catalog) -> str:
    holder = before if change.how is How.REMOVED else after
    match change.part:
        case "requirement" | "step":
            return say.own(holder.title_of(change.item))
        case "ladder":
            return f"{say.say('program.part.ladder')}: {say.own(_rung_title(holder, change.item))}"
        case "adoption":
            return f"{say.say('program.part.adoption')}: {say.say(f'program.audience.{change.item}')}"
        case _:
            return say.say(f"program.part.{change.part}")


def _rung_title(edition: Edition, status: str) -> dict[str, str]:
    return next(r.title for r in edition.ladder if r.status == status)


def _change_line(change: Change, before: Edition, after: Edition, say: Catalog) -> Text:
    value = say.say(f"program.value.{change.value}")
    if isinstance(change.after, dict) or isinstance(change.before, dict):
        if not change.after:
            return Text(say.say("program.unworded", value=value))
        return Text(say.say("program.reworded", value=value, after=say.own(change.after)))
    old, new = (_value(change.value, v, e, say) for v, e in ((change.before, before), (change.after, after)))
    return Text(say.say("program.from_to", value=value, before=old, after=new))


def _value(name: str, value: Any, edition: Edition, say: Catalog) -> str:
    match value:
        case None | () | "":
            return say.say("program.none")
        case tuple() if name == "after":
            return ", ".join(say.own(edition.title_of(key)) for key in value)
        case tuple():
            return words(name, value, say=say)
        case date():
            return say.locale.day(value.isoformat())
        case Decimal() | int() if not isinstance(value, bool):
            return say.locale.number(str(value))
        case _:
            return word(LABELS.get(name, name), value, say=say)
