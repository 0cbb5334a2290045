"""Lines behind the figures: what to choose from, the lines themselves, and why one counts or does not."""

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
from directbill.web.portal.company import Company
from directbill.web.ui.fields import Choice

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


def lines(
    found: Found, talks: dict[str, UUID], *, company: Company, words: Words
) -> tuple[Line, ...]:  # fmt: skip
    """The lines of a page, each with its verdict and the conversation about it."""
    return tuple(_line(each, talks, company, words) for each in found.lines)


def _line(found: StatementLine, talks: dict[str, UUID], company: Company, words: Words) -> Line:
    where = f"{found.file}:{found.row}"
    talk = talks.get(where)
    return Line(
        where=readable(where),
        url=f"{company.url('line')}?{urlencode({'where': where})}",
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
        conversation=company.url("conversation", talk) if talk else "",
    )


def words_of(edition: Edition, texts: Catalog) -> Words:
    """The words of the edition the lines were judged by."""
    return words_for(texts, edition, program=program.program())


def query(filter_: Filter, **more: int) -> str:
    """The filter as it stands in an address."""
    counted = {True: "yes", False: "no", None: ""}[filter_.counted]
    values = {name: getattr(filter_, name) for name in (*CHOSEN, "document", "text")} | {"counted": counted}
    return urlencode({key: value for key, value in values.items() if value} | more)
