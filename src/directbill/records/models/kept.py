"""What all our records share: a key nobody can guess, and the check constraints written the same way."""

import uuid
from collections.abc import Iterable
from enum import StrEnum

import pgtrigger
from django.db import models

LONGEST_WORD = 40
LONGEST_NAME = 200
DIGEST = 64


class Kept(models.Model):
    """A record with a random key, so that a foreign one cannot be found by counting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def word(kind: type[StrEnum] | None = None, **settings: object) -> "models.CharField[str, str]":
    """A column for one word of a list. The list itself is held by `one_of`."""
    del kind
    return models.CharField(max_length=LONGEST_WORD, **settings)  # type: ignore[arg-type]  # types: passed on


def one_of(column: str, kind: Iterable[str], *, table: str) -> models.CheckConstraint:
    """The database refuses a word that is not on the list."""
    allowed = sorted(str(each) for each in kind)
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": allowed}), name=f"{table}_{column}_known"
    )


def together(*columns: str, table: str) -> models.CheckConstraint:
    """Columns that are all set or all empty."""
    none = models.Q(**{f"{column}__isnull": True for column in columns})
    every = models.Q(**{f"{column}__isnull": False for column in columns})
    return models.CheckConstraint(condition=none | every, name=f"{table}_{columns[0]}_together")


def in_order(earlier: str, later: str, *, table: str) -> models.CheckConstraint:
    """Where both are set, one day is not after the other."""
    either = models.Q(**{f"{earlier}__isnull": True}) | models.Q(**{f"{later}__isnull": True})
    ordered = models.Q(**{f"{later}__gte": models.F(earlier)})
    return models.CheckConstraint(condition=either | ordered, name=f"{table}_{later}_in_order")


def append_only() -> list[pgtrigger.Trigger]:
    """Rows are added and never changed or taken away, by whoever it be."""
    return [
        pgtrigger.Trigger(
            name="append_only",
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete | pgtrigger.Truncate,
            func="RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME;",
        )
    ]
