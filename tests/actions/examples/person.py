"""People come, sign in, and keep their own account."""

from uuid import UUID

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import person
from directbill.actions.person import Proved, Told
from directbill.actions.shape import people
from directbill.records.models import Person
from directbill.records.words import Proof
from tests import cast
from tests.actions.examples import Given, example

PASSWORD = "four words in a row"
PROVED = Proved(methods="password", administrator=Proof.DECLARED)


def newcomer() -> Actor:
    return actor.themselves(UUID(int=7), name="Eva", request="req-new")


def local() -> Person:
    eva = cast.person("Eva")
    eva.set_password(PASSWORD)
    eva.save()
    return eva


@example(person.join)
def _join() -> Given:
    return Given(newcomer(), told=Told(login="https://id.example|1", key="1", name="Eva"), language="cs")


@example(person.sign_up)
def _sign_up() -> Given:
    told = Told(login="", name="Eva", email="eva@example.com")
    return Given(newcomer(), told=told, password=PASSWORD, language="en")


@example(person.sign_in)
def _sign_in() -> Given:
    return Given(local(), proved=PROVED, told=None)


@example(person.change_password)
def _change_password() -> Given:
    return Given(local(), old=PASSWORD, new=f"{PASSWORD} more")


@example(person.ask_reset)
def _ask_reset() -> Given:
    local()
    return Given(actor.system("forgotten_password"), email="eva@example.com")


@example(person.reset_password)
def _reset_password() -> Given:
    eva = local()
    return Given(eva, token=people.reset_token(eva), new=f"{PASSWORD} more")


@example(person.confirm)
def _confirm() -> Given:
    return Given(local(), password=PASSWORD)


@example(person.confirm_with_provider)
def _confirm_with_provider() -> Given:
    return Given(cast.person("Eva"), proved=PROVED)
