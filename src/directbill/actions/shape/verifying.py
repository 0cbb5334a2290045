"""What closes a verification: the kind of each document, what is accepted, and no result while a group is open."""

from directbill.core import closing
from directbill.core.desk import Desk
from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.core.form import Item as Entry
from directbill.core.form import Value, Values
from directbill.core.work import passing
from directbill.queries import closing as proofs
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


def settled(  # sentence: of whom, at which desk, of which item
    owner: Application, desk: Desk, row: Item, *, verb: str, values: Values
) -> Values:
    """The values with the documents that are accepted, as the step keeps them.

    Refuses `closes_open` with every group that nothing closes, unless it is said how it was proven otherwise, and
    `answer_missing` where that is not said in words.
    """
    entry = desk.entry(row.key)
    if not entry.closes or verb not in passing(entry.item):
        return values
    accepted = _accepted(row, values.get(ACCEPTED, []))
    kept = {**values, ACCEPTED: accepted} if accepted else {k: v for k, v in values.items() if k != ACCEPTED}
    kinds = frozenset(
        each.get("kind", "") for value in kept.values() if isinstance(value, list) for each in value
    )
    proof = proofs.proof(owner, desk, row, accepted=kinds)
    _require(desk, closing.still_open(entry.closes, proof), kept)
    return kept


def _require(  # sentence: at which desk, which groups are open, what was given
    desk: Desk, still: tuple[closing.Group, ...], values: Values
) -> None:
    rule = desk.by_hand
    chosen = rule is not None and bool(values.get(rule.by_hand))
    if rule is not None and chosen and not str(values.get(rule.words, "")).strip():
        raise refuse("answer_missing", column=rule.words)
    if still and not chosen:
        raise Refusal(*(Fault("closes_open", Place(column=f"closes.{each.key}"), each.key) for each in still))


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
    return {"document": str(found.id), "kind": found.kind, "name": found.filename, "sha256": sha256}
