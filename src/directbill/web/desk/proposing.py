"""The page on which the desk proposes a restriction: the causes of the program that lead somewhere, and why."""

from dataclasses import dataclass

from directbill.actions import restriction as actions
from directbill.core.errors import Refusal
from directbill.web.request import Request
from directbill.web.ui import problems
from directbill.web.ui.enrolled import View
from directbill.web.ui.problems import Problem
from directbill.web.ui.restricting import typed, wrong

TEXT, SIGNAL, SUBJECT = "text", "signal", "subject"


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause to choose, and where it leads."""

    value: str
    label: str
    chosen: bool
    leads: str


@dataclass(frozen=True, slots=True)
class Proposing:
    """What the page of a proposal shows."""

    choices: tuple[Cause, ...]
    subject: str
    text: str
    faults: tuple[Problem, ...]
    wrong: dict[str, str]

    @property
    def status(self) -> int:
        return 422 if self.faults else 200


def proposed(view: View, *, request: Request) -> Proposing | None:
    """The page of a proposal, opened or with what is wrong; None once it was made."""
    if request.method != "POST":
        return _proposing(view, request)
    try:
        actions.propose(
            enrollment=view.row.id,
            signal=typed(request, SIGNAL),
            subject=typed(request, SUBJECT),
            text=typed(request, TEXT),
            by=view.actor,
            at=request.at,
        )
    except Refusal as refusal:
        return _proposing(view, request, refusal=refusal)
    return None


def _proposing(view: View, request: Request, *, refusal: Refusal | None = None) -> Proposing:
    faults = problems.of_page(refusal) if refusal else ()
    kinds = [each for each in view.rules.signals if each.leads_to]
    given = request.POST if request.method == "POST" else request.GET
    chosen = str(given.get(SIGNAL, ""))
    return Proposing(
        choices=tuple(
            Cause(each.key, view.texts.own(each.title), each.key == chosen, _leads(view, each.leads_to))
            for each in kinds
        ),
        subject=str(given.get(SUBJECT, "")).strip(),
        text=typed(request, TEXT),
        faults=problems.told(faults, view.texts, fields=True),
        wrong=wrong(view, faults),
    )


def _leads(view: View, leads_to: str) -> str:
    """Where a cause leads: to the one state it names, or through the steps of the edition's ladder."""
    states = (
        [leads_to]
        if view.texts.has(f"life.enrollment.{leads_to}.word")
        else [rung.status for rung in view.words.edition.ladder]
    )
    words = (view.say(f"life.enrollment.{state}.word") for state in states)
    return view.say("restricting.leads", n=len(states), states=", ".join(words))
