"""Signing by another person: asked by a link, signed or declined by its holder, and by nobody else."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import application, signature
from directbill.actions.shape import links
from directbill.core.application import State
from directbill.core.errors import Fault, Place, Refusal
from directbill.queries import signatures
from directbill.records import scope
from directbill.records.models import (
    Application,
    Event,
    Notice,
    OutboxMessage,
    Partner,
    Signature,
    Submission,
)
from tests import cast
from tests.actions import applying, ledgers
from tests.actions.applying import Applying
from tests.actions.examples import signature as signing
from tests.cast import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)
OTHER = {
    "people": {
        **applying.SAID["people"],
        "signs": "other",
        "signer_name": "Eva",
        "signer_email": "eva@example.com",
    }
}


def complete() -> Applying:
    return applying.answered(files={"a.csv": ledgers.ENOUGH}, **OTHER)


def ask(app: Applying, *, at: datetime = NOW) -> Signature:
    return signature.ask(which=app.which, by=cast.later(cast.acting(app.company.ada), at), at=at)


def secret() -> str:
    """The secret of the newest link, as its mail alone has it."""
    with scope.scoped(scope.EVERYONE):
        message = OutboxMessage.objects.filter(notice__kind="signature_asked").order_by("queued_at").last()
        assert message is not None
        url: str = message.private["url"]
    return url.rstrip("/").rpartition("/")[2]


def holder(link: str) -> tuple[Signature, Actor]:
    held = signatures.held(links.digest(link))
    assert held is not None
    asked = held.signature
    by = actor.signatory(f"signature:{asked.id}", name=asked.name, partner=asked.partner_id, request="req")
    return asked, by


def sign(link: str, *, name: str = "Eva Example", at: datetime = LATER) -> Application:
    asked, by = holder(link)
    return signature.sign(signature=asked.id, name=name, by=by, at=at)


def refused(act: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.faults


def events(app: Applying) -> list[tuple[str, str]]:
    with scope.scoped(scope.EVERYONE):
        rows = Event.objects.filter(subject=app.record.reference, kind__startswith="signature:")
        return [(e.kind, e.actor_name) for e in rows.order_by("id")]


def submission(app: Applying) -> dict[str, Any]:
    with scope.scoped(scope.EVERYONE):
        kept = Submission.objects.get(application_id=app.id)
    assert kept.sha256 == hashlib.sha256(kept.record.encode()).hexdigest()
    found: dict[str, Any] = json.loads(kept.record)
    return found


def test_the_link_goes_to_the_person_named_and_its_secret_is_in_the_mail_alone() -> None:
    app = complete()
    asked = ask(app)
    assert (app.record.state, asked.name, asked.email, asked.expires_at) == (
        State.TO_BE_SIGNED, "Eva", "eva@example.com", NOW + timedelta(days=14),
    )  # fmt: skip
    link = secret()
    assert asked.digest == links.digest(link)
    with scope.scoped(scope.EVERYONE):
        notice = Notice.objects.get(kind="signature_asked")
    assert notice.reader == "eva@example.com"
    assert link not in notice.text + notice.html + str(notice.values)
    assert events(app) == [("signature:ask", "Ada")]


def test_signed_the_application_is_submitted_with_who_signed_what() -> None:
    app = complete()
    asked = ask(app)
    found = sign(secret(), name="  Eva Example ")
    assert (found.state, found.submitted_at) == (State.SUBMITTED, LATER)
    record = submission(app)
    assert record["submitted_by"] == {
        "name": "Eva Example", "key": f"signature:{asked.id}", "signed_by": "eva@example.com",
        "signed_sha256": hashlib.sha256(asked.record.encode()).hexdigest(),
    }  # fmt: skip
    signed = json.loads(asked.record)
    assert signed["submitted_by"]["name"] == "Ada"
    differs = {key for key in record if record[key] != signed[key]}
    assert differs == {"submitted_by", "submitted_at"}
    assert events(app) == [("signature:ask", "Ada"), ("signature:sign", "Eva")]
    with scope.scoped(scope.EVERYONE):
        assert Notice.objects.filter(kind="application_submitted").count() == 1


def test_a_link_signs_once() -> None:
    app = complete()
    ask(app)
    link = secret()
    sign(link)
    assert refused(lambda: sign(link)) == (Fault("signature_closed", Place()),)
    submission(app)


def test_without_a_name_nothing_is_signed() -> None:
    app = complete()
    ask(app)
    assert refused(lambda: sign(secret(), name=" \n")) == (Fault("signature_name", Place(column="name")),)
    assert refused(lambda: sign(secret(), name="x" * 201))[0].code == "text_too_long"
    assert app.record.state == State.TO_BE_SIGNED


def test_declined_it_is_a_draft_again_and_the_applicant_is_told_why() -> None:
    app = complete()
    ask(app)
    asked, by = holder(secret())
    found = signature.decline(signature=asked.id, reason=" Not me. ", by=by, at=LATER)
    assert (found.state, found.reason) == (State.DRAFT, "Not me.")
    with scope.scoped(scope.EVERYONE):
        notice = Notice.objects.get(kind="signature_declined")
    assert (notice.reader, "Not me." in notice.text) == ("ada@example.com", True)
    assert refused(lambda: sign(secret()))[0].code == "signature_closed"
    assert events(app)[-1] == ("signature:decline", "Eva")


def test_a_link_ends_and_a_new_one_takes_its_place() -> None:
    app = complete()
    ask(app)
    old = secret()
    after = NOW + timedelta(days=14)
    assert refused(lambda: sign(old, at=after)) == (Fault("signature_expired", Place(), "2026-12-06"),)
    signature.ask_again(which=app.which, by=cast.acting(app.company.ada), at=after)
    new = secret()
    assert old != new
    assert refused(lambda: sign(old, at=after))[0].code == "signature_closed"
    assert sign(new, at=after).state == State.SUBMITTED


@pytest.mark.parametrize("verb", ["recall", "withdraw"])
def test_a_link_leads_nowhere_once_the_application_was_taken_back(verb: str) -> None:
    app = complete()
    ask(app)
    act = getattr(application, verb)
    act(which=app.which, reason="", by=cast.acting(app.company.ada), at=NOW)
    assert refused(lambda: sign(secret()))[0].code == "signature_closed"
    with scope.scoped(scope.EVERYONE):
        assert Submission.objects.count() == 0


def test_a_recall_says_from_which_state_it_came() -> None:
    app = complete()
    ask(app)
    application.recall(which=app.which, reason="", by=cast.acting(app.company.ada), at=NOW)
    with scope.scoped(scope.EVERYONE):
        event = Event.objects.get(kind="application:recall")
    assert {c["path"]: (c["from"], c["to"]) for c in event.changes}["state"] == ("to_be_signed", "draft")


def test_nothing_can_change_while_it_waits_for_the_signature() -> None:
    app = complete()
    ask(app)
    faults = refused(lambda: applying.say(app, "support", {"support": "no"}))
    assert faults == (Fault("application_not_editable", Place(), "application.to_be_signed"),)


def test_where_the_one_who_submits_signs_nobody_is_asked_and_the_other_way_round() -> None:
    alone = applying.answered(files={"a.csv": ledgers.ENOUGH})
    assert refused(lambda: ask(alone)) == (Fault("signature_not_needed", Place()),)
    by = cast.acting(alone.company.ada)
    applying.say(alone, "people", OTHER["people"])
    assert refused(lambda: application.submit(which=alone.which, by=by, at=NOW)) == (
        Fault("signature_needed", Place(), "Eva"),
    )


def test_an_incomplete_application_is_not_sent_to_be_signed() -> None:
    app = applying.answered(**OTHER)
    assert {f.code for f in refused(lambda: ask(app))} == {"requirement_unknown"}
    with scope.scoped(scope.EVERYONE):
        assert Signature.objects.count() == 0


def test_the_holder_of_a_link_reaches_nothing_but_its_one_signature() -> None:
    app = complete()
    ask(app)
    asked, by = holder(secret())
    other = replace(by, key="signature:00000000-0000-4000-8000-000000000000")
    assert (
        refused(lambda: signature.sign(signature=asked.id, name="x", by=other, at=LATER))[0].code
        == "not_there"
    )
    elsewhere = replace(by, signs_for=cast.stranger()[0].id)
    for act in (
        lambda: signature.sign(signature=asked.id, name="x", by=elsewhere, at=LATER),
        lambda: application.withdraw(which=app.which, reason="", by=by, at=LATER),
        lambda: (
            applying.say(app, "support", {})
            if False
            else application.submit(which=app.which, by=by, at=LATER)
        ),
    ):
        assert refused(act)[0].code in ("not_there", "not_permitted")
    assert app.record.state == State.TO_BE_SIGNED


@pytest.mark.parametrize(
    ("days", "said"), [(0, "signed"), (13, "signed"), (14, "signature_expired"), (400, "signature_expired")]
)
def test_a_link_holds_for_the_days_its_form_says(days: int, said: str) -> None:
    ask(complete())
    at = NOW + timedelta(days=days)
    if said == "signed":
        assert sign(secret(), at=at).state == State.SUBMITTED
    else:
        assert refused(lambda: sign(secret(), at=at))[0].code == said


def test_the_link_opens_its_own_signature_and_nothing_else() -> None:
    asked = ask(complete())
    with scope.scoped(scope.link(asked.digest)):
        assert list(Signature.objects.values_list("id", flat=True)) == [asked.id]
        assert not Partner.objects.exists()
    with scope.scoped(scope.link(links.digest("a guess"))):
        assert not Signature.objects.exists()


@pytest.mark.parametrize("link", ["", "x" * 43, "../../etc/passwd"])
def test_a_link_that_was_never_sent_leads_nowhere(link: str) -> None:
    ask(complete())
    assert signatures.held(links.digest(link)) is None


def numbers(app: Applying) -> list[int]:
    with scope.scoped(scope.EVERYONE):
        return [s.number for s in app.record.submissions.order_by("number")]


def test_an_amendment_that_is_not_signed_leaves_the_submission_as_it_was() -> None:
    made, found, eva = signing.asked_to_amend()
    assert made.record.state == State.AMENDMENT_TO_BE_SIGNED
    signature.decline(signature=found.id, reason="Not this.", by=eva, at=NOW)
    assert (made.record.state, numbers(made)) == (State.AMENDING, [1])


def test_an_amendment_that_is_signed_is_the_second_submission() -> None:
    made, found, eva = signing.asked_to_amend()
    signature.sign(signature=found.id, name="Eva", by=eva, at=NOW)
    assert (made.record.state, numbers(made)) == (State.SUBMITTED, [1, 2])


def test_dropping_an_amendment_closes_the_link_to_sign_it() -> None:
    made, found, eva = signing.asked_to_amend()
    application.discard(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    faults = refused(lambda: signature.sign(signature=found.id, name="Eva", by=eva, at=NOW))
    assert faults == (Fault("signature_closed", Place()),)
    assert (made.record.state, numbers(made)) == (State.SUBMITTED, [1])


def test_the_holder_of_the_first_link_does_not_sign_what_came_after() -> None:
    made, found, _ = signing.asked_to_amend()
    with scope.scoped(scope.EVERYONE):
        first = made.record.signatures.exclude(id=found.id).get()
    by = signing.holder(first)
    assert refused(lambda: signature.sign(signature=found.id, name="Eva", by=by, at=NOW)) == (
        Fault("not_there", Place()),
    )
    assert made.record.state == State.AMENDMENT_TO_BE_SIGNED
