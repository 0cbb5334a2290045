"""The outlook over all enrolled partners, as every face tells it: groups, sizes, what it fails for, days of telling."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from directbill.core import outlook
from directbill.core.edition import Edition, Texts
from directbill.core.findings import Finding
from directbill.core.outlook import NO_FIGURE, Row, Tally, Telling
from directbill.documents import items
from directbill.documents.texts import Catalog
from directbill.documents.words import Words, words_for


@dataclass(frozen=True)
class Told:
    """What is told: the edition, the day, what counts as near (percent of the bar), and a row for each enrollment."""

    edition: Edition
    on: date
    near: Decimal
    rows: tuple[Row, ...]
    regions: Mapping[str, Texts] = field(default_factory=dict)

    @cached_property
    def total(self) -> Tally:
        return outlook.tally(row.outlook for row in self.rows)

    @cached_property
    def bars(self) -> tuple[Decimal, ...]:
        """The sizes' bounds: quartiles of the figures that are known."""
        return outlook.bounds(row.outlook.figure for row in self.rows if row.outlook.figure is not None)

    @cached_property
    def by_region(self) -> Mapping[str, Tally]:
        return outlook.tallied(self.rows, lambda row: row.region)

    @cached_property
    def by_size(self) -> Mapping[int, Tally]:
        """By number of the band, the smallest first and those without a figure last."""
        found = outlook.tallied(self.rows, lambda row: str(self.size(row)))
        order = sorted(map(int, found), key=lambda n: (n == NO_FIGURE, n))
        return {n: found[str(n)] for n in order}

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        return outlook.tellings(self.rows, since=self.on)

    @cached_property
    def short_notice(self) -> tuple[Row, ...]:
        return outlook.short_notice(self.rows, since=self.on)

    def size(self, row: Row) -> int:
        """The number of the band its figure lies in."""
        return outlook.band(row.outlook.figure, self.bars)

    def requirements(self) -> Iterator[tuple[str, int, int, int]]:
        """Each requirement that is not met by all: its key, by how many not met, not known, and left to the review."""
        counted = [
            Counter(f.requirement for row in self.rows for f in found(row))
            for found in (_failing, _unknown, _open)
        ]
        for key in (each.key for each in self.edition.requirements):
            numbers = tuple(count[key] for count in counted)
            if any(numbers):
                yield key, numbers[0], numbers[1], numbers[2]


def size_named(  # sentence: which band, of which bounds, in whose words
    number: int, bars: tuple[Decimal, ...], words: Words
) -> str:
    """A band by its bounds."""
    if number == NO_FIGURE:
        return words.say("outlook.size.none")
    over = words.money(bars[number - 1]) if number else ""
    to = words.money(bars[number]) if number < len(bars) else ""
    kind = "between" if over and to else "over" if over else "up_to"
    return words.say(f"outlook.size.{kind}", over=over, to=to)


def region_named(  # sentence: which, as it is told, in which words
    key: str, told: Told, texts: Catalog
) -> str:
    """A region as the form calls it; one it does not know, as it is called."""
    return texts.own(told.regions[key]) if key in told.regions else key or texts.say("outlook.region_none")


def why(row: Row, words: Words) -> str:
    """What keeps a partner from passing, in a few words each; what is left to the review, where nothing does."""
    found = row.outlook
    keep = [_short(finding, words) for finding in found.failing or found.unknown]
    if found.waived:
        titles = ", ".join(words.title(finding.requirement) for finding in found.waived)
        keep.append(words.say("outlook.waived", titles=titles))
    return "; ".join(keep) or ", ".join(words.title(finding.requirement) for finding in found.open)


def notes(told: Told, texts: Catalog) -> Iterator[str]:
    """What the reader must know of the figures before trusting them."""
    words = words_for(texts, told.edition)
    yield texts.say("outlook.near", near=told.near)
    if told.bars:
        yield texts.say("outlook.sizes", currency=told.edition.revenue.currency)
    no_ledger = sum(row.known_on is None for row in told.rows)
    under, counted_as = (
        Counter(getattr(row, name) for row in told.rows) for name in ("counted_under", "counted_as")
    )
    if no_ledger:
        yield texts.say("outlook.no_ledger", n=no_ledger)
    yield from (
        texts.say("outlook.counted_under", n=n, edition=key) for key, n in sorted(under.items()) if key
    )
    for key, n in sorted(counted_as.items()):
        if key:
            yield texts.say("outlook.counted_as", n=n, role=words.name("role", key))


def days(told: Told, texts: Catalog) -> Iterator[str]:
    """Whom the edition never binds, and who would be told late."""
    never = sum(row.binding is None for row in told.rows)
    if never:
        yield texts.say("outlook.never", n=never)
    if told.short_notice:
        yield texts.say("outlook.short_notice", n=len(told.short_notice), day=told.on)


def _short(finding: Finding, words: Words) -> str:
    return words.say("outlook.why", title=words.title(finding.requirement), short=items.short(finding, words))


def _failing(row: Row) -> tuple[Finding, ...]:
    return row.outlook.failing


def _unknown(row: Row) -> tuple[Finding, ...]:
    return row.outlook.unknown


def _open(row: Row) -> tuple[Finding, ...]:
    return row.outlook.open
