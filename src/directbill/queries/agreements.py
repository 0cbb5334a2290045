"""The text of an agreement as it is offered or was accepted, and who signed it."""

import hashlib
from dataclasses import dataclass

from directbill.core import agreement
from directbill.core.desk import Desk
from directbill.core.findings import Turn
from directbill.core.work import LIVES, Work
from directbill.records.models import AgreementSignature, Item

LIFE = LIVES[Work.AGREEMENT]
ACCEPTS = frozenset(s.verb for s in LIFE.table.steps if s.by is Turn.APPLICANT)
SIGNS = ACCEPTS | {s.verb for s in LIFE.table.steps if s.target in LIFE.passed and s.by is Turn.DESK}
"""Verbs by which somebody signs."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text: its version, its language, and its very bytes."""

    version: str
    language: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def filename(self, reference: str) -> str:
        """What it is called where it is fetched."""
        return f"{reference}-agreement-{self.version}-{self.language}.txt"


def texts(row: Item, desk: Desk) -> tuple[Text, ...]:
    """The texts on an item: the one that was accepted, else all that are offered; none of another kind of work."""
    if row.work != Work.AGREEMENT:
        return ()
    signed = accepted(row)
    if signed is not None and row.state != agreement.State.OFFERED:
        return (Text(signed.version, signed.language, signed.text.encode()),)
    found = desk.agreement
    if found is None:
        return ()
    return tuple(Text(found.version, lang, words.encode()) for lang, words in found.text.items())


def accepted(row: Item) -> AgreementSignature | None:
    """The last acceptance."""
    rows = AgreementSignature.objects.filter(step__item=row, step__verb__in=ACCEPTS)
    return rows.select_related("step").order_by("-step__number").first()
