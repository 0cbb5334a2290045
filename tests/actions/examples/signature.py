"""Another person is asked to sign, and signs or does not."""

from directbill.access import actor
from directbill.access.actor import Actor
from directbill.actions import application, signature
from directbill.records.models import Signature
from tests import cast
from tests.actions import applying, figures
from tests.actions.applying import SAID, Applying
from tests.actions.examples import Given, example
from tests.cast import NOW

OTHER = {**SAID["people"], "signs": "other", "signer_name": "Eva", "signer_email": "eva@example.com"}


def ready() -> Applying:
    """Everything is answered, and Eva is to sign."""
    made = applying.answered(people=OTHER)
    figures.evaluated(made.company.partner.id)
    return made


def asked() -> tuple[Applying, Signature, Actor]:
    """Eva holds the link."""
    made = ready()
    found = signature.ask(which=made.which, by=cast.acting(made.company.ada), at=NOW)
    return made, found, holder(found)


def holder(found: Signature) -> Actor:
    """Whoever holds the link to a signature."""
    return actor.signatory(
        f"signature:{found.id}", name=found.name, partner=found.partner_id, request="req-eva"
    )


def asked_to_amend() -> tuple[Applying, Signature, Actor]:
    """Eva signed once; what was changed since waits for her again."""
    made, found, eva = asked()
    signature.sign(signature=found.id, name="Eva", by=eva, at=NOW)
    ada = cast.acting(made.company.ada)
    application.amend(which=made.which, reason="A service is missing.", by=ada, at=NOW)
    again = signature.ask(which=made.which, by=ada, at=NOW)
    return made, again, holder(again)


@example(signature.ask)
def _ask() -> Given:
    made = ready()
    return Given(made.company.ada, which=made.which)


@example(signature.ask_again)
def _ask_again() -> Given:
    made, _, _ = asked()
    return Given(made.company.ada, which=made.which)


@example(signature.sign)
def _sign() -> Given:
    made, found, eva = asked()
    return Given(eva, of=made.company.partner.id, signature=found.id, name="Eva Svobodová")


@example(signature.decline)
def _decline() -> Given:
    made, found, eva = asked()
    return Given(eva, of=made.company.partner.id, signature=found.id, reason="I am not this person.")


@example(signature.expire)
def _expire() -> Given:
    made, found, _ = asked()
    system = actor.system("directbill.unfinished")
    return Given(system, of=made.company.partner.id, at=found.expires_at, signature=found.id)
