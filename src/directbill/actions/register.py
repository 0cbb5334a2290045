"""Outside registers, asked about a company by somebody of the desk. What they say is kept, and decides nothing."""

from datetime import datetime

from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.shape import asking, audit, work
from directbill.actions.shape.steps import Which
from directbill.core.registers import Kind
from directbill.gateways import registries
from directbill.records.models import RegisterAnswer


def ask(*, which: Which, kind: Kind, by: Actor, at: datetime) -> RegisterAnswer:
    """Ask a register and keep what it said, or that it was silent: that is an answer too.

    Refuses `register_no_number` and `register_elsewhere`. Nothing is locked while it is asked.
    """
    about = asking.prepared(which, kind, by=by)
    answer = registries.ask(about.question(at))
    with work.on(by, Permission.REGISTER_ASK, which.partner):
        kept = asking.keep(about, answer, by=by, at=at)
        audit.write(
            "register:ask",
            by=by,
            at=at,
            subject=("item", f"{about.owner.reference}/{which.key}"),
            partner=which.partner,
            changes=audit.changed({}, {"register": kind.value, "outcome": answer.outcome.value}),
            edition=about.owner.edition,
        )
    return kept
