"""A nonconformity in words: five answers, and its history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from directbill.core.edition import Texts
from directbill.core.findings import Turn
from directbill.core.nonconformity import RAISE, TABLE, State
from directbill.documents.texts import Catalog, printable


@dataclass(frozen=True, slots=True)
class Step:
    """One step; documents as the record keeps them: file, name and SHA-256."""

    verb: str
    after: str
    day: date
    by: str
    text: str
    due: date | None
    documents: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nonconformity:
    """Everything that is said of one."""

    number: int
    criterion: Texts
    result: str
    grade: str
    text: str
    state: State
    raised: date
    since: date
    due: date | None
    steps: tuple[Step, ...]


def five(said: Nonconformity, texts: Catalog, *, on: date, yours: bool) -> Iterator[tuple[str, str]]:
    """What, why, whose turn, by when and what otherwise, as of a day."""
    grade = texts.say(f"assess.grade_{said.grade}")
    of_item = texts.say("nonconformity.of_item", number=said.number, grade=grade)
    yield "what", f"{of_item}. {texts.say(f'life.nonconformity.{said.state}.says')}"
    yield (
        "why",
        texts.say(
            "nonconformity.why",
            result=texts.say(f"assess.result_{said.result}"),
            day=said.raised,
            grade_says=texts.say(f"nonconformity.grade_says_{said.grade}"),
        ),
    )
    turn = TABLE.turns[said.state]
    yield "turn", texts.say("nonconformity.turn_yours" if yours else f"nonconformity.turn_{_side(turn)}")
    yield "when", when(said, texts, on=on)
    yield "otherwise", texts.say(f"nonconformity.otherwise_{said.state}_{said.grade}")


def when(said: Nonconformity, texts: Catalog, *, on: date) -> str:
    """By when, and what that day was computed from; of what is late, how long."""
    if said.due is None:
        return texts.say("nonconformity.when_ended")
    if said.due < on:
        return texts.say("nonconformity.when_missed", last=said.due, n=(on - said.due).days)
    days = (said.due - said.since).days
    return texts.say("nonconformity.when", last=said.due, n=days, since=said.since)


def history(said: Nonconformity, texts: Catalog) -> Iterator[str]:
    """Every step as a line, the oldest first."""
    for each in said.steps:
        verb = did(each.verb, texts)
        words = f"{texts.say('nonconformity.done', day=each.day, by=printable(each.by))}: {verb}"
        until = f", {texts.say('nonconformity.until', day=each.due)}" if each.due else ""
        text = f": {printable(each.text)}" if each.text else ""
        names = "".join(f" [{printable(name)} · SHA-256 {digest}]" for _, name, digest in each.documents)
        yield f"{words}{until}{text}{names}"


def did(verb: str, texts: Catalog) -> str:
    """What was done in a step; the first is that it was raised."""
    return texts.say("nonconformity.raised" if verb == RAISE else f"verb.nonconformity.{verb}")


def _side(turn: Turn) -> str:
    return {Turn.APPLICANT: "company", Turn.ASSESSOR: "assessor"}.get(turn, "nobody")
