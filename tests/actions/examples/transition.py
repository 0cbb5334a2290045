"""A transition asked for, decided, answered by the provider, and completed."""

from directbill.actions import transition
from tests.actions import leaving
from tests.actions import transition as made
from tests.actions.enrolled import CLOCK, Enrolled, later, quick, reviewer
from tests.actions.examples import Given, example


def approved() -> Enrolled:
    found = quick()
    made.asked(found)
    made.decided(found, "approve")
    return found


@example(transition.ask)
def _ask() -> Given:
    found = quick()
    return Given(found.ada, which=leaving.which(found), values=made.ASKED)


@example(transition.decide)
def _decide() -> Given:
    found = quick()
    made.asked(found)
    return Given(reviewer(), which=made.which(found), verb="approve", text="")


@example(transition.name_provider)
def _name_provider() -> Given:
    found = approved()
    return Given(found.ada, which=made.which(found), values=made.PROVIDER)


@example(transition.withdraw)
def _withdraw() -> Given:
    found = approved()
    return Given(found.ada, which=made.which(found), text="")


@example(transition.finish)
def _finish() -> Given:
    found = made.moving(quick())
    return Given(found.ada, which=made.which(found))


@example(transition.accept)
def _accept() -> Given:
    held = made.named(approved())
    return Given(made.provider(held), link=held.id, of=held.partner_id, name="Lea Example")


@example(transition.lapse)
def _lapse() -> Given:
    held = made.named(approved())
    return Given(CLOCK, link=held.id, of=held.partner_id, at=later(30))


@example(transition.decline)
def _decline() -> Given:
    held = made.named(approved())
    return Given(made.provider(held), link=held.id, of=held.partner_id, reason="Another region.")
