"""Whether a line counts, and if not, why: one test after the other over plain charges.

The first test that applies gives the reason, in the order of `NotCounted`. Everything here but the last two steps is
independent of an edition; `reason` adds its window and its categories. A reason the format itself gives stands at
its own place in the order; one that is no known reason comes last.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from directbill.core import grading
from directbill.core.edition import RevenueRule
from directbill.core.ledger import (
    NEVER,
    Attribution,
    Authority,
    Category,
    Charge,
    Document,
    DocumentState,
    Stream,
    may_hold,
)
from directbill.core.parties import Partner, Role
from directbill.core.periods import Month, Window
from directbill.core.statement import NotCounted

RANKED = frozenset({Authority.COST_EXPORT, Authority.PROGRAM_REPORT})
"""Sources of these authorities that differ show the same sales: the one first by name counts."""
STATES = {
    DocumentState.UNBILLED: NotCounted.UNBILLED,
    DocumentState.TEST: NotCounted.TEST_DOCUMENT,
    DocumentState.VOID: NotCounted.VOID_DOCUMENT,
}
ORDER = tuple(NotCounted)
BEFORE = ORDER[: ORDER.index(NotCounted.OUTSIDE_WINDOW) + 1]
"""Reasons that need no window; a format that says a line is outside its own stands among them."""
AFTER = ORDER[len(BEFORE) :]
UNSOLD = frozenset({Attribution.BLANK, Attribution.ZERO})
"""No reseller on the line: the billed partner's own sale, if it is the company itself."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line judged without an edition. `before` and `after` are the reasons to the left and right of the window."""

    charge: Charge
    source: str
    seller: str
    """The identifier the sale belongs to."""
    before: str = ""
    after: str = ""
    detail: str = ""


def judge(
    charges: Iterable[Charge], documents: Iterable[Document], *, partner: Partner, role: Role
) -> tuple[Verdict, ...]:
    """A verdict for each line, in the lines' order."""
    known = {d.id: d for d in grading.current(documents)}
    company = _Company(partner, role)
    void = grading.void(known.values())
    first = tuple(_alone(c, known.get(c.document), c.document in void, company) for c in charges)
    covers = frozenset(
        (v.charge.month, v.seller, v.charge.stream, _rank(v)) for v in first if not v.before and not v.after
    )
    return tuple(_beside(v, covers) for v in first)


def reason(verdict: Verdict, *, rule: RevenueRule, window: Window) -> str:
    """Why the line does not count under a rule; empty where it counts."""
    if verdict.before:
        return verdict.before
    if verdict.charge.month not in window:
        return NotCounted.OUTSIDE_WINDOW.value
    if verdict.after:
        return verdict.after
    return "" if verdict.charge.category in rule.counts else NotCounted.CATEGORY.value


def told(category: str, rule: RevenueRule) -> str:
    """The category as far as anybody can tell: a word of a file that no rule and no format knows says nothing."""
    known = {*Category, *rule.counts, *(e.category for e in rule.excludes)}
    return category if category in known else Category.UNKNOWN.value


def detail(verdict: Verdict, why: str) -> str:
    """What the reason is about: the category, the attribution, the winning source."""
    if why == NotCounted.CATEGORY:
        return verdict.charge.category
    return verdict.detail if why == verdict.after else ""


def transacting(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """The lines that show a transaction, of any category and month."""
    return tuple(v for v in verdicts if not v.before and not v.after)


@dataclass(frozen=True, slots=True)
class _Company:
    partner: Partner
    role: Role

    def owns(self, identifier: str) -> bool:
        return identifier in self.partner.ids

    def valid(self, identifier: str, month: Month) -> bool:
        """A line without an identifier is the company's own by its file: it has none to be invalid."""
        if not identifier:
            return not self.partner.divided
        return any(a.valid_in(month) for a in self.partner.accounts if a.id == identifier)

    def direct(self, month: Month) -> bool:
        """Whether it may have sold directly in the month."""
        return Role.DIRECT_BILL in self.partner.asked_in(month, self.role)

    def only_direct(self, month: Month) -> bool:
        """Whether it can have sold in no other way in the month."""
        return self.partner.asked_in(month, self.role) == {Role.DIRECT_BILL}


def _alone(charge: Charge, document: Document | None, void: bool, company: _Company) -> Verdict:
    """What a line says by itself."""
    billed = charge.attribution in UNSOLD and company.owns(charge.owner)
    direct = billed and company.direct(charge.month)
    seller = charge.owner if direct else charge.account
    found = Verdict(charge, document.source if document else "", seller)
    before = _before(charge, document, void)
    if before:
        return replace(found, before=before)
    after = _after(charge, seller, direct, company)
    details: Mapping[str, str] = {
        NotCounted.UNATTRIBUTED: charge.attribution.value,
        NotCounted.ID_NOT_VALID: seller,
    }
    return replace(found, after=after, detail=details.get(after, ""))


def _before(charge: Charge, document: Document | None, void: bool) -> str:
    state = STATES.get(document.state) if document else None
    holds = {
        NotCounted.BREAKDOWN: charge.authority is Authority.BREAKDOWN,
        NotCounted.UNBILLED: state is NotCounted.UNBILLED,
        NotCounted.TEST_DOCUMENT: state is NotCounted.TEST_DOCUMENT,
        NotCounted.VOID_DOCUMENT: void,
    }
    return next((why.value for why in BEFORE if holds.get(why) or charge.not_counted == why), "")


def _after(charge: Charge, seller: str, direct: bool, company: _Company) -> str:
    holds = {
        NotCounted.UNATTRIBUTED: not direct and charge.attribution is not Attribution.OWN,
        NotCounted.ID_NOT_VALID: not company.valid(seller, charge.month),
        NotCounted.OTHER_ROLE: not company.partner.played(charge.month, company.role)
        or _sold_by_another(charge, company),
        NotCounted.PRICE_BASIS: charge.basis in NEVER,
    }
    found = (why.value for why in AFTER if holds.get(why) or charge.not_counted == why)
    return next(found, charge.not_counted)


def _sold_by_another(charge: Charge, company: _Company) -> bool:
    """For a direct-bill partner: its own identifier on a line that somebody else was billed for."""
    return company.only_direct(charge.month) and charge.owner != "" and not company.owns(charge.owner)


def _rank(verdict: Verdict) -> tuple[int, str, str]:
    """Authority first; then, where two sources show the same sales, the name; the name again to tell who won."""
    authority = verdict.charge.authority
    return authority, verdict.source if authority in RANKED else "", verdict.source


def _beside(verdict: Verdict, covers: frozenset[tuple[Month, str, Stream, tuple[int, str, str]]]) -> Verdict:
    """What a line says beside the others: a better source has the same sale.

    A line that names no account may be the sale of any of them.
    """
    if verdict.before or verdict.after:
        return verdict
    month, stream = verdict.charge.month, verdict.charge.stream
    better = [
        rank
        for of_month, seller, other, rank in covers
        if of_month == month
        and verdict.seller in (seller, "")
        and may_hold(other, stream, authority=Authority(rank[0]))
        and rank[:2] < _rank(verdict)[:2]
    ]
    return replace(verdict, after=NotCounted.OVERLAP.value, detail=min(better)[2]) if better else verdict
