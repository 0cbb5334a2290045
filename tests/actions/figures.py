"""A ledger that was evaluated, without reading a file: the record an import ends with."""

from datetime import date
from uuid import UUID

from directbill.core.evaluation import Facts, Tenure
from directbill.core.parties import Partner, Role
from directbill.documents import facts as written
from directbill.queries import program
from directbill.records import scope
from directbill.records.models import Evaluation
from tests.cast import NOW
from tests.core import made


def tenure(months: int) -> Tenure:
    """So many different months with revenue, up to the last closed one."""
    found = tuple(made.LAST.plus(-n) for n in reversed(range(months)))
    return Tenure(
        distinct=months,
        since_first=months,
        longest_run=months,
        first=found[0],
        last=found[-1],
        months=found,
        uncovered=(),
        first_declared=None,
        earlier_covered=True,
    )


def evaluated(
    partner: UUID, *, counted: str = "450000", months: int = 26, on: date = made.AS_OF
) -> Evaluation:
    """The partner's newest evaluation: so much revenue, so many months as a reseller."""
    edition = program.in_force(on)
    statement = made.statement(counted)
    facts = Facts(Partner("Made"), Role.INDIRECT_RESELLER, on, statement, tenure(months))
    data = {
        "facts": written.written(facts),
        "prepayments": [],
        "editions": {},
        "covered": [str(month) for month in facts.tenure.months] if facts.tenure else [],
        "documents": [],
        "lost": {},
    }
    with scope.scoped(scope.partner(partner)):
        return Evaluation.objects.create(
            partner_id=partner,
            program=edition.program,
            edition=edition.name,
            edition_digest=edition.digest,
            as_of=on,
            outcome="undecided",
            cause="import",
            facts=data,
            facts_digest=written.digest(data),
            engine="made",
            made_at=NOW,
        )
