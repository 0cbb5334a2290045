"""Lines behind the figures: what to choose from, the lines themselves, and why one counts or does not."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from directbill.core.edition import Edition
from directbill.core.money import shown
from directbill.core.statement import StatementLine
from directbill.documents.texts import Catalog, readable
from directbill.documents.words import Words, words_for
from directbill.ledger.line_file import Filter, Found, Share
from directbill.queries import program
from directbill.web.ui.fields import Choice

Talk = Callable[[UUID], str]
"""Where a conversation about a line is."""
CHOSEN = ("month", "account", "category", "reason")
COUNTED = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the list shows it."""

    where: str
    url: str
    month: str
    product: str
    customer: str
    category: str
    amount: str
    figure: str
    counted: bool
    why: str
    conversation: str


@dataclass(frozen=True, slots=True)
class Chooser:
    """One way to narrow the list."""

    name: str
    label: str
    choices: tuple[Choice, ...]


def wanted(sent: dict[str, str]) -> Filter:
    """What the address asks for; what is not understood asks for nothing."""
    chosen = {name: sent.get(name, "")[:200] for name in (*CHOSEN, "document", "text")}
    return Filter(**chosen, counted=COUNTED.get(sent.get("counted", "")))


def choosers(shares: tuple[Share, ...], filter_: Filter, *, words: Words) -> tuple[Chooser, ...]:
    """The ways to narrow, with only what there is."""
    made = []
    for name in CHOSEN:
        values = sorted({getattr(share, name) for share in shares} - {""}, reverse=name == "month")
        chosen = getattr(filter_, name)
        choices = tuple(Choice(v, _named(name, v, words), v == chosen) for v in values)
        made.append(Chooser(name, words.say(f"lines.{name}"), choices))
    counted = {True: "yes", False: "no", None: ""}[filter_.counted]
    choices = tuple(Choice(v, words.say(f"lines.counted_{v}"), v == counted) for v in COUNTED)
    return (*made, Chooser("counted", words.say("lines.counted"), choices))


def _named(name: str, value: str, words: Words) -> str:
    match name:
        case "month":
            return words.texts.locale.month(value)
        case "category":
            return words.name("category", value)
        case "reason":
            return words.name("left", value)
        case _:
            return readable(value)


def lines(  # sentence: which lines, what is talked about
    found: Found, talks: dict[str, UUID], *, url: str, talk: Talk, words: Words
) -> tuple[Line, ...]:
    """The lines of a page, each with its verdict and the conversation about it. `url` is the page of one line."""
    open_ = {where: talk(key) for where, key in talks.items()}
    return tuple(_line(each, open_, url, words) for each in found.lines)


def _line(found: StatementLine, talks: dict[str, str], url: str, words: Words) -> Line:
    where = f"{found.file}:{found.row}"
    return Line(
        where=readable(where),
        url=f"{url}?{urlencode({'where': where})}",
        month=words.texts.locale.month(found.month),
        product=readable(found.product or found.charge_type),
        customer=readable(found.customer),
        category=words.name("category", found.category),
        amount=words.say(
            "amount", currency=found.currency, amount=words.texts.locale.money(shown(found.amount))
        ),
        figure="" if found.usd is None else words.texts.locale.money(shown(found.usd)),
        counted=found.counted,
        why=words.say("lines.counts") if found.counted else _named("reason", found.reason, words),
        conversation=talks.get(where, ""),
    )


def words_of(edition: Edition, texts: Catalog) -> Words:
    """The words of the edition the lines were judged by."""
    return words_for(texts, edition, program=program.program())


def query(filter_: Filter, **more: int) -> str:
    """The filter as it stands in an address."""
    counted = {True: "yes", False: "no", None: ""}[filter_.counted]
    values = {name: getattr(filter_, name) for name in (*CHOSEN, "document", "text")} | {"counted": counted}
    return urlencode({key: value for key, value in values.items() if value} | more)
