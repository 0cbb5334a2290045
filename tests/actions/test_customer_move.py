"""Customers of a transition: listed, moved in order, and sent back by the desk with a reason."""

import pytest

from directbill.actions import transition
from directbill.core.errors import Refusal
from tests import cast
from tests.actions import transition as made
from tests.actions.enrolled import Enrolled, quick, reviewer
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Enrolled:
    return made.moving(quick(), "Fabrikam", "Northwind")


def refusal(found: Enrolled, verb: str, number: int = 1, **more: object) -> Refusal:
    with pytest.raises(Refusal) as refused:
        made.did(found, number, verb, **more)
    return refused.value


def test_a_customer_is_listed_once_and_one_removed_can_be_listed_again(found: Enrolled) -> None:
    assert made.listed(found, "Fabrikam", " Fabrikam ") == []
    made.did(found, 1, "remove")
    assert [(row.number, row.name) for row in made.listed(found, "Fabrikam")] == [(3, "Fabrikam")]
    with pytest.raises(Refusal) as refused:
        made.listed(found, " ")
    assert refused.value.code == "customer_name_missing"


def test_consent_and_agreement_are_kept_as_they_were_recorded(found: Enrolled) -> None:
    made.did(found, 1, "record_consent", values=made.CONSENT)
    row = made.did(found, 1, "confirm_agreement", values=made.AGREED)
    assert (row.state, row.consent, row.agreement) == ("agreed", made.CONSENT, made.AGREED)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"consented_on": "2026-01-04"}, "move_consent_first"),
        ({"informed_on": "2030-01-04", "consented_on": "2030-01-04"}, "move_day_ahead"),
        ({"agreement": "perhaps"}, "answer_not_offered"),
    ],
)
def test_a_consent_that_cannot_be_is_refused(found: Enrolled, values: dict[str, str], code: str) -> None:
    assert refusal(found, "record_consent", values={**made.CONSENT, **values}).code == code


def test_nothing_is_transferred_that_may_not_be(found: Enrolled) -> None:
    made.did(found, 1, "record_consent", values=made.CONSENT)
    made.did(found, 1, "confirm_agreement", values=made.AGREED)
    lines = [{**made.LINES[1], "way": "transfer"}]
    refused = refusal(found, "plan", values={"lines": lines})
    assert [(f.code, f.place.row, f.place.column) for f in refused.faults] == [
        ("move_not_transferable", 1, "lines.way")
    ]


def test_the_desk_sends_back_and_the_company_is_told(found: Enrolled) -> None:
    made.moved(found, 1)
    row = made.did(found, 1, "send_back", by=reviewer(), text="The second line is not expired.")
    assert (row.state, row.turn) == ("planned", "applicant")
    assert found.letters().count("customer_sent_back") == 1


def test_nobody_moves_a_customer_before_the_provider_accepted() -> None:
    early = quick()
    made.asked(early)
    with pytest.raises(Refusal) as unlisted:
        made.listed(early, "Fabrikam")
    assert unlisted.value.code == "transition_no_list"
    made.decided(early, "approve")
    made.listed(early, "Fabrikam")
    assert refusal(early, "record_consent", values=made.CONSENT).code == "transition_not_moving"
    assert made.did(early, 1, "remove").state == "removed"


def test_the_company_does_not_verify_and_the_desk_does_not_move(found: Enrolled) -> None:
    made.moved(found, 1)
    assert refusal(found, "verify").code == "not_permitted"
    assert refusal(found, "record_consent", 2, by=reviewer(), values=made.CONSENT).code == "not_permitted"
    assert refusal(found, "remove", 2, by=cast.acting(cast.stranger()[1])).code == "not_there"


def test_the_company_does_not_say_that_all_is_settled_while_one_is_open(found: Enrolled) -> None:
    made.moved(found, 1)
    with pytest.raises(Refusal) as refused:
        transition.finish(which=made.which(found), by=found.ada, at=NOW)
    assert (refused.value.code, refused.value.faults[0].found) == ("transition_customers_open", "Northwind")


def test_what_changed_since_it_was_seen_is_told(found: Enrolled) -> None:
    seen = made.which(found)
    made.did(found, 1, "remove")
    made.did(found, 2, "remove")
    transition.finish(which=seen, by=found.ada, at=NOW)
    with pytest.raises(Refusal) as refused:
        transition.finish(which=seen, by=found.ada, at=NOW)
    assert refused.value.code == "revision_stale"
