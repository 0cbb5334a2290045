"""The grade of a figure's basis, and a reason for each lowering."""

from dataclasses import replace

import pytest

from directbill.core import grading
from directbill.core.findings import Reason
from directbill.core.grading import Ground
from directbill.core.ledger import Authority, DocumentState
from directbill.core.periods import Month
from directbill.core.statement import Grade
from tests.core import made

INVOICED = made.document("G1", month_basis="invoice")
GOOD = Ground(
    ((INVOICED, Authority.RECONCILIATION),), 0, (), covered=True, estimates=False, other_prices=False
)
GAP = (Month(2026, 8),)


@pytest.mark.parametrize(
    ("ground", "grade", "reasons"),
    [
        (GOOD, Grade.A, ()),
        (replace(GOOD, counted=((made.document("R1"), Authority.PROGRAM_REPORT),)), Grade.A, ()),
        (replace(GOOD, other_prices=True), Grade.A, ()),
        (
            replace(GOOD, counted=((made.document(), Authority.RECONCILIATION),)),
            Grade.B,
            (Reason("invoices_unknown", {"count": "1"}),),
        ),
        (replace(GOOD, counted=((INVOICED, Authority.COST_EXPORT),)), Grade.B, (Reason("cost_exports"),)),
        (replace(GOOD, counted=((INVOICED, Authority.DISTRIBUTOR),)), Grade.B, (Reason("distributor_files"),)),
        (replace(GOOD, rejected=3), Grade.B, (Reason("rows_rejected", {"count": "3"}),)),
        (replace(GOOD, uncategorized=7), Grade.B, (Reason("categories_unknown", {"count": "7"}),)),
        (replace(GOOD, missing=GAP), Grade.B, (Reason("months_missing", {"count": "1", "months": "2026-08"}),)),
        (
            replace(GOOD, missing=GAP, estimates=True),
            Grade.C,
            (Reason("estimates"), Reason("months_missing", {"count": "1", "months": "2026-08"})),
        ),
        (replace(GOOD, counted=(), other_prices=True), Grade.D, (Reason("only_other_prices"),)),
        (replace(GOOD, counted=()), Grade.A, ()),
        (replace(GOOD, counted=(), covered=False, other_prices=True), Grade.D, (Reason("no_documents"),)),
    ],
)  # fmt: skip
def test_the_gravest_lowering_gives_the_grade(
    ground: Ground, grade: Grade, reasons: tuple[Reason, ...]
) -> None:
    assert grading.grade(ground) == (grade, reasons)


def test_a_note_on_a_void_document_is_void_with_it() -> None:
    documents = [
        made.document("G1"),
        made.document("G2", state=DocumentState.VOID),
        made.document("N2", amends="G2"),
        made.document("N1", amends="G1"),
    ]
    assert grading.void(documents) == {"G2", "N2"}


def test_rejected_rows_lower_only_windows_they_belong_to() -> None:
    documents = [
        made.document("G1", rejected=2),
        made.document("F", rejected=4, month=None),
        made.document("G0", rejected=8, month=Month(2020, 1)),
    ]
    assert grading.rejected(documents, made.MONTHS) == 6
