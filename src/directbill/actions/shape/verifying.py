"""What closes a verification: the kind of each document, what is accepted, and no result while a group is open."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from directbill.actions.shape.papers import Paper
from directbill.core import closing
from directbill.core.desk import Desk
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.form import Item as Entry
from directbill.core.form import Value, Values
from directbill.core.work import passing
from directbill.queries import closing as proofs
from directbill.queries import days
from directbill.queries.closing import ACCEPTED
from directbill.queries.papers import Document
from directbill.records.models import Application, EvidenceRevision, Item


def require_kind(  # sentence: at which desk, of which item, which kind
    desk: Desk, key: str, kind: str, *, field: str
) -> None:
    """A document that may close something says what it is. Refuses `document_kind_missing`."""
    known = proofs.kinds(desk.entry(key))
    if kind not in ({*known, closing.OTHER} if known else {""}):
        raise refuse("document_kind_missing", column=f"{field}.kind", found=kind)


def require_day(desk: Desk, paper: Paper, *, at: datetime) -> None:
    """Refuse a document without its day where its kind may be too old: `document_day_missing`; and `document_day`."""
    kind, column = desk.documents.get(paper.kind), f"{paper.field}.issued"
    if not paper.issued:
        if kind is not None and kind.fresh_months:
            raise refuse("document_day_missing", column=column)
        return
    try:
        known = date.fromisoformat(paper.issued) <= days.of(at)
    except ValueError:
        known = False
    if not known:
        raise refuse("document_day", column=column, found=paper.issued)


def settled(  # sentence: of whom, at which desk, of which item
    owner: Application, desk: Desk, row: Item, *, verb: str, values: Values, on: date
) -> Values:
    """The values with the documents that are accepted, as the step keeps them.

    Refuses every group that nothing closes, as `closes_open`, or as `closes_unasked` where nothing of it was asked
    for, unless it is said how it was proven otherwise,
    `answer_missing` where that is not said in words, and `document_too_old` or `document_undated` where such a
    document is accepted without saying why.
    """
    entry = desk.entry(row.key)
    if not entry.closes or verb not in passing(entry.item):
        return values
    accepted = _accepted(row, values.get(ACCEPTED, []))
    kept = {**values, ACCEPTED: accepted} if accepted else {k: v for k, v in values.items() if k != ACCEPTED}
    taken = [each for value in kept.values() if isinstance(value, list) for each in value]
    kinds = frozenset(each.get("kind", "") for each in taken)
    proof = proofs.proof(owner, desk, row, accepted=kinds)
    _require_fresh(desk, taken, kept, on=on)
    came = frozenset(each.kind for each in proofs.given_with(row))
    asked = proofs.asked(desk, row)
    idle = [each.key for each in entry.closes if closing.idle(each, asked=asked, given=came | kinds)]
    _require(desk, closing.still_open(entry.closes, proof), kept, idle=idle)
    return kept


def _require(  # sentence: at which desk, which groups are open, what was given
    desk: Desk, still: tuple[closing.Group, ...], values: Values, *, idle: Collection[str]
) -> None:
    rule = desk.by_hand
    chosen = rule is not None and bool(values.get(rule.by_hand))
    if rule is not None and chosen and not str(values.get(rule.words, "")).strip():
        raise refuse("answer_missing", column=rule.words)
    if still and not chosen:
        keys = [each.key for each in still]
        codes = ["closes_unasked" if key in idle else "closes_open" for key in keys]
        raise Refusal(*map(Fault, codes, [Place(column=f"closes.{key}") for key in keys], keys))


def _require_fresh(  # sentence: at which desk, which documents are accepted, what was said
    desk: Desk, taken: Sequence[Entry], values: Values, *, on: date
) -> None:
    """The reviewer decides about a document that is too old or bears no known day, and says why."""
    column = desk.by_hand.older if desk.by_hand else ""
    if column and str(values.get(column, "")).strip():
        return
    faults = [fault for each in taken if (fault := _stale(desk, each, column, on=on)) is not None]
    if faults:
        raise Refusal(*faults)


def _stale(  # sentence: at which desk, which document, where to say why
    desk: Desk, each: Entry, column: str, *, on: date
) -> Fault | None:
    kind = desk.documents.get(each.get("kind", ""))
    day = date.fromisoformat(each["issued"]) if "issued" in each else None
    found = closing.freshness(kind, day, on=on) if kind else None
    if kind is None or found is None or found.age is closing.Age.FRESH:
        return None
    if found.age is closing.Age.UNKNOWN:
        return Fault("document_undated", Place(column=column), kind.key)
    return Fault("document_too_old", Place(column=column), kind.key, {"n": str(found.days)})


def _accepted(row: Item, sent: Value) -> list[Entry]:
    """The documents that are accepted, each with its kind and its digest. Refuses `not_there`."""
    wanted = {each.get("document", "") for each in sent if isinstance(each, dict)}
    there = {str(each.id): each for each in proofs.given_with(row) if each.kind}
    if wanted - there.keys():
        raise refuse("not_there")
    files = EvidenceRevision.objects.filter(id__in=[there[key].file for key in wanted])
    digests = {found.id: found.sha256 for found in files}
    return [_entry(there[key], digests[there[key].file]) for key in sorted(wanted)]


def _entry(found: Document, sha256: str) -> Entry:
    entry = {"document": str(found.id), "kind": found.kind, "name": found.filename, "sha256": sha256}
    return {**entry, "issued": found.issued.isoformat()} if found.issued else entry
