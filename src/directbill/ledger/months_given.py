"""The billing months a user gives: by a document's number or id, or by the name of a file that is one document."""

from collections.abc import Iterable, Mapping, Sequence

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.periods import Month
from directbill.ledger.register import Entry, Key

MOST_NAMED = 5


def resolve(
    months: Mapping[str, Month], *, documents: Iterable[Entry], files: Mapping[str, Sequence[Entry]]
) -> dict[Key, Month]:
    """Which documents the given months are for; names nothing is called by are left out.

    A name is a document's number or id before it is a file's. Of a file with several documents each has its own
    month, so its name is refused (`month_of_several`), unless the rows tell no month at all.
    """
    every = tuple(documents)
    found: dict[Key, Month] = {}
    faults: list[Fault] = []
    for name, month in months.items():
        meant = [e for e in every if name in (e.number, e.id)] or files.get(name, ())
        by_file = not any(name in (e.number, e.id) for e in meant)
        if by_file and len({e.key for e in meant}) > 1 and any(e.votes for e in meant):
            faults.append(_several(name, meant))
        found |= {e.key: month for e in meant}
    if faults:
        raise Refusal(*faults)
    return found


def _several(name: str, meant: Sequence[Entry]) -> Fault:
    ids = sorted({e.id for e in meant})
    more = ", …" if len(ids) > MOST_NAMED else ""
    params = {"count": str(len(ids)), "documents": ", ".join(ids[:MOST_NAMED]) + more, "first": ids[0]}
    return Fault("month_of_several", Place(), name, params)
