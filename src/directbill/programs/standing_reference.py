"""The reference page that is made from what a program says of remaining a partner."""

from collections.abc import Iterator, Sequence

from directbill.core.edition import Edition, Program
from directbill.core.enrollment import GOOD, REDUCED
from directbill.core.signals import Signal
from directbill.core.standing import Days, Rules
from directbill.programs.edition_page import marked, own
from directbill.programs.form_reference import line
from directbill.programs.markdown import GENERATED, table


def page(program: Program, served: Sequence[tuple[Rules, Sequence[Edition]]]) -> str:
    """Every file of the rules of standing as tables of Markdown, each with the editions it serves."""
    parts = [f"# Remaining a partner of {own(program.title)}", GENERATED, _intro(program)]
    for rules, editions in served:
        parts.extend(_rules(rules, editions))
    return "\n\n".join(parts) + "\n"


def _intro(program: Program) -> str:
    return (
        f"What an enrollment of `{program.name}` may do in each state, and what is watched between two reviews, as "
        "data: `standing/` beside the editions. The clock of the review and the ladder are values of each "
        f"[edition](program-{program.name.replace('_', '-')}.md); states and verbs: [states](states.md)."
    )


def _rules(rules: Rules, editions: Sequence[Edition]) -> Iterator[str]:
    yield f"## {rules.name}"
    serves = ", ".join(e.name for e in editions)
    yield f"Serves: {serves}. SHA-256 `{rules.digest[:16]}`. Source: {marked(rules.source)}"
    yield "**Capabilities** (`yes` in good standing; what serves customers who are there is set in bold)"
    yield table(
        ("Capability", *REDUCED, "Sources"),
        (_capability(rules, place) for place in range(len(rules.capabilities))),
    )
    yield "**Days**"
    yield table(("What", "Days", "Source"), _days(rules))
    yield "**Signals between two reviews**"
    heading = ("Signal", "Watches", "From", "Whose turn", "Days", "Leads to", "Stops", "Source")
    yield table(heading, (_signal(each) for each in rules.signals))


def _capability(rules: Rules, place: int) -> tuple[str, ...]:
    each = rules.capabilities[place]
    name = f"**{own(each.title)}**" if each.serves else own(each.title)
    sources = dict.fromkeys(marked(each.sources[state]) for state in (*GOOD, *REDUCED))
    return (
        line(f"{name} (`{each.key}`)", {}),
        *(str(each.permits[state]) for state in REDUCED),
        "<br>".join(sources),
    )


def _days(rules: Rules) -> Iterator[tuple[str, ...]]:
    named: dict[str, Days] = {
        "from an announcement to the first step, at least": rules.announced,
        "to the next step after it stood still, at least": rules.again,
        "to appeal an announcement or a step": rules.appeal,
        "before its day, the review opens": rules.review_opens,
        "one extension, at most": rules.extension,
        "one waiver, at most": rules.waiver,
        "months without a new application after a revocation": rules.lockout_months,
        "notice of a partner that leaves": rules.exit,
    }
    for name, days in named.items():
        yield name, str(days.count), marked(days.source)
    yield "before each later step, it is told again", ", ".join(map(str, rules.reminders)), ""


def _signal(each: Signal) -> tuple[str, ...]:
    return (
        line(f"**{own(each.title)}** (`{each.key}`)", each.help),
        str(each.watch),
        str(each.level or ""),
        str(each.turn),
        str(each.days),
        f"`{each.leads_to}`" if each.leads_to else "",
        ", ".join(f"`{key}`" for key in each.stops),
        marked(each.source),
    )
