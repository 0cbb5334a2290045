"""The five answers of an item of the desk's work: what, why, whose turn, by when, and what otherwise."""

from collections.abc import Iterator

from directbill.core.desk import Ask, Desk, Entry
from directbill.core.findings import Turn
from directbill.core.work import LIVES
from directbill.documents import clocked
from directbill.documents.story import Item, Story
from directbill.documents.texts import Catalog


def answers(told: Story, item: Item, *, desk: Desk, texts: Catalog) -> dict[str, str]:
    """Each answer by its part; an item that is settled has no otherwise."""
    return dict(_answers(told, item, desk=desk, texts=texts))


def is_open(item: Item) -> bool:
    """Whether something is still to be done: it is somebody's turn, or it waits for what comes before."""
    return item.turn != Turn.NOBODY or bool(item.waits)


def _answers(told: Story, item: Item, *, desk: Desk, texts: Catalog) -> Iterator[tuple[str, str]]:
    table, entry = LIVES[item.work].table, desk.entry(item.key)
    says = texts.say(f"life.{table.name}.{item.state}.says")
    yield "what", " ".join((says, *_asked_last(item, desk, texts)))
    yield "why", _why(told, entry, texts)
    titles = ", ".join(texts.own(desk.entry(key).title) for key in item.waits)
    if titles and item.turn == Turn.NOBODY and not table.is_final(type(table.initial)(item.state)):
        yield "turn", texts.say("item.waits", items=titles)
        yield "when", texts.say("item.after_them")
    else:
        yield "turn", texts.say(f"item.turn.{item.turn}")
        yield "when", _when(told, item, texts)
    if is_open(item):
        yield "otherwise", texts.own(entry.otherwise)


def _asked_last(item: Item, desk: Desk, texts: Catalog) -> Iterator[str]:
    """The reason and the words by which it became the applicant's turn, as far as they are not withheld."""
    last = item.steps[-1] if item.steps else None
    if last is None or item.turn != Turn.APPLICANT or last.side not in {Turn.DESK, Turn.ASSESSOR}:
        return
    ask = desk.asks.get(f"{LIVES[item.work].table.name}.{last.verb}", Ask(last.verb))
    if last.reason in ask.reasons:
        yield texts.own(ask.reasons[last.reason])
    if last.text:
        yield texts.say("item.quoted", text=last.text)


def _why(told: Story, entry: Entry, texts: Catalog) -> str:
    found = next((r for r in told.edition.requirements if r.key == entry.requirement), None)
    title = texts.own(told.edition.title)
    if found is None:
        return texts.say("item.why_order", edition=title)
    return texts.say("item.why", requirement=texts.own(found.title), edition=title)


def _when(told: Story, item: Item, texts: Catalog) -> str:
    if item.clock is None:
        return clocked.without(item.due, turn=item.turn, texts=texts)
    due, limit = item.clock
    still = clocked.paused(told.paused, why=told.reason, texts=texts)
    return still or clocked.when(due, limit, texts=texts, on=told.on)
