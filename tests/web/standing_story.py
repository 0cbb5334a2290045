"""What the story of every page tells of standing: a company enrolled 200 days ago, restricted for 15 days.

The desk proposes another restriction, which waits for a second person.
"""

from datetime import datetime, timedelta

from directbill.actions import enrollment, restriction
from directbill.core.application import State
from directbill.core.findings import Turn
from directbill.core.periods import Month
from directbill.records import scope
from directbill.records.models import Account, Application, Signal
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import applying, ledgers
from tests.actions.applying import put_back
from tests.actions.deciding import Deciding
from tests.actions.enrolled import CLOCK, Enrolled
from tests.cast import Applicant
from tests.fixtures.bill import charge, recon
from tests.web import departing_story

ENROLLED, ANNOUNCED, RESTRICTED = (timedelta(days=days) for days in (200, 45, 15))


def bills(now: Month) -> bytes:
    """Alpha pays a year ahead, Beta month by month; Gamma was cancelled half a year ago; one line names nobody."""
    yearly = {"BillingFrequency": "Annual", "TermAndBillingCycle": "One-Year commitment for yearly billing"}
    monthly = {"BillingFrequency": "Monthly"}
    rows = [charge("1200.00", str(now.plus(-11)), CustomerId="alpha", SubscriptionId="a1", **yearly)]
    rows += [
        charge("50.00", str(now.plus(-n)), CustomerId="beta", SubscriptionId="b1", **monthly)
        for n in (3, 2, 1)
    ]
    rows += [charge("70.00", str(now.plus(-6)), CustomerId="gamma", SubscriptionId="g1", **monthly)]
    rows += [charge("9.00", str(now.plus(-1)), CustomerId="", SubscriptionId="", **monthly)]
    return recon(*rows)


def told(company: Applicant, at: datetime) -> dict[str, str]:
    """The reference of its enrollment, which has one restriction, and one that is proposed; and a signal about it."""
    ledgers.imported(company, {"bills.csv": bills(Month.of(at.date()))}, at=at)
    app = applying.begun(company)
    with scope.scoped(scope.EVERYONE):
        account = Account.objects.filter(partner=company.partner)[0]
    applying.say(app, "accounts", {"region": "europe", "account": str(account.id)})
    record: Application = app.record
    record.state, record.closed_at = State.ENROLLED, at - ENROLLED
    put_back(record)
    row = enrollment.begin(application=record.id, by=CLOCK, at=at - ENROLLED)
    found = Enrolled(Deciding(app, at), row.id)
    found.announced(at=at - ANNOUNCED)
    restriction.take(restriction=found.restriction().id, by=CLOCK, at=at - RESTRICTED)
    rea = cast.later(cast.acting(cast.at_desk("Rea", DeskRole.REVIEWER)), at)
    text = "Two reminders were not answered."
    restriction.propose(
        enrollment=row.id, signal="invoice_overdue", subject="G0012345", text=text, by=rea, at=at
    )
    departing_story.moves(found, at)
    with scope.scoped(scope.EVERYONE):
        noticed = Signal.objects.create(
            partner=company.partner,
            enrollment_id=row.id,
            kind="credit_85",
            subject="limit",
            params={"percent": "88", "used": "44000", "limit": "50000", "currency": "USD"},
            turn=Turn.APPLICANT,
            since=at.date(),
            due=at.date() + timedelta(days=30),
            raised_at=at,
        )
    return {"enrolled": str(found.row.reference), "signal": str(noticed.id)}
