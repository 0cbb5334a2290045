"""The scope of a piece of work: whose records it may touch. Set with SET LOCAL, so it ends with the transaction.

Setting it tells, in the same round trip, which editions people of the desk put into force: so every piece of work in
every process goes by what was in force when it began, and nothing has to be told to anybody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

EVERYONE = "all"
"""Work of the desk and of the installation itself: all partners."""


IN_FORCE = """
(SELECT coalesce(string_agg(program || ' ' || edition || ' ' || digest, ',' ORDER BY program, edition), '')
 FROM records_publication WHERE state = 'in_force')
"""
_published: ContextVar[str] = ContextVar("published", default="")


def published() -> frozenset[tuple[str, str, str]]:
    """Editions put into force at the desk, by program, name and digest, as the last piece of work here knew them."""
    return frozenset(_three(each) for each in _published.get().split(",") if each)


def look() -> None:
    """Learn what is in force now where no piece of work begins: for pages that are about nobody's records."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {IN_FORCE}")
        _published.set(str(cursor.fetchone()[0]))


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
    """One round trip, whatever is set and told."""
    locked = ", set_config('transaction_read_only', 'on', true)" if read_only else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {IN_FORCE}, set_config('directbill.scope', %s, true){locked}", [scope])
        _published.set(str(cursor.fetchone()[0]))


def _three(told: str) -> tuple[str, str, str]:
    program, edition, digest = told.split(" ")
    return program, edition, digest
