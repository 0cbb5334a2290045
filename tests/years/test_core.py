"""Ten years by the core alone: the same seed gives the same hash, and nothing comes too early or unannounced."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest

from directbill.core import enrollment
from directbill.core.enrollment import State
from tests.years import core
from tests.years.partner import Partner

COUNT = 40


@pytest.fixture(scope="module")
def lives() -> list[Partner]:
    return list(core.partners(COUNT, seed=7))


def days(found: Partner, pattern: str) -> list[tuple[date, str]]:
    rows = (line.split(" ", 1) for line in found.happened)
    return [(date.fromisoformat(day), said) for day, said in rows if re.match(pattern, said)]


def test_the_same_seed_gives_the_same_hash_and_another_seed_another() -> None:
    first, again, other = (core.run(10, seed=seed).digest for seed in (1, 1, 2))
    assert (first == again, first == other) == (True, False)


def test_no_partner_is_restricted_sooner_than_thirty_days_after_it_was_announced(
    lives: list[Partner],
) -> None:
    early = []
    for found in lives:
        for row in found.course.restrictions:
            told = next(day for day, said in days(found, "announced") if f"announced {row.cause}:" in said)
            taken = [
                day for day, said in days(found, "(take_step|revoke)") if said.endswith(f" {row.number}")
            ]
            early += [(found.number, row.number) for day in taken if day < told + timedelta(days=30)]
    assert early == []


def test_the_reviews_of_a_partner_are_a_year_apart_and_open_ninety_days_ahead(lives: list[Partner]) -> None:
    for found in lives:
        opened = days(found, "review of")
        due = [date.fromisoformat(said.split(" ")[2]) for _, said in opened]
        assert [day for day, _ in opened] == [day - timedelta(days=90) for day in due]
        first, *later = [(b - a).days for a, b in pairwise(due)] or [365]
        assert set(later) <= {365, 366}
        assert 365 <= first <= 365 + 31, "the later edition counts to the end of the month"


def test_every_partner_moves_to_the_later_edition_at_its_first_review(lives: list[Partner]) -> None:
    moved = {said.rsplit(" ", 1)[1] for found in lives for _, said in days(found, "renewed under")[:1]}
    assert moved == {"2025-10-01"}


def test_a_history_has_no_gap_and_is_never_worse_by_more_than_the_ladder_allows(lives: list[Partner]) -> None:
    for found in lives:
        spans = enrollment.spans(found.changes)
        assert [s.since for s in spans[1:]] == [s.until + timedelta(days=1) for s in spans if s.until]
        steps = pairwise(spans)
        revoked = [before.state for before, after in steps if after.state is State.REVOKED]
        assert set(revoked) <= {State.SUSPENDED, State.RESTRICTED}


def test_the_years_show_everything_that_can_become_of_a_partner(lives: list[Partner]) -> None:
    verbs = {said.split(" ")[0] for found in lives for _, said in days(found, ".")}
    assert {
        "renewed",
        "announced",
        "take_step",
        "revoke",
        "claim_cure",
        "lift",
        "take_effect",
        "settle",
    } <= verbs
    assert len({found.course.state for found in lives}) >= 2
