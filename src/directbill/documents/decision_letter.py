"""The letter of a decision, made from its record alone: what was decided, on which findings, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from directbill.core import eligibility
from directbill.core.desk import Ask, Desk
from directbill.core.work import LIVES, Work
from directbill.documents import answers, facts
from directbill.documents.papers import Card, Papers, Row
from directbill.documents.texts import printable, printable_lines
from directbill.documents.words import Words

TABLE = LIVES[Work.DECISION].table


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the letter is made from."""

    company: str
    record: Mapping[str, Any]
    """The decision as it is kept."""
    sha256: str
    """Of the record's bytes."""
    desk: Desk
    on: date
    """The day of the decision, in the zone of the installation."""
    appeal_until: date | None
    """The last day of an appeal; None where none can be made."""
    next_until: date | None
    """The last day of what the company has to do next; None where no clock runs."""


def letter(parts: Parts, words: Words) -> Papers:
    """The letter in the language of the words. The same parts give the same letter."""
    texts, record = words.texts, parts.record
    reference, number = record["application"], record["number"]
    decided = {"day": parts.on.isoformat(), "company": printable(parts.company), "reference": reference}
    return Papers(
        lang=texts.lang,
        kicker=f"{printable(parts.company)} · {reference}",
        title=texts.say(f"decision_letter.title_{record['verb']}"),
        lead=(texts.say(f"decision_letter.lead_{record['verb']}", **decided),),
        cards=tuple(card for card in _cards(parts, words) if card.rows),
        end=(
            texts.say(
                "decision_letter.end",
                number=number,
                day=parts.on.isoformat(),
                name=printable(record["people"]["decided_name"]),
                edition=texts.own(words.edition.title),
            ),
            texts.say("decision_letter.digest", sha256=parts.sha256),
        ),
        foot=f"{texts.say('decision_letter.foot')} · {reference} · {number}",
    )


def _cards(parts: Parts, words: Words) -> Iterator[Card]:
    say = words.say
    yield Card(say("decision_letter.why"), tuple(_reasons(parts, words)))
    yield Card(say("decision_letter.days"), tuple(_given(parts, words)))
    yield Card(say("decision_letter.next"), tuple(_next(parts, words)))
    yield Card(say("decision_letter.steps"), tuple(_steps(parts, words)))
    yield Card(say("decision_letter.findings"), tuple(_findings(parts, words)))


def _ask(parts: Parts) -> Ask:
    name = f"{TABLE.name}.{parts.record['verb']}"
    return parts.desk.asks.get(name, Ask(name))


def _reasons(parts: Parts, words: Words) -> Iterator[Row]:
    """The reason of the list, and what was written to it."""
    reason = parts.record["reason"]
    known = _ask(parts).reasons
    if reason["key"] in known:
        yield Row(words.say("decision_letter.reason"), words.texts.own(known[reason["key"]]))
    if reason["text"]:
        said = tuple(filter(None, printable_lines(reason["text"]).split("\n")))
        lines = said if len(said) > 1 else ()
        yield Row(words.say("decision_letter.in_words"), "" if lines else " ".join(said), lines)


def _given(parts: Parts, words: Words) -> Iterator[Row]:
    """The days of the decision, and each condition with its day."""
    for field in _ask(parts).fields:
        value = parts.record["given"].get(field.key)
        if not value or field.restricted:
            continue
        items = () if isinstance(value, str) else tuple([item] for item in value)
        lines = tuple(printable(answers.shown(field, item, texts=words.texts)) for item in items)
        answer = "" if lines else printable(answers.shown(field, value, texts=words.texts))
        yield Row(words.texts.own(field.label), answer, lines)


def _next(parts: Parts, words: Words) -> Iterator[Row]:
    """Whose turn it is, by when, and what happens otherwise; and how an appeal is made."""
    verb, until = parts.record["verb"], parts.next_until
    yield Row(words.say("five.turn"), words.say(f"decision_letter.next_{verb}"))
    if until is not None and parts.appeal_until is None:
        yield Row(words.say("five.when"), words.say("decision_letter.until", day=until.isoformat()))
    yield Row(words.say("five.otherwise"), words.say(f"decision_letter.else_{verb}"))
    appeal = parts.appeal_until
    yield Row(
        words.say("decision_letter.appeal"),
        words.say("decision_letter.appeal_until", day=appeal.isoformat())
        if appeal is not None
        else words.say(f"decision_letter.appeal_{verb}"),
    )


def _steps(parts: Parts, words: Words) -> Iterator[Row]:
    """What the decision rests on, as it stood: every step before it."""
    before = set(parts.desk.procedure.before[_key(parts)])
    for item in parts.record["items"]:
        if item["key"] in before:
            table = LIVES[Work(item["work"])].table.name
            title = words.texts.own(parts.desk.entry(item["key"]).title)
            yield Row(title, words.say(f"life.{table}.{item['state']}.word"))


def _key(parts: Parts) -> str:
    return next(str(item["key"]) for item in parts.record["items"] if item["work"] == Work.DECISION)


def _findings(parts: Parts, words: Words) -> Iterator[Row]:
    """Every requirement as the facts stood against it, with the reason."""
    for found in eligibility.check(facts.read(parts.record["facts"]), words.edition):
        why = words.reason(found.reason, words.requirement(found.requirement))
        outcome = words.say(f"outcome.{found.outcome}")
        yield Row(words.title(found.requirement), f"{outcome}: {printable(why)}")
