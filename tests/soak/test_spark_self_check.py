"""The self-check's measures give on Spark the rows they give on DuckDB, to the last digit, each from the one before."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from directbill.core.parties import Role
from directbill.core.statement import NotCounted
from directbill.ledger import groups
from tests.ledger import chance
from tests.ledger.books import MadeBooks
from tests.soak import odd_ledger
from tests.soak.engines import Rows, exactly, hand_over, on_duckdb, on_spark, rows

pytestmark = pytest.mark.soak
PARAMETERS = ("known_documents", "own_ids", "valid_ids", "role_months", "asked")
CHAIN = ("judged", "sums", "beaten")
ANSWERS = ("groups", "lines", "months")
QUESTIONS = [*((seed, Role.INDIRECT_RESELLER) for seed in (1, 2, 10)), (2, Role.DIRECT_BILL)]
LINES, REST = 15, 17
"""Where `sums` has them."""
Answers = dict[str, Rows]


@dataclass(frozen=True)
class Both:
    duckdb: Answers
    spark: Answers


def ask(spark: Any, question: tuple[int, Role], folder: Path) -> Both:
    seed, role = question
    laid = odd_ledger.ledger(range(seed * 100, seed * 100 + 8))
    books = MadeBooks(laid.charges, laid.documents, laid.covered)
    groups.read(books, partner=chance.company(seed), role=role)
    hand_over(books.connection(), spark, ("charges", *PARAMETERS), folder)
    by_spark: Answers = {}
    for measure in CHAIN:
        frame = on_spark(spark, measure).cache()
        frame.createOrReplaceTempView(measure)
        by_spark[measure] = rows(frame)
    by_spark |= {measure: rows(on_spark(spark, measure)) for measure in ANSWERS}
    return Both({m: on_duckdb(books.connection(), m) for m in (*CHAIN, *ANSWERS)}, by_spark)


@pytest.fixture(scope="module")
def asked(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> list[Both]:
    return [ask(spark, question, tmp_path_factory.mktemp("asked")) for question in QUESTIONS]


@pytest.mark.parametrize("measure", [*CHAIN, *ANSWERS])
def test_spark_gives_the_rows_of_duckdb(asked: list[Both], measure: str) -> None:
    assert [exactly(b.spark[measure]) for b in asked] == [exactly(b.duckdb[measure]) for b in asked]


def test_spark_gives_the_lines_in_the_order_of_duckdb(asked: list[Both]) -> None:
    assert [b.spark["lines"] for b in asked] == [b.duckdb["lines"] for b in asked]


def test_the_ledgers_asked_have_every_reason_for_not_counting(asked: list[Both]) -> None:
    found = {reason for both in asked for line in both.spark["lines"] for reason in line[13:15]}
    assert found >= {r.value for r in NotCounted}


def test_the_ledgers_asked_have_sources_outranked_by_the_better_and_by_their_like(asked: list[Both]) -> None:
    authorities = {row[3] for both in asked for row in both.spark["beaten"]}
    assert authorities == {2, 3, 4}


def test_the_ledgers_asked_have_sums_of_digits_beyond_four_places(asked: list[Both]) -> None:
    sums = [row for both in asked for row in both.spark["sums"]]
    assert max(abs(row[REST]) for row in sums if row[LINES] > 1 and row[REST]) > 10**14
