"""The report's words: one catalog and one edition, asked for sentences, figures and titles."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from directbill.core.edition import Edition, Program, Requirement, Source
from directbill.core.findings import Finding, Reason
from directbill.core.money import shown, shown_against
from directbill.documents.texts import Catalog
from directbill.programs import library

CURRENCY_LETTERS = 3
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
MONTHS = re.compile(rf"{MONTH.pattern}(, {MONTH.pattern})*")
EN_DASH = "\N{EN DASH}"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ROLES_NAMED = frozenset({"role", "asked_role"})
CONTESTED = "_contested"
"""The end of a reason's code where the sources differ on what counts, and it would change the outcome."""
PACE = "pace"
STEPS_NAMED = frozenset({"requirement", "after", "steps"})


@dataclass(frozen=True, slots=True)
class Words:
    """Says things about one edition in one language."""

    texts: Catalog
    edition: Edition
    program: Program | None

    def say(self, key: str, /, **params: object) -> str:
        return self.texts.say(key, **params)

    def name(self, kind: str, key: str) -> str:
        """The name of a category, role, method … An unknown one (of a profile) is shown as it is called."""
        return self.say(f"{kind}.{key}") if self.texts.has(f"{kind}.{key}") else key.replace("_", " ")

    def title(self, key: str) -> str:
        """The title of a requirement or step of the edition."""
        try:
            return self.texts.own(self.edition.title_of(key)) or key
        except KeyError:
            return self.name("title", key)

    def reason(self, reason: Reason, requirement: Requirement | None = None) -> str:
        """The sentence of a reason: the catalog's, or the one the requirement itself carries; with what it adds."""
        values = self._titled(reason.params)
        code = reason.code.removesuffix(CONTESTED)
        sentence = self._sentence(code, values, requirement)
        more = [self.say(f"reason_more.{key}", **values) for key in _more(reason)]
        said = " ".join((sentence, *more))
        level = reason.params.get("level")
        return self.say(f"reason_of.{level}", sentence=said, **values) if level else said

    def _sentence(self, code: str, values: dict[str, str], requirement: Requirement | None) -> str:
        if self.texts.has(f"reason.{code}"):
            return self.say(f"reason.{code}", **values)
        own = requirement.warnings.get(code) if requirement else None
        if own is None:
            carried = (r.warnings[code] for r in self.edition.requirements if code in r.warnings)
            own = next(carried, None)
        return self.texts.own(own) if own else self.name("reason", code)

    def _titled(self, params: Mapping[str, str]) -> dict[str, str]:
        """Keys of requirements, steps and categories among the values are said by their names."""
        return {name: self._named(name, value) for name, value in params.items()}

    def _named(self, name: str, value: str) -> str:
        if name in STEPS_NAMED:
            return ", ".join(map(self.title, filter(None, value.split(", "))))
        if name == "months" and MONTHS.fullmatch(value):
            return self.texts.locale.months(value.split(", "))
        if name == "category":
            return ", ".join(self.name("category", key) for key in value.split(", "))
        if name in ROLES_NAMED:
            return self.name("role", value)
        return value

    def requirement(self, key: str) -> Requirement | None:
        return next((r for r in self.edition.requirements if r.key == key), None)

    def money(self, amount: Decimal, threshold: Decimal | None = None) -> str:
        """An amount as shown: rounded once; with more digits where rounding would hide that it is below."""
        figure = shown(amount) if threshold is None else shown_against(amount, threshold)
        return self.texts.locale.money(figure)

    def signed(self, amount: Decimal | None, threshold: Decimal | None = None) -> str:
        """An amount, or the words for one that no rate could convert."""
        return self.say("unconverted") if amount is None else self.money(amount, threshold)

    def bar(self, currency: str = "") -> Decimal | None:
        """The threshold the edition sets in a currency, by default that of its revenue rule."""
        unit = currency or self.edition.revenue.currency
        bars = (
            r.threshold.value for r in self.edition.requirements if r.threshold and r.threshold.unit == unit
        )
        return next(bars, None)

    def count(self, number: int | Decimal) -> str:
        return self.texts.locale.number(number)

    def measure(self, finding: Finding, figure: Decimal | None) -> str:
        """A finding's figure with its unit."""
        if figure is None:
            return ""
        if is_currency(finding.unit):
            amount = self.money(figure, finding.threshold if figure is finding.measure else None)
            return self.say("amount", currency=finding.unit, amount=amount)
        return (
            self.say(f"unit.{finding.unit}", n=figure)
            if self.texts.has(f"unit.{finding.unit}")
            else (f"{self.count(figure)} {finding.unit}".strip())
        )

    def source(self, ref: str, *, assumed: bool = False, note: Mapping[str, str] | None = None) -> str:
        """Where a value comes from: the document's title, its place, and whether it is our assumption."""
        parts = (self._reference(part.strip()) for part in ref.split(";") if part.strip())
        text = "; ".join(parts)
        if assumed:
            why = self.texts.own(dict(note)) if note else ""
            return self.say("source.assumed_why" if why else "source.assumed", source=text, why=why)
        return text

    def source_of(self, source: Source) -> str:
        return self.source(source.ref, assumed=source.assumed, note=source.note)

    def _reference(self, ref: str) -> str:
        name, _, place = ref.partition(" ")
        known = self.program.references.get(name) if self.program else None
        title = self.texts.own(known.title) if known else name
        if not place:
            return title
        said = self.texts.own(known.place) if known and known.place else ""
        if said:
            place = self.texts.fill(said, n=1 if place.isdigit() else 2, place=place.replace("-", EN_DASH))
        return f"{title}, {place}"

    def evidence(self, proof: str) -> str:
        """A document or an answer as it is; a month or a day as the language writes it."""
        if MONTH.fullmatch(proof):
            return self.texts.locale.month(proof)
        return self.texts.locale.day(proof) if DAY.fullmatch(proof) else proof

    def proofs(self, found: Iterable[str]) -> str:
        """All evidence in one line: months that follow each other as one stretch."""
        every = list(found)
        if every and all(map(MONTH.fullmatch, every)):
            return self.texts.locale.months(every)
        return ", ".join(map(self.evidence, every))

    def day(self, day: date) -> str:
        return self.texts.locale.day(day)

    @property
    def program_title(self) -> str:
        return self.texts.own(self.program.title) if self.program else self.edition.program.replace("_", " ")


def _more(reason: Reason) -> Iterator[str]:
    """What a reason adds: what would be if a contested category counted, or that missing months stay at nothing."""
    if reason.code.endswith(CONTESTED):
        yield f"contested_{reason.params['contested_outcome']}"
    if reason.code.startswith(PACE) and "missing" in reason.params:
        yield "months_at_nothing"


def words_for(texts: Catalog, edition: Edition, *, program: Program | None = None) -> Words:
    """Words of an edition; a bundled program is found by its name, another one is handed in."""
    if program is None and edition.program in library.names():
        program = library.load(edition.program)
    return Words(texts, edition, program)


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency code (ISO 4217)."""
    return len(unit) == CURRENCY_LETTERS and unit.isalpha() and unit.isupper()
