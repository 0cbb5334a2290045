"""What one edition says and another does not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from directbill.core.edition import Edition, Source


class How(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `item` names the requirement, category, rung... inside the part; `value` its field.

    `before` and `after` are values as the edition holds them; None where there is none.
    """

    how: How
    part: str
    item: str
    value: str = ""
    before: Any = None
    after: Any = None


def compare(before: Edition, after: Edition) -> tuple[Change, ...]:
    """Every difference in what the editions demand and say; where a value comes from is left out."""
    return tuple(
        change
        for part, old, new in (
            ("requirement", _keyed(before.requirements, "key"), _keyed(after.requirements, "key")),
            ("step", _keyed(before.steps, "key"), _keyed(after.steps, "key")),
            ("revenue", {"": before.revenue}, {"": after.revenue}),
            ("adoption", _keyed(before.adoption, "audience"), _keyed(after.adoption, "audience")),
            ("ladder", _keyed(before.ladder, "status"), _keyed(after.ladder, "status")),
            ("review", {"": before.review}, {"": after.review}),
        )
        for change in _part(part, old, new)
    )


def _keyed(items: Iterable[Any], key: str) -> dict[str, Any]:
    return {getattr(item, key): item for item in items}


def _part(part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for item in old:
        if item not in new:
            yield Change(How.REMOVED, part, item, before=old[item])
    for item in new:
        if item not in old:
            yield Change(How.ADDED, part, item, after=new[item])
        else:
            yield from _values(part, item, old[item], new[item])


def _values(part: str, item: str, old: Any, new: Any) -> Iterator[Change]:
    before, after = _flat(old), _flat(new)
    for value in dict.fromkeys((*before, *after)):
        if before.get(value) != after.get(value):
            yield Change(How.CHANGED, part, item, value, before.get(value), after.get(value))


def _flat(holder: Any) -> dict[str, Any]:
    """The values of an item by name, without their sources; a threshold's measure, bar and unit by themselves."""
    found: dict[str, Any] = {}
    for field in fields(holder):
        value = getattr(holder, field.name)
        match field.name:
            case "value_sources" | "contested_source" | "key" | "audience" | "status":
                continue
            case "threshold":
                found |= {f"threshold.{name}": v for name, v in _flat(value).items()} if value else {}
            case "excludes":
                found[field.name] = tuple(e.category for e in value)
            case _ if not isinstance(value, Source):
                found[field.name] = value
    return found
