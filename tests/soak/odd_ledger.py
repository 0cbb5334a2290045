"""Random ledgers laid together: every reason for not counting, odd currencies, own rates, digits beyond four places."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

from directbill.core.ledger import Charge, Document
from directbill.core.revenue import Ledger
from tests.ledger import chance

ALIKE = 4
"""How many lines differ in nothing but their row and amount, so that there is something to sum."""


def ledger(seeds: Iterable[int]) -> Ledger:
    """One ledger of the seeds' ledgers, each with documents and files of its own."""
    charges: list[Charge] = []
    documents: list[Document] = []
    for seed in seeds:
        one = chance.ledger(seed)
        charges += _charges(one.charges, seed)
        documents += (
            replace(d, id=f"{seed}{d.id}", amends=d.amends and f"{seed}{d.amends}") for d in one.documents
        )
    return Ledger(tuple(charges), tuple(documents), frozenset(chance.MONTHS))


def _charges(charges: Iterable[Charge], seed: int) -> Iterator[Charge]:
    amounts = random.Random(seed)
    for c in charges:
        own = replace(c, document=f"{seed}{c.document}", file=f"{seed}{c.file}")
        for n in range(ALIKE):
            yield replace(own, row=c.row * ALIKE + n, amount=chance.amount(amounts))
