"""Each text table of spec/ states one rule; the engine and the plain twin are both held to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from directbill.core import revenue
from directbill.core.exchange import Rates
from directbill.core.ledger import Attribution, Authority, Basis, DocumentState, Stream
from directbill.core.parties import Account, Partner, Role, RolePeriod
from directbill.core.periods import Month
from directbill.core.statement import Statement, StatementLine
from directbill.ledger import statement as engine
from tests.core import made
from tests.ledger.books import MadeBooks, MadeRates
from tests.ledger.references import EURO

SPEC = Path(__file__).parent / "spec"
RATES = Rates(EURO)
READ: dict[str, Callable[[str], Any]] = {
    "month": Month.parse,
    "authority": lambda text: Authority[text.upper()],
    "stream": Stream,
    "basis": Basis,
    "attribution": Attribution,
    "state": DocumentState,
    "unit_rate": lambda text: Decimal(text) if text else None,
    "own_usd": lambda text: Decimal(text) if text else None,
    "rejected": int,
    "rate_date": lambda text: date.fromisoformat(text) if text else None,
    "paid": lambda text: {"true": True, "false": False, "": None}[text],
}


@dataclass(frozen=True)
class Spec:
    claim: str
    tables: dict[str, list[list[str]]]

    def rows(self, name: str) -> list[dict[str, str]]:
        table = self.tables.get(name, [[]])
        return [dict(zip(table[0], row, strict=True)) for row in table[1:]]

    def pairs(self, name: str) -> dict[str, str]:
        return {row[0]: row[1] for row in self.tables.get(name, [])}


def read(path: Path) -> Spec:
    """The claim, then blocks of a name and its table."""
    claim, *blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    tables = {}
    for block in blocks:
        name, *rows = block.splitlines()
        tables[name.strip()] = [
            [cell.strip().replace("-", "", cell.strip() == "-") for cell in r.split("|")] for r in rows
        ]
    return Spec(claim, tables)


def value(name: str, text: str) -> Any:
    return READ.get(name, str)(text)


def ledger(spec: Spec) -> revenue.Ledger:
    charges = []
    for number, row in enumerate(spec.rows("charges"), 2):
        given = {n: value(n, t) for n, t in row.items() if n not in ("reason", "usd", "amount")}
        charges.append(made.charge(row["amount"], row=number, **given))
    documents = [
        made.document(row["id"], **{n: value(n, t) for n, t in row.items() if n != "id"})
        for row in spec.rows("documents")
    ]
    covered = spec.pairs("given").get("covered", " ".join(str(m) for m in made.WINDOW)).split()
    known = tuple(documents) or tuple(made.document(d) for d in sorted({c.document for c in charges}))
    return revenue.Ledger(tuple(charges), known, frozenset(Month.parse(m) for m in covered))


def partner(spec: Spec) -> Partner:
    given = spec.pairs("given")
    accounts = [part.split() for part in given.get("accounts", "A; B").split(";")]
    roles = [part.split() for part in given.get("roles", "").split(";") if part.strip()]
    return Partner(
        accounts=tuple(Account(a[0], **ends(a[1:], "valid_from", "valid_to")) for a in accounts),
        roles=tuple(RolePeriod(Role(r[0]), **ends(r[1:], "since", "until")) for r in roles),
        by_month=given.get("by_month") == "yes",
    )


def ends(words: list[str], since: str, until: str) -> Any:
    """`since DAY` and `until DAY` as the fields they are."""
    said = dict(zip(words[::2], words[1::2], strict=True))
    return {
        field: date.fromisoformat(said[word])
        for word, field in (("since", since), ("until", until))
        if word in said
    }


def by_twin(spec: Spec) -> tuple[Statement, tuple[StatementLine, ...]]:
    return revenue.statement(ledger(spec), rates=RATES, **asked(spec))


def by_engine(spec: Spec) -> tuple[Statement, tuple[StatementLine, ...]]:
    made_of = ledger(spec)
    books = MadeBooks(made_of.charges, made_of.documents, made_of.covered)
    rates = MadeRates(RATES)
    found = engine.statement(books, rates=rates, **asked(spec))
    return found, tuple(engine.lines(books, rates=rates, **asked(spec)))


def asked(spec: Spec) -> Any:
    role = Role(spec.pairs("given").get("role", "indirect_reseller"))
    return {"rule": made.rule(), "partner": partner(spec), "role": role, "as_of": made.AS_OF}


def figure(found: Statement, name: str) -> object:
    """What the statement shows under a name of the table."""
    first, *rest = name.split()
    if not rest:
        simple: dict[str, object] = {"paid_low": found.may_be_paid.low, "paid_high": found.may_be_paid.high}
        simple |= {
            "missing": " ".join(map(str, found.missing)),
            "note": " ".join(n.code for n in found.notes),
        }
        simple |= {"method": " ".join(str(int(r.method)) for r in found.rates), "grade": found.grade.value}
        return simple[first] if first in simple else getattr(found, first)
    if first == "month":
        return next(m.counted for m in found.months if str(m.month) == rest[0])
    if first == "if_counted":
        return dict(found.if_counted)[rest[0]]
    if first == "compare":
        by_place = {(str(c.month), c.account, c.source, c.counted_source): c for c in found.comparisons}
        comparison = by_place[rest[0], rest[1], rest[2], rest[3]]
        return " ".join(
            f"{a.normalize():f}" for a in (comparison.amount, comparison.counted) if a is not None
        )
    return next(left.amount for left in found.not_counted if (left.reason, left.detail) == (first, rest[0]))


def same(found: object, expected: str) -> bool:
    if isinstance(found, Decimal | int) and not isinstance(found, bool):
        return found == Decimal(expected)
    return expected == ("none" if found is None else str(found))


@pytest.mark.parametrize("answer", [by_twin, by_engine])
@pytest.mark.parametrize("path", sorted(SPEC.glob("*.txt")), ids=lambda p: p.stem)
def test_the_rule_holds(
    path: Path, answer: Callable[[Spec], tuple[Statement, tuple[StatementLine, ...]]]
) -> None:
    spec = read(path)
    found, lines = answer(spec)
    rows = spec.rows("charges")
    assert [line.reason for line in lines] == [row["reason"] for row in rows], spec.claim
    for line, row in zip(lines, rows, strict=True):
        assert "usd" not in row or line.usd == Decimal(row["usd"]), (spec.claim, row)
    for name, expected in spec.pairs("expect").items():
        assert same(figure(found, name), expected), (spec.claim, name, figure(found, name), expected)
