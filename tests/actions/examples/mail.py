"""What became of a message about a partner."""

from directbill.access import actor
from directbill.actions import mail
from directbill.ops import outbox
from tests import cast
from tests.actions.examples import Given, example
from tests.ops.sending import Scripted, queued, sender

BY = actor.system("directbill.send")


@example(mail.bounce)
def _bounce() -> Given:
    partner = cast.applicant().partner.id
    key = queued(partner=partner)
    outbox.deliver(key, sender(Scripted()))
    return Given(BY, of=partner, message=key, failure="550 5.1.1 no such mailbox")


@example(mail.doubt)
def _doubt() -> Given:
    partner = cast.applicant().partner.id
    key = queued(partner=partner)
    outbox._claim(key)
    return Given(BY, of=partner, message=key, failure="the line broke")
