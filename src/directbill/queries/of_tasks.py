"""What the records say of a task beside its answers: documents given, the account chosen, files still being read."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from directbill.core import form
from directbill.core.errors import Fault, Place
from directbill.core.form import Field, FieldKind, Form, Task, TaskKind, Value, Values
from directbill.core.parties import AccountKind
from directbill.queries import evidence
from directbill.records.models import Account, Application, Ledger, LedgerImport, TaskAnswers
from directbill.records.words import ImportState

PENDING = frozenset({ImportState.RECEIVED, ImportState.READING})


def documents(partner: UUID, owner: Application | None, *, task: Task) -> dict[str, Value]:
    """The answers of a task that are documents: how many there are, by field."""
    if not any(f.kind is FieldKind.EVIDENCE for f in task.fields):
        return {}
    return _counted(task, evidence.counts(partner, owner))


def faults(
    owner: Application, questions: Form, *, rows: Mapping[str, TaskAnswers]
) -> dict[str, tuple[Fault, ...]]:
    """What is wrong with tasks that are said to be finished, though their answers alone read well. Four queries."""
    counts = evidence.counts(owner.partner_id, owner)
    regions = _regions(owner.partner_id)
    unread = tuple(_unread(owner.partner_id, frozenset(n for n, _ in regions.values())))
    found = {}
    for task in questions.tasks:
        row = rows.get(task.key)
        if row is not None and row.finished:
            told = (*_missing(task, row.values, counts), *_account(task, row.values, regions))
            found[task.key] = (*told, *unread) if task.kind is TaskKind.LEDGER else told
    return found


def _counted(task: Task, counts: Mapping[evidence.Key, int]) -> dict[str, Value]:
    keys = (f.key for f in task.fields if f.kind is FieldKind.EVIDENCE)
    return {key: str(counts[task.key, key]) for key in keys if counts.get((task.key, key))}


def _missing(task: Task, values: Values, counts: Mapping[evidence.Key, int]) -> Iterator[Fault]:
    """Documents that are required and not given."""
    for each in form.asked(task.fields, values):
        if each.kind is FieldKind.EVIDENCE and each.required and not counts.get((task.key, each.key)):
            yield Fault("answer_missing", Place(column=each.key))


def _regions(partner: UUID) -> dict[str, tuple[str, str]]:
    """The location accounts by key: number and region."""
    rows = Account.objects.filter(partner_id=partner, kind=AccountKind.LOCATION)
    return {str(key): (number, region) for key, number, region in rows.values_list("id", "number", "region")}


def _account(task: Task, values: Values, regions: Mapping[str, tuple[str, str]]) -> Iterator[Fault]:
    """The account chosen must be one of the company's own, in the region chosen beside it."""
    for each in task.fields:
        chosen = values.get(each.key, "")
        if each.kind is not FieldKind.ACCOUNT or not isinstance(chosen, str) or not chosen:
            continue
        number, region = regions.get(chosen, ("", ""))
        if not number:
            yield Fault("account_not_there", Place(column=each.key))
        elif (wanted := _region(task.fields, values)) and region and region != wanted:
            yield Fault("account_other_region", Place(column=each.key), number)


def _region(fields: tuple[Field, ...], values: Values) -> str:
    """The region chosen in the same task, where it asks for one."""
    asked = any(f.key == "region" and f.kind is FieldKind.CHOICE for f in fields)
    return str(values.get("region", "")) if asked else ""


def _unread(partner: UUID, numbers: frozenset[str]) -> Iterator[Fault]:
    """Files that are not read yet, or were read for other accounts than there are today."""
    read = Ledger.objects.filter(partner_id=partner).first()
    pending = LedgerImport.objects.filter(partner_id=partner, state__in=PENDING).exists()
    if pending or (read is not None and read.reread_asked_at is not None):
        yield Fault("ledger_being_read")
    elif read is not None and not read.assumed and frozenset(read.ids) != numbers:
        yield Fault("ledger_other_accounts")
