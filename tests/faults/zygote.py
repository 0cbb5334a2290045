"""A process that is ready to work and makes copies of itself to be killed: a copy costs milliseconds.

It is told on its standard input, a line of JSON each, and answers the same way:

    {"do": "count"}                                       the boundaries a whole run crosses
    {"do": "kill", "at": 7, "side": "before"}             a run that kills itself there
    {"do": "race", "workers": 2, "after": [0.02, 0.05]}   runs at once, each killed after so many seconds
    {"do": "run"}                                         a run to its end
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django


def outbox() -> None:
    """What the jobs do: take up what a dead sender left, then send what is due."""
    from django.conf import settings

    from directbill.access import actor
    from directbill.gateways import clock
    from directbill.gateways.mail import carrier
    from directbill.ops import outbox as box

    by = actor.system("directbill.send")
    carries = carrier(settings.EMAIL_URL, Path(settings.MAIL_FOLDER))
    sender = box.Sender(carrier=carries, by=by, clock=clock.now)
    box.settle(sender)
    for key in box.due():
        box.deliver(key, sender)


def marked_before_sent() -> None:
    """The same with a known fault: messages are marked before they are sent."""
    from directbill.ops import outbox as box

    sent, mail = box._sent, box._mail

    def mark_first(claim: Any) -> Any:
        sent(claim, claim.queued_at)
        return mail(claim)

    box._mail = mark_first
    outbox()


WORKS: dict[str, Callable[[], None]] = {"outbox": outbox, "marked_before_sent": marked_before_sent}


def copy(work: Callable[[], None], at: int = -1, side: str = "before") -> int:
    """A copy of this process at work; its number."""
    child = os.fork()
    if child:
        return child
    from tests.faults.boundaries import Boundaries

    crossed = Boundaries(at, side).crossed
    try:
        work()
        Path(os.environ["CROSSED"]).write_text(json.dumps(crossed))
        os._exit(0)
    except BaseException:  # noqa: BLE001 - a copy must never return to the loop of its parent
        sys.excepthook(*sys.exc_info())
        os._exit(1)


def ended(child: int) -> int:
    """How a copy ended: 0, or the negative number of the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def raced(work: Callable[[], None], after: list[float]) -> list[int]:
    """Copies at once, each killed after so many seconds unless it has ended."""
    began = time.monotonic()
    children = [(seconds, copy(work)) for seconds in after]
    for seconds, child in sorted(children):
        time.sleep(max(0.0, began + seconds - time.monotonic()))
        os.kill(child, signal.SIGKILL)
    return [ended(child) for _, child in children]


def obey(order: dict[str, Any], work: Callable[[], None]) -> dict[str, Any]:
    match order["do"]:
        case "race":
            return {"ended": raced(work, order["after"])}
        case "kill":
            return {"ended": [ended(copy(work, order["at"], order["side"]))]}
        case _:
            return {
                "ended": [ended(copy(work))],
                "crossed": json.loads(Path(os.environ["CROSSED"]).read_text()),
            }


def main() -> None:
    django.setup()
    import directbill.ops.outbox  # noqa: F401 - loaded once, not by each copy

    work = WORKS[sys.argv[1]]
    for line in sys.stdin:
        print(json.dumps(obey(json.loads(line), work)), flush=True)


if __name__ == "__main__":
    main()
