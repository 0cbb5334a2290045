"""What files do not say can be settled, and nothing that nobody could mean."""

from decimal import Decimal

import pytest

from directbill.actions.shape.settled import Settled
from directbill.core.errors import Fault, Place
from directbill.queries import receipts
from directbill.records.words import ImportState
from tests.actions import ledgers
from tests.actions.ledgers import LATER
from tests.actions.sent import refused
from tests.fixtures.bill import charge, invoice, recon

pytestmark = pytest.mark.django_db


def test_what_files_do_not_say_can_be_settled_and_then_they_are_read() -> None:
    company = ledgers.company()
    bad = {"a.csv": recon(charge("1.00"), charge("2.00", Subtotal=""))}
    done = ledgers.imported(company, bad)
    assert done.state == ImportState.REFUSED
    settled = Settled(accept_rejects=True, months={invoice("2026-03"): "2026-05"})
    again = ledgers.settle(company, done, settled)
    assert (again.state, again.faults, again.settled["months"]) == (
        ImportState.RECEIVED, None, {invoice("2026-03"): "2026-05"},
    )  # fmt: skip
    read = ledgers.read(company, again, at=LATER)
    receipt = receipts.read(read.receipt)
    assert (read.state, receipt.kept, receipt.rejected) == (ImportState.READ, 1, 1)
    assert ledgers.months(company) == {"2026-05": Decimal(1)}
    assert refused(lambda: ledgers.settle(company, read, settled)) == (
        Fault("ledger_not_refused", Place(), "read"),
    )


@pytest.mark.parametrize(("settled", "code"), [
    (Settled(months={"G1": "2026-13"}), "month_unreadable"),
    (Settled(months={str(n): "2026-01" for n in range(201)}), "ledger_settled_too_much"),
    (Settled(newer=("x" * 300,)), "text_too_long"),
    (Settled(document="a\0b"), "text_unseen"),
])  # fmt: skip
def test_what_cannot_be_meant_is_not_settled(settled: Settled, code: str) -> None:
    company = ledgers.company()
    faults = refused(lambda: ledgers.received(company, {"a.csv": ledgers.ENOUGH}, settled=settled))
    assert [fault.code for fault in faults] == [code]
    assert ledgers.kept_files(company) == []
