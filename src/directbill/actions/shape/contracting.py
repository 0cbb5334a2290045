"""The days of a support plan's contract: held when it is recorded, watched from when it is confirmed."""

from datetime import datetime

from directbill.actions.shape import letters, links
from directbill.actions.shape.steps import Case, Deed
from directbill.core import contracting
from directbill.core.application import State
from directbill.core.contracting import Contract
from directbill.core.findings import Turn
from directbill.core.work import Work
from directbill.queries import contracts, days
from directbill.records.models import Item, Notice


def hold(  # sentence: whose case, which item, what was done
    case: Case, row: Item, deed: Deed, *, at: datetime
) -> None:
    """Refuse a contract that is over or ends before it begins; the last day of the one that counts is the clock's.

    A renewal follows the old contract without a gap.

    Done after the step and within its transaction: what cannot be done at all is refused before, and for that.
    """
    rule = case.desk.contract
    if rule is None or row.work != Work.CONTRACT:
        return
    found = contracts.standing(row, case.desk)
    if found.waits is not None and deed.verb in contracting.RECORDS:
        refusal = contracting.objection(rule, found.waits, on=days.of(at))
        if refusal is None and found.counts is not None:
            refusal = contracting.renewal_objection(rule, found.waits, old=found.counts)
        if refusal is not None:
            raise refusal
    if row.turn == Turn.NOBODY and found.counts is not None:
        row.due = found.counts.end
        row.save(update_fields=["due"])


def told(row: Item, found: Contract, *, at: datetime) -> list[Notice]:
    """Ask for the renewal of a contract. It is asked for once; of a company that is enrolled, by a message."""
    owner = row.application
    enrolled = owner.state == State.ENROLLED
    page = "messages/" if enrolled else f"progress/{row.key}/"
    path = f"/c/{owner.partner.reference}/applications/{owner.reference}/{page}"
    values = {
        "today": days.of(at).isoformat(),
        "end": found.end.isoformat(),
        "left": str((found.end - days.of(at)).days),
        "url": links.to(path),
    }
    occasion = f"{row.key}:{found.end.isoformat()}"
    kind = contracts.ENDS if enrolled else contracts.RENEW
    return letters.told(kind, owner, at=at, values=values, occasion=occasion, due=found.end)
