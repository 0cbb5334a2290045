"""The second step of a local account."""

from datetime import timedelta

from directbill.actions import second_step
from tests import cast
from tests.actions.examples import Given, example
from tests.actions.test_second_step import MOMENT, SECRET, code, turned_on


@example(second_step.add)
def _add() -> Given:
    return Given(cast.person("Eva"), secret=SECRET, code=code(MOMENT), moment=MOMENT)


@example(second_step.check)
def _check() -> Given:
    eva, _ = turned_on()
    later = MOMENT + timedelta(minutes=1)
    return Given(eva, code=code(later), moment=later)


@example(second_step.renew_codes)
def _renew_codes() -> Given:
    eva, _ = turned_on()
    return Given(eva)


@example(second_step.remove)
def _remove() -> Given:
    eva, _ = turned_on()
    return Given(eva)
