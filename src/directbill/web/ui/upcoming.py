"""What changes for a partner, and when: the edition that will bind an enrollment next, against its own."""

from dataclasses import dataclass
from functools import cached_property

from directbill.actions.shape import publication_letters
from directbill.core import adoption, changes
from directbill.core.adoption import Binding
from directbill.core.edition import Edition
from directbill.core.findings import Outcome
from directbill.documents import changing
from directbill.documents.changing import Line
from directbill.documents.letter import FIVE
from directbill.documents.report import Answer
from directbill.documents.texts import Catalog
from directbill.queries import outlooks, program, publications
from directbill.records.models import Enrollment
from directbill.web.request import Request

TONES = {Outcome.MET: "good", Outcome.NOT_MET: "bad", Outcome.UNKNOWN: "wait", Outcome.NOT_YET: ""}


@dataclass(frozen=True, slots=True)
class Shown:
    """One requirement with the tone of its outcome."""

    line: Line
    tone: str


class Upcoming:
    """The next edition of one enrollment: the one in force that will bind it; else the next one that is published."""

    def __init__(self, row: Enrollment, *, request: Request, texts: Catalog) -> None:
        self.row, self.request, self.texts = row, request, texts
        self.own = program.edition(row.edition)

    @cached_property
    def binding(self) -> Binding | None:
        """When an edition that is in force will bind it; None where none does."""
        return publications.coming([self.row]).get(self.row.id)

    @cached_property
    def edition(self) -> Edition | None:
        """The edition the page compares with; None after the last one."""
        return self.binding.edition if self.binding else program.program().after(self.own)

    @property
    def five(self) -> tuple[Answer, ...]:
        """The five answers of the letter, by what is known today."""
        if self.binding is None:
            return ()
        values = publication_letters.values(self.row, self.binding, self.texts, at=self.request.at)
        key = f"letter.{publication_letters.BINDS}"
        return tuple(
            Answer(self.texts.say(f"five.{part}"), self.texts.say(f"{key}.{part}", **values)) for part in FIVE
        )

    @property
    def lead(self) -> str:
        """That nothing changes, where nothing does; else when the partner was told, or will be."""
        if self.edition is None:
            return self.texts.say("next.none")
        if self.binding is None:
            return self.texts.say("next.preview")
        told = publications.told(self.row, self.binding.edition.name)
        if told is not None:
            return self.texts.say("next.told", day=told.told_on)
        return self.texts.say("next.telling", day=max(self.binding.told, self.request.day))

    @property
    def means(self) -> str:
        """What that means, where nothing changes."""
        if self.binding is not None:
            return ""
        if self.edition is None:
            return self.texts.say("next.none_means", own=self.own.effective)
        held = outlooks.held([self.row])[self.row.id]
        would = adoption.binding(program.program(), self.edition, held=held)
        if would is None:
            return self.texts.say("next.preview_never", edition=self.edition.effective)
        counted = changing.counted_from(would, self.texts)
        day = self.edition.effective
        return self.texts.say("next.preview_means", edition=day, day=would.day, counted=counted)

    @cached_property
    def lines(self) -> list[Shown]:
        """Every requirement under both editions; none where there is no later edition."""
        if self.edition is None:
            return []
        on, between = self.request.day, (self.own, self.edition)
        before, after = (outlooks.findings(self.row, each, on=on) for each in between)
        seen = changes.seen(changes.between(*between), before=before, after=after)
        return [
            Shown(line, TONES[line.outcome] if line.outcome else "")
            for line in changing.lines(seen, between, self.texts)
        ]
