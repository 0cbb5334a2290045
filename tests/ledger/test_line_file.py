"""Lines in a file of their own: exact as they were, and every selection, page and sum as plain Python finds it."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core.money import total
from directbill.core.periods import Month
from directbill.core.statement import Method, StatementLine
from directbill.ledger import line_file
from directbill.ledger.line_file import Filter, LineFile, Share

WORDS = (
    "Suite E3",
    'Žluť "kůň"',
    "",
    "a,b;c",
    "line\nbreak",
    '\r\n,"',
    "100 %_x",
    "O'Neil\\",
    "\N{RIGHT-TO-LEFT OVERRIDE}x",
)
AMOUNTS = st.decimals(-(10**12), 10**12, places=15) | st.decimals(-(10**4), 10**4, places=2)
WORD = st.sampled_from(WORDS)
LINES = st.lists(
    st.builds(
        StatementLine,
        file=st.sampled_from(("a.csv", "b (2).csv", "é'.json")),
        row=st.integers(2, 2**31 - 1),
        document=st.sampled_from(("G001", "G002@ab", "unbilled:1")),
        month=st.builds(Month, st.integers(2024, 2026), st.integers(1, 12)),
        account=st.sampled_from(("6900001", "")),
        category=st.sampled_from(("license", "marketplace")),
        rule=st.sampled_from(("nce.1", "")),
        amount=AMOUNTS,
        currency=st.sampled_from(("USD", "EUR")),
        counted=st.booleans(),
        reason=st.sampled_from(("", "category", "overlap")),
        method=st.sampled_from((None, Method.LINE_RATE, Method.DAY_REFERENCE)),
        rate=st.none() | st.decimals(0, 10**6, places=12),
        usd=st.none() | st.decimals(-(10**12), 10**12, places=27),
        customer=WORD,
        subscription=WORD,
        product=WORD,
        charge_type=WORD,
    ),
    max_size=25,
)
FILTERS = st.builds(
    Filter,
    month=st.sampled_from(("", "2025-03", "2026-10")),
    account=st.sampled_from(("", "6900001", "' OR 1=1 --")),
    category=st.sampled_from(("", "license")),
    document=st.sampled_from(("", "G001")),
    reason=st.sampled_from(("", "overlap")),
    counted=st.sampled_from((None, True, False)),
    text=st.sampled_from(("", "suite", "kun zlut", "100 %_", "o'neil", "nothing", "BREAK G00")),
)


def plain(text: str) -> str:
    """Without case and accents."""
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in parts if not unicodedata.combining(c))


def fits(line: StatementLine, wanted: Filter) -> bool:
    columns = ("account", "category", "document", "reason")
    same = all(getattr(wanted, c) in ("", getattr(line, c)) for c in columns)
    words = (
        f"{line.product} {line.customer} {line.charge_type} {line.document} {line.subscription} {line.file}"
    )
    searched = plain(words)
    return (
        same
        and wanted.month in ("", str(line.month))
        and wanted.counted in (None, line.counted)
        and all(word in searched for word in plain(wanted.text).split())
    )


def summed(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The exact sum, unless one of the amounts is unknown."""
    every = list(amounts)
    return None if None in every else total(a for a in every if a is not None)


def written(folder: Path, lines: Iterable[StatementLine]) -> Path:
    path = folder / "lines" / "x.parquet"
    line_file.write(lines, path, workdir=folder)
    return path


@given(lines=LINES, wanted=FILTERS, most=st.integers(1, 7))
def test_every_selection_is_what_plain_python_selects_page_by_page(
    tmp_path_factory: pytest.TempPathFactory, lines: list[StatementLine], wanted: Filter, most: int
) -> None:
    path = written(tmp_path_factory.mktemp("lines"), lines)
    expected = [line for line in lines if fits(line, wanted)]
    forth: list[StatementLine] = []
    with LineFile(path) as file:
        page = file.page(wanted, most=most)
        assert page.total == len(expected)
        assert page.counted == summed(line.usd for line in expected if line.counted)
        assert page.before is None
        while True:
            forth += page.lines
            if page.after is None:
                break
            page = file.page(wanted, after=page.after, most=most)
        back = list(page.lines)
        while page.before is not None:
            page = file.page(wanted, before=page.before, most=most)
            back = [*page.lines, *back]
    assert forth == expected
    assert back == expected


@given(lines=LINES)
def test_shares_and_documents_add_up(
    tmp_path_factory: pytest.TempPathFactory, lines: list[StatementLine]
) -> None:
    with LineFile(written(tmp_path_factory.mktemp("lines"), lines)) as file:
        shares, documents = file.shares(), file.documents()
    keys = [(str(i.month), i.account, i.category, i.counted, i.reason) for i in lines]
    assert shares == tuple(Share(*key, keys.count(key)) for key in sorted(set(keys)))
    for name in {i.document for i in lines}:
        own = [i for i in lines if i.document == name]
        counted = total(i.usd or Decimal(0) for i in own if i.counted)
        amounts = {c: total(i.amount for i in own if i.currency == c) for c in {i.currency for i in own}}
        sold = documents[name]
        assert (sold.lines, sold.counted, sold.amounts) == (len(own), counted, amounts)


def line(usd: Decimal | None, *, row: int = 2, amount: Decimal = Decimal(1)) -> StatementLine:
    return StatementLine(
        "a.csv", row, "G1", Month(2026, 3), "1", "license", "r", amount, "USD", True, "", None, None, usd
    )  # fmt: skip


def test_a_line_too_large_to_be_summed_is_said_to_be_so_and_kept_exactly(tmp_path: Path) -> None:
    huge = Decimal("1E+40") + Decimal("0.01")
    with LineFile(written(tmp_path, [line(huge, amount=huge), line(Decimal(1), row=3)])) as file:
        found = file.page(Filter())
        assert (found.total, found.counted, found.lines[0].usd) == (2, None, huge)
        assert file.documents()["G1"].amounts == {"USD": None}


def test_one_line_is_found_by_its_place_and_no_other(tmp_path: Path) -> None:
    with LineFile(written(tmp_path, [line(Decimal(1), row=2), line(Decimal(2), row=3)])) as file:
        assert (file.one("a.csv", 3), file.one("a.csv", 4), file.one("' OR true --", 3)) == (
            line(Decimal(2), row=3), None, None,
        )  # fmt: skip


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> Iterable[StatementLine]:
        yield line(Decimal(1))
        raise RuntimeError("the ledger broke")

    with pytest.raises(RuntimeError):
        written(tmp_path, broken())
    assert list((tmp_path / "lines").iterdir()) == []


def test_equal_lines_have_equal_digests(tmp_path: Path) -> None:
    lines = [line(Decimal(n), row=n) for n in range(2, 900)]
    digests = {
        line_file.write(lines, tmp_path / name, workdir=tmp_path) for name in ("a.parquet", "b.parquet")
    }
    assert len(digests) == 1
