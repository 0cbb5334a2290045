"""A person ends sessions of their own."""

from allauth.usersessions.models import UserSession

from directbill.actions import session
from directbill.records.models import Person
from tests import cast
from tests.actions.examples import Given, example


def two_sessions() -> tuple[Person, UserSession]:
    eva = cast.person("Eva")
    rows = [
        UserSession.objects.create(user=eva, ip="127.0.0.1", session_key=key, user_agent="") for key in "ab"
    ]
    return eva, rows[0]


@example(session.end)
def _end() -> Given:
    eva, one = two_sessions()
    return Given(eva, session=one.pk)


@example(session.end_others)
def _end_others() -> Given:
    eva, one = two_sessions()
    return Given(eva, current=one.session_key)
