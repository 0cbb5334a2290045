"""Stored files: which of them some record names."""

from collections.abc import Iterable

from directbill.records.models import Evaluation, EvidenceRevision, LedgerFile


def named(keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that are on a record. Asked in the scope of all partners: what is out of scope looks lost."""
    wanted = list(keys)
    found: set[str] = set()
    for rows in (EvidenceRevision.objects.all(), LedgerFile.objects.all()):
        found.update(rows.filter(storage_key__in=wanted).values_list("storage_key", flat=True))
    return frozenset(found)


def lines_named(keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys of line files that an evaluation names. Asked in the scope of all partners, too."""
    return frozenset(Evaluation.objects.filter(lines_key__in=list(keys)).values_list("lines_key", flat=True))
