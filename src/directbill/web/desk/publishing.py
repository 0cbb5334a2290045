"""An edition at the desk: what it would mean for everybody, whom it binds when, the letters, and what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from directbill.access.permissions import Permission
from directbill.actions.shape import publication_letters
from directbill.core import outlook, publication
from directbill.core.adoption import Binding
from directbill.core.edition import Edition
from directbill.core.publication import Seen, State
from directbill.documents import letter, outlook_sheet, outlooks
from directbill.documents.outlooks import Told
from directbill.documents.texts import Catalog, catalog
from directbill.queries import days, publications
from directbill.queries import outlooks as queries
from directbill.records.models import Enrollment, Publication
from directbill.web.desk.desk import Desk
from directbill.web.request import Request
from directbill.web.ui import labeled
from directbill.web.ui.labeled import Labeled

LANGUAGES = ("en", "cs")
TONES = {State.PROPOSED: "wait", State.IN_FORCE: "good", State.DROPPED: ""}


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter as it will be read, to one company as an example."""

    lang: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A publication in words: where it stands, who proposed it when and why, and who answered."""

    word: str
    tone: str
    says: str
    said: tuple[str, ...]


class Edited:
    """One edition as the page shows it."""

    def __init__(self, edition: Edition, *, desk: Desk, texts: Catalog) -> None:
        self.edition, self.desk, self.texts = edition, desk, texts
        self.request: Request = desk.request
        self.rows = publications.rows(edition.name)

    @property
    def title(self) -> str:
        return self.texts.own(self.edition.title)

    @cached_property
    def told(self) -> Told:
        asked = queries.Asked(edition=self.edition, on=self.request.day, near=queries.NEAR)
        return queries.told(asked)

    @cached_property
    def seen(self) -> Seen:
        """What the page shows, by digest: it is sent back with the act."""
        return publications.seen(self.edition)

    @property
    def in_force(self) -> str:
        key = "yes" if self.edition.enabled else "no"
        return self.texts.say(f"editions.in_force_{key}")

    @property
    def summary(self) -> str:
        return outlook_sheet.summary(self.told, self.texts)

    @property
    def tables(self) -> list[Labeled]:
        told, texts = self.told, self.texts
        if not told.rows:
            return []
        return [
            labeled.of(outlook_sheet.regions(told, texts)),
            labeled.of(outlook_sheet.sizes(told, texts)),
            labeled.of(outlook_sheet.requirements(told, texts)),
            labeled.of(outlook_sheet.tellings(told, texts)),
        ]

    @property
    def notes(self) -> tuple[str, ...]:
        return (*outlooks.days(self.told, self.texts), *outlooks.notes(self.told, self.texts))

    @property
    def partners(self) -> list[tuple[str, str]]:
        """Everybody who is told, by the day: the companies of each."""
        found = outlook.tellings(self.told.rows, since=self.request.day)
        return [
            (self.texts.locale.deadline(each.day.isoformat()), ", ".join(row.name for row in each.rows))
            for each in found[: outlook_sheet.MOST_DAYS]
        ]

    @cached_property
    def notices(self) -> list[Notice]:
        """The letter in every language, to the first company that gets it."""
        first = self._first()
        return [] if first is None else list(self._notices(*first))

    @property
    def standing(self) -> Standing | None:
        """Its newest publication; None where it was never proposed here."""
        return _standing(self.rows[0], self.texts) if self.rows else None

    @property
    def open(self) -> Publication | None:
        """The proposal that waits for a second person."""
        return next((row for row in self.rows if row.state == State.PROPOSED), None)

    @property
    def may_propose(self) -> bool:
        mine = self.desk.may(Permission.PUBLICATION_PROPOSE)
        return mine and not self.edition.enabled and self.open is None

    @property
    def may_confirm(self) -> bool:
        """Whether this person may confirm: a program manager other than whoever proposed it."""
        row = self.open
        if row is None or not self.desk.may(Permission.PUBLICATION_CONFIRM):
            return False
        return row.proposed_by_id != self.desk.actor.person

    @property
    def may_drop(self) -> bool:
        return self.open is not None and self.desk.may(Permission.PUBLICATION_PROPOSE)

    @property
    def waits(self) -> str:
        """Whose turn it is, where somebody looks on who cannot confirm."""
        return self.texts.say("editions.waits") if self.open and not self.may_confirm else ""

    def _first(self) -> tuple[Enrollment, Binding] | None:
        bound = next((row for row in self.told.rows if row.binding is not None), None)
        if bound is None or bound.binding is None:
            return None
        rows = queries.with_accounts(Enrollment.objects.filter(reference=bound.enrollment))
        return rows[0], bound.binding

    def _notices(self, of: Enrollment, binding: Binding) -> Iterator[Notice]:
        for lang in LANGUAGES:
            texts = catalog(lang)
            values = publication_letters.values(of, binding, texts, at=self.request.at)
            said = letter.written(publication_letters.BINDS, texts, values=values)
            yield Notice(lang, said.title, said.text)


def _standing(row: Publication, texts: Catalog) -> Standing:
    state = State(row.state)
    said = [
        texts.say(
            "editions.proposed", who=row.proposed_by.name, day=days.of(row.proposed_at), reason=row.text
        )
    ]
    if row.closed_by and row.closed_at:
        key = "editions.confirmed" if state is State.IN_FORCE else "editions.dropped"
        said.append(texts.say(key, who=row.closed_by.name, day=days.of(row.closed_at), reason=row.answer))
    key = f"life.{publication.TABLE.name}.{state}"
    return Standing(texts.say(f"{key}.word"), TONES[state], texts.say(f"{key}.says"), tuple(said))
