"""One question, one answer: which edition, which role, whose lines, from files or the stored ledger."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.fixtures import cast
from tests.fixtures.bill import charge, recon, year
from tests.judge import put

from directbill.core.errors import Refusal
from directbill.core.money import total
from directbill.core.parties import Account, Partner, Role, RolePeriod
from directbill.ledger.attribution import Scope
from directbill.ledger.import_options import ImportOptions
from directbill.ledger.imports import read_files
from directbill.ledger.store import Store
from directbill.programs import library
from directbill.queries import evaluation
from directbill.queries.evaluation import Evaluated, Question

AS_OF = date(2026, 11, 22)
OWN = Partner(accounts=(Account(cast.OWN),))


def question(folder: Path, *, files: dict[str, bytes] | None = None, partner: Partner = OWN) -> Question:
    paths = tuple(put(folder, files or {}))
    return Question(
        program=library.load(), partner=partner, as_of=AS_OF, folder=folder / "ledger", paths=paths
    )


@contextmanager
def answered(asked: Question) -> Iterator[Evaluated]:
    with evaluation.evaluated(asked) as found:
        yield found


def code(asked: Question) -> str:
    with pytest.raises(Refusal) as caught, answered(asked):
        pass
    return caught.value.code


def test_files_are_evaluated_and_every_line_stands_behind_the_figure(tmp_path: Path) -> None:
    with answered(
        question(tmp_path, files={"a.csv": recon(*year("30000.00"), charge("5.00", InvoiceNumber=""))})
    ) as found:
        statement = found.evaluation.facts.statement
        assert statement is not None
        lines = list(found.lines())
        assert (statement.counted, len(lines)) == (Decimal("360000.00"), 13)
        assert total(line.usd or Decimal(0) for line in lines if line.counted) == statement.counted
        assert found.receipt is not None
        assert (found.receipt.kept, [e.name for e in tmp_path.iterdir()]) == (13, ["a.csv"])


def test_the_edition_in_force_on_the_day_applies_and_the_next_is_said(tmp_path: Path) -> None:
    asked = question(tmp_path, files={"a.csv": recon(*year("1.00"))})
    editions = [e.name for e in library.load().editions]
    with answered(asked) as found:
        coming = found.evaluation.next_edition
        assert coming is not None
        assert [found.evaluation.edition.name, coming.edition.name] == editions[-2:]
    with answered(replace(asked, edition=editions[-1])) as found:
        assert (found.evaluation.edition.name, found.evaluation.next_edition) == (editions[-1], None)
    with answered(replace(asked, as_of=date(2021, 1, 1))) as found:
        assert found.evaluation.edition.name == editions[1]


def test_an_edition_that_is_not_there_and_a_day_before_the_first_are_refused(tmp_path: Path) -> None:
    asked = question(tmp_path, files={"a.csv": recon(*year("1.00"))})
    assert code(replace(asked, edition="1999-01-01")) == "edition_unknown"
    assert code(replace(asked, as_of=date(2017, 1, 1))) == "edition_none_yet"


@pytest.mark.parametrize(
    ("roles", "asked_for", "taken"),
    [
        ((), None, Role.INDIRECT_RESELLER),
        ((RolePeriod(Role.DIRECT_BILL, date(2026, 1, 1)),), None, Role.DIRECT_BILL),
        ((RolePeriod(Role.DIRECT_BILL, None, date(2026, 11, 21)),), None, Role.INDIRECT_RESELLER),
        ((RolePeriod(Role.DIRECT_BILL, date(2026, 11, 23)),), None, Role.INDIRECT_RESELLER),
        ((RolePeriod(Role.DIRECT_BILL),), Role.INDIRECT_RESELLER, Role.INDIRECT_RESELLER),
    ],
)
def test_the_role_asked_for_wins_then_the_company_s_own_on_the_day(
    tmp_path: Path, roles: tuple[RolePeriod, ...], asked_for: Role | None, taken: Role
) -> None:
    asked = question(tmp_path, files={"a.csv": recon(*year("1.00"))}, partner=replace(OWN, roles=roles))
    with answered(replace(asked, role=asked_for)) as found:
        assert found.evaluation.facts.role is taken


def test_the_only_company_in_the_files_is_taken_and_said_to_be_assumed(tmp_path: Path) -> None:
    asked = question(tmp_path, files={"a.csv": recon(*year("1.00"))}, partner=Partner(name="A"))
    with answered(asked) as found:
        partner = found.evaluation.facts.partner
        assert (partner.name, partner.ids, partner.ids_assumed) == ("A", (cast.OWN,), True)


def test_of_several_companies_in_the_files_none_is_taken(tmp_path: Path) -> None:
    files = {"a.csv": recon(charge("1.00"), charge("2.00", reseller=cast.RIVAL))}
    assert code(question(tmp_path, files=files, partner=Partner())) == "ids_ambiguous"


def test_the_stored_ledger_answers_for_those_it_was_read_for(tmp_path: Path) -> None:
    asked = question(tmp_path)
    assert code(asked) == "ledger_empty"
    paths = put(tmp_path, {"a.csv": recon(*year("100.00"))})
    with Store(asked.folder) as store:
        read_files(paths, store=store, scope=Scope(frozenset({cast.OWN})), options=ImportOptions())
    with answered(asked) as found:
        statement = found.evaluation.facts.statement
        assert statement is not None
        assert (statement.counted, found.receipt) == (Decimal("1200.00"), None)
    with answered(replace(asked, partner=Partner())) as found:
        assert (found.evaluation.facts.partner.ids, found.evaluation.facts.partner.ids_assumed) == (
            (cast.OWN,),
            True,
        )
    assert code(replace(asked, partner=Partner(accounts=(Account(cast.RIVAL),)))) == "ledger_other_ids"
