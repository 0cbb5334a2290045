"""Another person signs by a link: once, in time, and what they saw."""

from datetime import timedelta

import pytest

from directbill.access.actor import Actor
from directbill.actions import application, signature
from directbill.actions.shape import links
from directbill.core.application import State
from directbill.core.errors import Refusal
from directbill.records import scope
from directbill.records.models import Partner, Signature
from tests import cast
from tests.actions.applying import Applying
from tests.actions.examples import application as ready
from tests.actions.examples import signature as signing
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def sign(found: Signature, by: Actor, *, name: str = "Eva Svobodová", days: int = 0) -> str:
    """The code of the refusal; `signed` where there is none."""
    try:
        signature.sign(signature=found.id, name=name, by=by, at=NOW + timedelta(days=days))
    except Refusal as refused:
        return refused.code
    return "signed"


def test_whoever_holds_the_link_signs_and_the_application_is_submitted() -> None:
    made, found, eva = signing.asked()
    assert sign(found, eva) == "signed"
    record = made.record
    with scope.scoped(scope.EVERYONE):
        submission = record.submissions.get()
    assert (record.state, submission.submitted_by, record.submitted_at) == (
        State.SUBMITTED,
        "Eva Svobodová",
        NOW,
    )


@pytest.mark.parametrize(
    ("days", "name", "said"),
    [
        (0, "", "signature_name"),
        (0, "  ", "signature_name"),
        (13, "Eva", "signed"),
        (14, "Eva", "signature_expired"),
        (400, "Eva", "signature_expired"),
    ],
)
def test_a_link_holds_for_the_days_its_form_says_and_wants_a_name(days: int, name: str, said: str) -> None:
    _, found, eva = signing.asked()
    assert sign(found, eva, name=name, days=days) == said


def test_a_link_is_used_once() -> None:
    _, found, eva = signing.asked()
    assert [sign(found, eva), sign(found, eva)] == ["signed", "signature_closed"]


def test_who_declined_cannot_sign_afterwards() -> None:
    made, found, eva = signing.asked()
    signature.decline(signature=found.id, reason="No.", by=eva, at=NOW)
    assert (sign(found, eva), made.record.state) == ("signature_closed", State.DRAFT)


def taken_back(made: Applying, verb: str) -> None:
    ada = cast.acting(made.company.ada)
    if verb == "ask_again":
        signature.ask_again(which=made.which, by=ada, at=NOW)
    else:
        getattr(application, verb)(which=made.which, reason="", by=ada, at=NOW)


@pytest.mark.parametrize("verb", ["recall", "withdraw", "ask_again"])
def test_a_link_that_was_replaced_or_taken_back_leads_nowhere(verb: str) -> None:
    made, found, eva = signing.asked()
    taken_back(made, verb)
    assert sign(found, eva) == "signature_closed"


def test_the_link_opens_its_own_signature_and_nothing_else() -> None:
    made, found, _ = signing.asked()
    with scope.scoped(scope.link(found.digest)):
        assert list(Signature.objects.values_list("id", flat=True)) == [found.id]
        assert not Partner.objects.exists()
    with scope.scoped(scope.link(links.digest("a guess"))):
        assert not Signature.objects.exists()
    assert made.record.state == State.TO_BE_SIGNED


def test_a_link_to_one_company_signs_nothing_of_another() -> None:
    _, found, _ = signing.asked()
    _, _, other = signing.asked()
    assert sign(found, other) == "not_there"


def test_nobody_is_asked_who_is_not_named() -> None:
    made = ready.ready()
    with pytest.raises(Refusal) as refused:
        signature.ask(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    assert refused.value.code == "signature_not_needed"


def test_whoever_names_another_signer_cannot_submit_alone() -> None:
    made = signing.ready()
    with pytest.raises(Refusal) as refused:
        application.submit(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    assert (refused.value.code, refused.value.faults[0].found) == ("signature_needed", "Eva")


def test_an_amendment_that_is_not_signed_leaves_the_submission_as_it_was() -> None:
    made, found, eva = signing.asked_to_amend()
    assert made.record.state == State.AMENDMENT_TO_BE_SIGNED
    signature.decline(signature=found.id, reason="Not this.", by=eva, at=NOW)
    with scope.scoped(scope.EVERYONE):
        assert (made.record.state, made.record.submissions.count()) == (State.AMENDING, 1)


def test_an_amendment_that_is_signed_is_the_second_submission() -> None:
    made, found, eva = signing.asked_to_amend()
    signature.sign(signature=found.id, name="Eva", by=eva, at=NOW)
    with scope.scoped(scope.EVERYONE):
        assert (made.record.state, made.record.submissions.count()) == (State.SUBMITTED, 2)


def test_dropping_an_amendment_closes_the_link_to_sign_it() -> None:
    made, found, eva = signing.asked_to_amend()
    application.discard(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    assert (sign(found, eva), made.record.state) == ("signature_closed", State.SUBMITTED)
