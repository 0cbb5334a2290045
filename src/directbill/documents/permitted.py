"""What an enrollment may do, in words: every capability with its answer, and why what is stopped is stopped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from directbill.core.capabilities import Allowed, Capability, Details, Permit
from directbill.core.enrollment import State
from directbill.core.standing import Rules
from directbill.documents import noticed
from directbill.documents.words import Words

BY_STATE, BY_SIGNAL = "enrollment_", "signal_"
"""How codes begin whose cause is that of a restriction; the cause of any other is what a signal is about."""
TONES = {Permit.YES: "good", Permit.NO: "bad", Permit.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Line:
    """One capability: its answer in a word, the code of its details where it has any, and its source."""

    key: str
    title: str
    word: str
    tone: str
    code: str
    source: str


@dataclass(frozen=True, slots=True)
class Why:
    """Why a number of capabilities are not allowed: the code is stable, the rest is said in the reader's language."""

    code: str
    heading: str
    reason: str
    cause: str
    resolution: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Table:
    """What may be done: in one sentence, why not, what is new business, and what serves customers who are there."""

    summary: str
    whys: tuple[Why, ...]
    fresh: tuple[Line, ...]
    serving: tuple[Line, ...]
    sources: tuple[str, ...]
    """Every source of an answer, each once."""


def table(found: Sequence[Allowed], *, state: State, rules: Rules, words: Words, on: date) -> Table:
    """Every capability in the program's order, those that serve customers apart."""
    lines = [(each, line(each, state=state, words=words)) for each in found]
    return Table(
        summary=summary(found, words),
        whys=tuple(_whys(found, rules=rules, words=words, on=on)),
        fresh=tuple(said for each, said in lines if not each.capability.serves),
        serving=tuple(said for each, said in lines if each.capability.serves),
        sources=tuple(dict.fromkeys(said.source for _, said in lines)),
    )


def line(found: Allowed, *, state: State, words: Words) -> Line:
    """One capability as a line of the table."""
    one, serving = found.capability, found.capability.serves
    kept = "_on" if serving and found.permit is Permit.YES else ""
    return Line(
        key=one.key,
        title=words.texts.own(one.title),
        word=words.say(f"permitted.{found.permit}{kept}"),
        tone=TONES[found.permit],
        code=found.details.code if found.details else "",
        source=source(one, state, words),
    )


def source(  # sentence: of what, in which state, in which words
    capability: Capability, state: State, words: Words
) -> str:
    """Where it comes from that a state allows something, or does not."""
    return words.source_of(capability.sources[state])


def summary(found: Iterable[Allowed], words: Words) -> str:
    """How many are allowed, stopped and not known; numbers that are nothing are left out."""
    counted = dict.fromkeys(Permit, 0)
    for each in found:
        counted[each.permit] += 1
    parts = [words.say(f"permitted.count.{p}", n=n) for p, n in counted.items() if n]
    return words.say("permitted.join").join(parts)


def reason(code: str, *, rules: Rules, words: Words) -> str:
    """The sentence of a code: that of the state, or what the program says of the signal."""
    kind = rules.signal(code.removeprefix(BY_SIGNAL)) if code.startswith(BY_SIGNAL) else None
    if kind is None:
        return words.say(f"detail.{code}")
    return f"{words.texts.own(kind.title)}. {words.texts.own(kind.help)}"


def _whys(found: Sequence[Allowed], *, rules: Rules, words: Words, on: date) -> Iterable[Why]:
    for details in dict.fromkeys(each.details for each in found if each.details):
        titles = [words.texts.own(each.capability.title) for each in found if each.details == details]
        yield why(details, titles, rules=rules, words=words, on=on)


def why(  # sentence: of what details, which capabilities
    details: Details, titles: Sequence[str], *, rules: Rules, words: Words, on: date
) -> Why:
    """The details of some capabilities, in words."""
    n = (on - details.since).days
    held = details.code.startswith(BY_STATE)
    cause = noticed.cause(details.cause, {}, rules=rules, words=words) if held and details.cause else None
    return Why(
        code=details.code,
        heading=words.say("permitted.why", n=len(titles)),
        reason=reason(details.code, rules=rules, words=words),
        cause=cause.said if cause else "" if held else words.say("noticed.subject", subject=details.cause),
        resolution=words.say(f"detail.{details.resolution}"),
        since=words.say("permitted.since", day=details.since, n=n),
        until=words.say("permitted.until" if details.until else "permitted.no_end", day=details.until),
    )
