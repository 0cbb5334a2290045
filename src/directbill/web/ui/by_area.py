"""The criteria of an assessment by their areas, each with a page and a word: of claims, and of findings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from directbill.core.desk import Criterion, Desk
from directbill.documents.texts import Catalog


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion, its page, and what is said of it."""

    title: str
    url: str
    said: str


@dataclass(frozen=True, slots=True)
class Area:
    """An area, and how much of it is done."""

    title: str
    done: str
    lines: tuple[Line, ...]


def areas(  # sentence: at which desk, in which language
    desk: Desk,
    texts: Catalog,
    *,
    line: Callable[[Criterion], Line],
    done: Callable[[Sequence[Criterion]], str],
) -> tuple[Area, ...]:
    """Every area in its order, with a line for each of its criteria and what `done` says of all of them."""
    shown = []
    for area in desk.areas:
        own = tuple(each for each in desk.criteria if each.area == area.key)
        shown.append(Area(texts.own(area.title), done(own), tuple(map(line, own))))
    return tuple(shown)
