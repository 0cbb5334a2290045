"""Local accounts made by the installation itself: whole, or not at all."""

import pytest

from directbill.access import actor
from directbill.core.errors import Refusal
from directbill.ops import accounts
from directbill.ops.accounts import Wanted
from directbill.records import scope
from directbill.records.models import DeskMember, Event, Partner, Person, Representative
from directbill.records.words import DeskRole
from tests.cast import NOW

pytestmark = pytest.mark.django_db
BY = actor.system("directbill.createuser")
PASSWORD = "four words in a row"


def wanted(**more: object) -> Wanted:
    given = {"email": "Eva@example.com", "name": "Eva", "language": "cs", "password": PASSWORD, **more}
    return Wanted(**given)  # type: ignore[arg-type] # the test's own


def test_an_account_has_its_password_its_roles_and_its_company() -> None:
    made = accounts.make(wanted(desk=(DeskRole.REVIEWER,), company="Eva Example a.s."), by=BY, at=NOW)
    eva = Person.objects.get(login="eva@example.com")
    assert (eva.check_password(PASSWORD), eva.language) == (True, "cs")
    assert list(DeskMember.objects.values_list("person_id", "role")) == [(eva.id, "reviewer")]
    assert made.partner is not None
    with scope.scoped(scope.EVERYONE):
        held = Representative.objects.get(partner=made.partner)
        kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert (held.person_id, held.role) == (eva.id, "global_administrator")
    assert kinds == ["person:sign_up", "desk:appoint", "partner:register"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"password": "short"}, "password_short"),
        ({"email": "eva"}, "email_invalid"),
        ({"company": " "}, "partner_nameless"),
        ({"desk": (DeskRole.REVIEWER, DeskRole.REVIEWER)}, "desk_role_already"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(more: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        accounts.make(wanted(**more), by=BY, at=NOW)
    assert refused.value.code == code
    assert not Person.objects.exists()
    assert not DeskMember.objects.exists()
    with scope.scoped(scope.EVERYONE):
        assert not Partner.objects.exists()


def test_an_address_makes_one_account() -> None:
    accounts.make(wanted(), by=BY, at=NOW)
    with pytest.raises(Refusal) as refused:
        accounts.make(wanted(email="eva@EXAMPLE.com"), by=BY, at=NOW)
    assert refused.value.code == "account_taken"
