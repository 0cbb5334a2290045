"""One example of every action, to be run against a real database.

A new action gets its example in `tests/actions/examples/<its module>.py`:

    @example(evidence.add)
    def _() -> Given:
        made = applying.begun()
        return Given(made.company.ada, partner=made.company.partner.id, task="people", ...)

Whatever prepares it runs first; then the action itself is called with the arguments given, and `by` and `at`.
"""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from directbill.access.actor import Actor
from directbill.records.models import Person
from tests import cast
from tests.cast import NOW

Action = Callable[..., object]


class Given:
    """Who acts and with which arguments. `of` is the partner the event belongs to, where no argument names it."""

    def __init__(
        self, by: Actor | Person, *, of: UUID | None = None, at: datetime = NOW, **arguments: Any
    ) -> None:
        self.by = by if isinstance(by, Actor) else cast.acting(by)
        self.at = at
        self.arguments = arguments
        which = arguments.get("which")
        self.partner = of or arguments.get("partner") or (which.partner if which is not None else None)


EXAMPLES: dict[str, tuple[Action, Callable[[], Given]]] = {}


def name_of(action: Action) -> str:
    """`module:function`, which is also the kind of its event."""
    return f"{action.__module__.rpartition('.')[2]}:{action.__name__}"


def example(action: Action) -> Callable[[Callable[[], Given]], Callable[[], Given]]:
    """Keep what prepares an action as its example."""

    def keep(prepare: Callable[[], Given]) -> Callable[[], Given]:
        EXAMPLES[name_of(action)] = (action, prepare)
        return prepare

    return keep


def all_examples() -> dict[str, tuple[Action, Callable[[], Given]]]:
    """Those of every module of this folder."""
    for found in pkgutil.iter_modules(__path__, f"{__name__}."):
        importlib.import_module(found.name)
    return EXAMPLES
