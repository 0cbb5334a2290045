"""A submitted application and everybody who has a turn in it, each at a browser of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pytest

from directbill.access.actor import system
from directbill.actions.shape import jobs
from directbill.core.desk import Ask
from directbill.core.form import Field, FieldKind
from directbill.core.work import LIVES, Work
from directbill.gateways import clock
from directbill.ops.jobs import items
from directbill.queries import reviews
from directbill.records import scope
from directbill.records.models import Item, Person
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding, enrolled, giving, sent
from tests.actions.deciding import Deciding
from tests.actions.enrolled import Enrolled
from tests.actions.reviewing import Reviewing
from tests.cast import NOW
from tests.journeys import prepared
from tests.journeys.installation import Installation
from tests.journeys.prepared import Prepared
from tests.journeys.visitor import Visitor
from tests.web import pages

AXE = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
OPTIONS = {"resultTypes": ["violations"]}
TYPED = frozenset({FieldKind.TEXT, FieldKind.LINE, FieldKind.EMAIL, FieldKind.DATE, FieldKind.LINK})
PICKED = frozenset({FieldKind.COUNTRY, FieldKind.CURRENCY})
PROOF = {"name": "proof.pdf", "mimeType": "application/pdf", "buffer": giving.PDF}
ROLES = {
    "Rea": DeskRole.REVIEWER,
    "Cy": DeskRole.CREDIT_ANALYST,
    "Tom": DeskRole.APPROVER,
    "Mia": DeskRole.PROGRAM_MANAGER,
    "Asa": DeskRole.ASSESSOR,
    "Bo": DeskRole.ASSESSOR,
}


@dataclass
class Story:
    """One application in one language, and the browsers of those who were asked to act on it."""

    installed: Installation
    visits: Callable[..., Visitor]
    lang: str
    width: int
    made: Prepared
    case: Deciding
    open: dict[str, Visitor] = field(default_factory=dict)

    def passed(self, *works: Work) -> None:
        """Kinds of work that are gone through elsewhere."""
        self.installed.prepare(lambda: self.case.passed(*works))

    def prepare(self, key: str, *verbs: str) -> None:
        """Verbs that are done on pages elsewhere."""
        self.installed.prepare(lambda: [self.case.do(key, verb) for verb in verbs])

    def key(self, work: Work) -> str:
        """The first item of a kind of work."""
        return self.installed.prepare(lambda: self.case.of(work)[0].key)

    def row(self, key: str) -> Item:
        return self.installed.prepare(lambda: self.case.row(key))

    def who(self, name: str) -> Visitor:
        """Somebody's browser, in which they are signed in."""
        if name not in self.open:
            self.open[name] = self.visits(self.installed, self.lang, self.width)
            session = self.installed.prepare(lambda: pages.as_(self._person(name)).cookies["sessionid"].value)
            for cookie, value in (("sessionid", session), ("directbill_language", self.lang)):
                given = {"name": cookie, "value": value, "url": self.installed.address}
                self.open[name].page.context.add_cookies([given])  # type: ignore[list-item]
        return self.open[name]

    def _person(self, name: str) -> Person:
        return self.case.app.company.ada if name == "Ada" else cast.at_desk(name, ROLES[name])

    def opens(self, name: str, key: str) -> Visitor:
        """Somebody opens an item, on their own face."""
        visitor, row = self.who(name), self.row(key)
        visitor.opens(
            {
                "Ada": f"{self.made.path}progress/{key}/",
                "Asa": f"/assess/{row.id}/",
                "Bo": f"/assess/{row.id}/",
            }.get(name, f"/desk/applications/{row.application_id}/{key}/")
        )
        return visitor

    def offers(self, name: str, key: str) -> set[str]:
        """The verbs that somebody is offered on an item."""
        visitor, row = self.opens(name, key), self.row(key)
        table = LIVES[Work(row.work)].table
        again = isinstance(self.case, Reviewing)
        names = {s.verb: verb_name(visitor, table.name, s.verb, again=again) for s in table.steps}
        return {verb for verb, name in names.items() if name in visitor.offers}

    def does(self, name: str, key: str, verb: str, *, to: str) -> Visitor:
        """Somebody does a verb on its page, with everything it asks for; the item then says where it came to."""
        visitor, row = self.opens(name, key), self.row(key)
        ask = self.installed.prepare(lambda: self.case.ask(key, verb))
        life = LIVES[Work(row.work)]
        again = isinstance(self.case, Reviewing)
        word = verb_name(visitor, life.table.name, verb, again=again)
        visitor.goes(visitor.link(word).first)
        visitor.page.get_by_role("heading", level=1, name=word, exact=True).wait_for()
        fill(visitor, ask)
        if verb in life.reasoned:
            visitor.page.locator("#f-text").fill("Because it is so.")
        visitor.goes(visitor.button(word))
        stands = visitor.texts.stands(life.table.name, to, "word", again=again)
        visitor.page.locator("h1 .state", has_text=stands).wait_for()
        self.is_for_everybody(visitor)
        return visitor

    def stands(self, visitor: Visitor, word: str) -> None:
        """The item's page says where it stands."""
        visitor.page.locator("h1 .state", has_text=visitor.say(word)).wait_for()

    def is_for_everybody(self, visitor: Visitor) -> None:
        """The page fits its width, and axe finds nothing against it."""
        assert visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), visitor.path
        broken = AXE.run(visitor.page, options=OPTIONS).response["violations"]
        assert [(each["id"], visitor.path) for each in broken] == []

    def state(self) -> str:
        """Of the application."""
        return self.installed.prepare(lambda: str(self.case.app.record.state))


