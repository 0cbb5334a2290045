"""The receipt of many documents costs no more per document than that of a few."""

import cProfile
import pstats
from decimal import Decimal
from pathlib import Path

from tests.fixtures import invoices
from tests.fixtures.bill import charge, recon
from tests.ledger.reading import load


def calls(folder: Path, count: int) -> int:
    """Python calls of an import of this many documents, each with its invoice."""
    numbers = [f"G{n:06}" for n in range(count)]
    listed = [invoices.Invoice(n, "2026-03", Decimal(1)) for n in numbers]
    files = {
        "recon.csv": recon(*(charge("1.00", InvoiceNumber=n) for n in numbers)),
        "invoices.json": invoices.page(listed),
    }
    with cProfile.Profile() as profile:
        found = load(folder, files)
    assert len(found.documents) == count
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def test_the_work_grows_with_the_documents_and_no_faster(tmp_path: Path) -> None:
    few, many = calls(tmp_path, 100), calls(tmp_path, 800)
    assert many < 9 * few
