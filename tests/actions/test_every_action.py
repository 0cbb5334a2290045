"""Every action once, on a real database: one event, of its own name, saying who, for whom and in which request."""

import pytest

from directbill.documents.texts import catalog, languages
from directbill.queries.timeline import DESKS_OWN
from directbill.records import scope
from directbill.records.models import Event, Partner
from directbill.web.portal.present import timeline
from tests.actions.examples import all_examples, name_of

pytestmark = pytest.mark.django_db
EXAMPLES = all_examples()


def events() -> list[Event]:
    with scope.scoped(scope.EVERYONE):
        return list(Event.objects.order_by("id"))


def told(event: Event) -> bool:
    """Whether a partner reads a sentence about it in every language; what is no partner's, nobody reads."""
    if event.partner_key is None:
        return True
    said = [timeline.sentence(event, catalog(lang)) for lang in languages()]
    return not any(said) if event.kind in DESKS_OWN else all(said)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_an_action_writes_one_event_that_says_who_did_what_for_whom(name: str) -> None:
    action, prepare = EXAMPLES[name]
    given = prepare()
    before = len(events())
    found = action(**given.arguments, by=given.by, at=given.at)
    (event,) = events()[before:]
    partner = given.partner or (found.id if isinstance(found, Partner) else None)
    assert (event.kind, event.actor, event.actor_kind, event.request) == (
        name_of(action),
        given.by.key,
        given.by.kind,
        given.by.request,
    )
    assert (event.partner_key, event.at, event.actor_name) == (partner, given.at, given.by.name)
    assert event.subject
    assert told(event), f"{event.kind} needs a sentence in texts/*/events*.toml, or is the desk's own"