def verb_name(  # sentence: for whom, of which table, which verb
    visitor: Visitor, table: str, verb: str, *, again: bool = False
) -> str:
    """The name of a verb's button; `again` in a yearly review."""
    said = visitor.texts.verb(table, verb, again=again)
    return said[:1].upper() + said[1:]


def fill(visitor: Visitor, ask: Ask) -> None:
    """Give everything that a verb asks for, as its page calls it."""
    if ask.reasons:
        visitor.chooses(visitor.texts.own(next(iter(ask.reasons.values()))), of=visitor.say("item.reason"))
    values = deciding.filled(ask.fields)
    for each in ask.fields:
        if each.required and each.only_if is None:
            _fill(visitor, each, values.get(each.key))
    _prove(visitor, values)


def _prove(visitor: Visitor, values: Mapping[str, object]) -> None:
    """Accept every document that can be; where there is none, say how it was proven in another way."""
    offered = visitor.page.locator("[name=accept]")
    for each in offered.all():
        each.check()
    if visitor.page.locator("#f-by_hand").count() and not offered.count():
        visitor.page.locator(f"[name=by_hand][value='{values['by_hand']}']").check()
        visitor.page.locator("#f-seen").fill(str(values["seen"]))


def _fill(visitor: Visitor, asked: Field, value: object) -> None:
    label = visitor.texts.own(asked.label)
    if asked.kind in TYPED:
        visitor.fills(label, str(value))
    elif asked.kind in PICKED:
        visitor.page.get_by_label(label, exact=True).select_option(str(value))
    elif asked.kind is FieldKind.CONDITIONS:
        visitor.page.locator(f"#f-{asked.key} input").first.check()
    elif asked.kind is FieldKind.CONFIRM:
        visitor.page.get_by_label(label, exact=True).check()
    elif asked.kind is FieldKind.EVIDENCE:
        _give(visitor, label)
    elif asked.kind is FieldKind.ITEMS and isinstance(value, list):
        for inner in asked.fields:
            visitor.page.locator(f"[name='{asked.key}.1.{inner.key}']").fill(str(value[0][inner.key]))
    else:
        said = asked.choices.get(str(value))
        visitor.chooses(visitor.texts.own(said) if said else visitor.say(f"ui.{value}"), of=label)


def _give(visitor: Visitor, label: str) -> None:
    """Choose a file, and the first kind of document where one is asked for."""
    group = visitor.page.get_by_role("group", name=label)
    kind = group.get_by_label(visitor.say("closing.kind"), exact=True)
    if kind.count():
        kind.select_option(index=1)
        group.get_by_label(visitor.say("fresh.issued"), exact=True).fill(NOW.date().isoformat())
    group.get_by_label(visitor.say("evidence_page.file"), exact=True).set_input_files(PROOF)  # type: ignore[arg-type]


def submitted(installed: Installation, visits: Callable[..., Visitor], lang: str, width: int) -> Story:
    """An application that was just submitted, and of which the rules have settled what is theirs.

    The worker of the installation does the same in its own time: a story must not find a step open and then done.
    """

    def make() -> tuple[Prepared, Deciding]:
        made = prepared.complete(lang)
        assert made.made is not None
        sent.do("submit", made.made)
        items.look(by=system(jobs.ITEMS_DUE), at=NOW)
        return made, Deciding(made.made)

    made, case = installed.prepare(make)
    return Story(installed, visits, lang, width, made, case)


def enrolled_there(
    installed: Installation, visits: Callable[..., Visitor], lang: str, width: int
) -> tuple[Story, Enrolled]:
    """A company that has just been enrolled: how it came to be is told elsewhere."""

    def make() -> tuple[Prepared, Enrolled]:
        made = prepared.complete(lang)
        return made, enrolled.quick(made.made)

    made, found = installed.prepare(make)
    return Story(installed, visits, lang, width, made, found.case), found


def of_its_review(story: Story, found: Enrolled) -> Reviewing:
    """The newest review of an enrollment: from here on the story is about it."""

    def newest() -> Reviewing:
        with scope.scoped(scope.EVERYONE):
            owner = reviews.last(found.row)
        assert owner is not None
        return Reviewing(found, owner, clock.now())

    case = story.installed.prepare(newest)
    story.case, story.made = case, replace(story.made, application=case.owner.reference)
    return case
