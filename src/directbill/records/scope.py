"""The scope of a piece of work: whose records it may touch. Set with SET LOCAL, so it ends with the transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

EVERYONE = "all"
"""Work of the desk and of the installation itself: all partners."""


def partner(key: UUID) -> str:
    """The records of one partner."""
    return f"partner:{key}"


def person(key: UUID) -> str:
    """What concerns a person before it is known for whom they act: their invitations and representations."""
    return f"person:{key}"


def link(digest: str) -> str:
    """What a link that was sent leads to, by the digest of its secret."""
    return f"link:{digest}"


@contextmanager
def scoped(scope: str, *, read_only: bool = False) -> Iterator[None]:
    """A transaction in which only records in scope exist. A read-only one refuses every write.

    An inner scope holds until its block ends; then the outer one holds again. The outermost ends with its transaction.
    """
    inner = connection.in_atomic_block
    with transaction.atomic():
        before = current() if inner else ""
        _set(scope, read_only=read_only)
        yield
        if inner:
            _set(before)


def current() -> str:
    """The scope in force in this transaction; empty where none is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('directbill.scope', true), '')")
        return str(cursor.fetchone()[0])


def _set(scope: str, *, read_only: bool = False) -> None:
    """One round trip, whatever is set."""
    locked = ", set_config('transaction_read_only', 'on', true)" if read_only else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('directbill.scope', %s, true){locked}", [scope])
