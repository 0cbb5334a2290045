"""Every line of the statement as CSV: counted or not and why, method, rate and the statement's currency.

The header and the codes are the same in every language; only `why` and `how` are sentences. A text cell that a
spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers, with a dot.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from directbill.core.statement import StatementLine
from directbill.documents.texts import Catalog

HEADER = (
    "file", "row", "document", "month", "account", "customer", "subscription", "product", "charge_type",
    "category", "rule", "amount", "currency", "counted", "reason", "why", "method", "how", "rate", "usd",
)  # fmt: skip
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take the file for another encoding and spoil every accent."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
                  "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")  # fmt: skip


def render(lines: Iterable[StatementLine], texts: Catalog) -> str:
    """The whole file as text."""
    return "".join(stream(lines, texts))


def stream(lines: Iterable[StatementLine], texts: Catalog) -> Iterator[str]:
    """The file line by line, so that a ledger of any size can be written."""
    page = io.StringIO(newline="")
    write = csv.writer(page)
    page.write(BYTE_ORDER_MARK)
    write.writerow(HEADER)
    yield _taken(page)
    for line in lines:
        write.writerow(_cells(line, texts))
        yield _taken(page)


def _taken(page: io.StringIO) -> str:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text


def _cells(line: StatementLine, texts: Catalog) -> tuple[str, ...]:
    why = texts.say(f"left.{line.reason}") if texts.has(f"left.{line.reason}") else line.reason
    return (
        inert(line.file),
        str(line.row),
        *map(inert, (line.document, str(line.month), line.account, line.customer, line.subscription)),
        *map(inert, (line.product, line.charge_type, line.category, line.rule)),
        f"{line.amount:f}",
        inert(line.currency),
        "yes" if line.counted else "no",
        inert(line.reason),
        why,
        "" if line.method is None else str(int(line.method)),
        "" if line.method is None else texts.say(f"method.{int(line.method)}"),
        "" if line.rate is None else f"{line.rate:f}",
        "" if line.usd is None else f"{line.usd:f}",
    )


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text
