"""What changes for a partner when an edition binds, and when: in words, the same in a letter and on a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from directbill.core import changes
from directbill.core.adoption import Binding
from directbill.core.changes import Changed, How, Seen
from directbill.core.edition import Edition, Requirement
from directbill.core.findings import Finding, Outcome
from directbill.core.outlook import Outlook
from directbill.documents import items, words
from directbill.documents.texts import Catalog
from directbill.documents.words import Words

SHOWN = (How.HIGHER, How.NEW, How.OTHER, How.LOWER, How.GONE, How.SAME)
"""In this order: first what presses, last what stays as it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement as the page shows it: how it changes, its bars, what the partner has, and what is missing."""

    key: str
    how: How
    title: str
    word: str
    change: str
    has: str
    outcome: Outcome | None
    outcome_text: str
    why: str
    presses: bool


def counted_from(binding: Binding, texts: Catalog) -> str:
    """What the day of the review was computed from."""
    return texts.say(f"changing.counted.{binding.due.counted_from}", base=binding.due.base)


def summary(  # sentence: from which edition, to which, in which words
    before: Edition, after: Edition, texts: Catalog
) -> str:
    """What changes, by the titles of the requirements: one sentence for each way; else that nothing does."""
    found = changes.between(before, after)
    said = (_sentence(how, list(changes.of_kind(found, how)), texts) for how in SHOWN if how is not How.SAME)
    return " ".join(filter(None, said)) or texts.say("changing.nothing")


def stands(  # sentence: how, under which edition, in which words
    outlook: Outlook, edition: Edition, texts: Catalog
) -> str:
    """How a partner stands under an edition by what is known today, and what keeps it from passing."""
    said = words.words_for(texts, edition)
    parts = [texts.say(f"changing.stands.{outlook.result}")]
    for key, findings in (("failing", outlook.failing), ("unknown", outlook.unknown), ("open", outlook.open)):
        if findings:
            titles = ", ".join(
                _short(f, said) if key == "failing" else said.title(f.requirement) for f in findings
            )
            parts.append(texts.say(f"changing.{key}", titles=titles))
    return " ".join(parts)


def lines(  # sentence: of what, between which editions, in which words
    seen: Sequence[Seen], between: tuple[Edition, Edition], texts: Catalog
) -> Iterator[Line]:
    """Every requirement, what presses first; in the later edition's order within."""
    before, after = (words.words_for(texts, each) for each in between)
    for how in SHOWN:
        for each in seen:
            if each.changed.how is how:
                yield _line(each, before, after)


def _line(seen: Seen, before: Words, after: Words) -> Line:
    changed, texts = seen.changed, after.texts
    later = changed.after is not None
    said, finding = (after, seen.after) if later else (before, seen.before)
    shown = changed.after or changed.before
    return Line(
        key=changed.key,
        how=changed.how,
        title=texts.own(shown.title) if shown else changed.key,
        word=texts.say(f"changing.how.{changed.how}"),
        change=_bars(changed, before, after),
        has=said.measure(finding, finding.measure) if finding and _is_figure(shown) else "",
        outcome=finding.outcome if finding and later else None,
        outcome_text=texts.say(f"outcome.{finding.outcome}") if finding and later else "",
        why=items.why(finding, said) if finding and later else "",
        presses=seen.presses,
    )


def _bars(changed: Changed, before: Words, after: Words) -> str:
    """From which bar to which; what is meant, where there is no figure."""
    old, new = _bar(changed.before, before), _bar(changed.after, after)
    if old and new:
        key = "from_to" if old != new else "stays"
        return after.say(f"changing.{key}", before=old, after=new)
    if changed.how is How.GONE:
        return after.say("changing.gone")
    help_ = changed.after.help if changed.after else {}
    return new or after.texts.own(help_)


def _bar(requirement: Requirement | None, said: Words) -> str:
    if requirement is None or requirement.threshold is None or not _is_figure(requirement):
        return ""
    bar = requirement.threshold
    if words.is_currency(bar.unit):
        amount = said.say("amount", currency=bar.unit, amount=said.money(bar.value))
    else:
        amount = said.say(f"unit.{bar.unit}", n=bar.value)
    return said.say(f"changing.bar.{bar.operator.name.lower()}", bar=amount)


def _is_figure(requirement: Requirement | None) -> bool:
    """Whether the bar is a figure of its own, and not just one answer or one account."""
    if requirement is None or requirement.threshold is None:
        return False
    return words.is_currency(requirement.threshold.unit) or requirement.threshold.value > 1


def _sentence(how: How, found: Sequence[Changed], texts: Catalog) -> str:
    if not found:
        return ""
    titles = ", ".join(texts.own(shown.title) for each in found if (shown := each.after or each.before))
    return texts.say(f"changing.sentence.{how}", titles=titles)


def _short(finding: Finding, said: Words) -> str:
    return said.say("outlook.why", title=said.title(finding.requirement), short=items.short(finding, said))
