"""The reference page that is made from what a program says of becoming an indirect reseller."""

from collections.abc import Iterable, Iterator, Sequence

from directbill.core.edition import Program, Source
from directbill.core.enrollment import State
from directbill.core.transition import Rules, Told
from directbill.programs.edition_page import marked, own
from directbill.programs.form_reference import line
from directbill.programs.markdown import GENERATED, table


def page(program: Program, rules: Sequence[Rules]) -> str:
    """What holds of the transition under each edition, as tables of Markdown; what is the same is written once."""
    parts = [f"# Becoming an indirect reseller: {own(program.title)}", GENERATED, _intro(program)]
    parts += [
        "## When it can be asked for",
        table(("Edition", "States of the enrollment", "Source"), _when(rules)),
    ]
    for name in dict.fromkeys(each.name for each in rules):
        parts.extend(_file(next(each for each in rules if each.name == name)))
    return "\n\n".join(parts) + "\n"


def _intro(program: Program) -> str:
    return (
        f"How a direct-bill partner of `{program.name}` becomes an indirect reseller, as data: `transition/` beside "
        "the editions. States and verbs of the transition and of each customer's move: [states](states.md)."
    )


def _when(rules: Iterable[Rules]) -> Iterator[tuple[str, ...]]:
    for each in rules:
        states = ", ".join(f"`{state}`" for state in State if state in each.standings)
        yield each.edition, states, marked(each.standings_source)


def _file(rules: Rules) -> Iterator[str]:
    yield f"## {rules.name}"
    yield f"SHA-256 `{rules.digest[:16]}`. Source: {marked(rules.source)}"
    for title, rows in (
        ("What is kept", rules.keeps),
        ("What is lost", rules.loses),
        ("What follows for a customer's agreement", rules.agreements),
        ("What holds of a transfer", rules.terms),
    ):
        yield f"**{title}**"
        yield table(("What", "Source"), (_told(each) for each in rows))
    yield "**Numbers**"
    yield table(("What", "Count", "Source"), _numbers(rules))
    yield "**Kinds of subscription**"
    kinds = (
        (line(f"{own(k.title)} (`{k.key}`)", {}), "yes" if k.transfers else "no", marked(k.source))
        for k in rules.kinds.values()
    )
    yield table(("Kind", "Can be transferred", "Source"), kinds)


def _told(each: Told) -> tuple[str, ...]:
    return line(f"**{each.key}**", each.text), marked(each.source)


def _numbers(rules: Rules) -> Iterator[tuple[str, ...]]:
    named: dict[str, tuple[int, Source]] = {
        "working days in which the desk answers": (rules.approval, rules.approval_source),
        "days for which the provider's link holds": (rules.link, rules.link_source),
        "subscriptions of one transfer, at most": (rules.most, rules.most_source),
    }
    for name, (count, source) in named.items():
        yield name, str(count), marked(source)
