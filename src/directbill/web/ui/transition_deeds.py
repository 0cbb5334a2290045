"""The verbs of a transition and of its customers, each as its page asks for it and does it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from directbill.actions import customer_move, transition
from directbill.actions.leaving import Which as Enrolled
from directbill.actions.shape.transitioning import Which
from directbill.core import moving
from directbill.core import transition as core
from directbill.core.form import Field, FieldKind
from directbill.documents.texts import catalog, languages
from directbill.queries import ledger, standing
from directbill.records.models import CustomerMove
from directbill.web.request import Request
from directbill.web.ui import customers, reading, transitioning
from directbill.web.ui.fields import Choice
from directbill.web.ui.standing_deeds import Sent, Wanted
from directbill.web.ui.transitioning import ASK, LIST, Page

LEDGER, NAMES = "ledger", "names"


@dataclass(frozen=True, slots=True)
class Doing:
    """A verb on a page, for a request."""

    page: Page
    verb: str
    request: Request

    @property
    def which(self) -> Callable[[int], Which]:
        row = self.page.row
        if row is None:
            raise Http404
        return lambda revision: Which(partner=row.partner_id, transition=row.id, revision=revision)


def of_transition(  # sentence: of which page, which verb, for what
    page: Page, verb: str, request: Request
) -> Wanted:
    """A verb of the transition itself. What may not be done is not there."""
    known = {ASK, LIST} | {row.verb for row in core.TABLE.steps}
    if verb not in known or not page.may(verb) or (request.method != "POST" and not page.able(verb)):
        raise Http404
    doing = Doing(page, verb, request)
    if verb == ASK:
        return _ask(doing)
    if verb == LIST:
        return _list(doing)
    row = page.row
    if row is None:
        raise Http404
    ask = page.rules.ask(f"{core.TABLE.name}.{verb}")
    return Wanted(
        title=transitioning.name(page, verb),
        about=page.view.say("transition_page.title"),
        help=page.view.texts.own(ask.help) if ask.help else page.view.say(f"transition_page.help.{verb}"),
        act=_does(doing),
        revision=row.revision,
        fields=ask.fields,
        values=row.provider,
        asks_text=verb in core.REASONED,
        grave=verb in {"withdraw", "complete", *core.REASONED},
    )


def of_customer(  # sentence: of which page, whose move, which verb
    page: Page, row: CustomerMove, verb: str, *, request: Request
) -> Wanted:
    """A verb of a customer's move. What may not be done is not there."""
    known = {each.verb for each in moving.TABLE.steps}
    posted = request.method == "POST"
    if verb not in known or (not posted and (verb == customers.MARK or not customers.able(page, row, verb))):
        raise Http404
    ask = page.rules.ask(f"{moving.TABLE.name}.{verb}")
    which = Doing(page, verb, request).which(0)

    def act(sent: Sent) -> object:
        return customer_move.do(
            which=customer_move.Which(
                partner=which.partner, transition=which.transition, number=row.number, revision=sent.revision
            ),
            verb=verb,
            sent=customer_move.Sent(
                text=sent.text, values=sent.values, line=max(reading.number(request, "line"), 0)
            ),
            by=page.view.actor,
            at=request.at,
        )

    return Wanted(
        title=customers.name(page, verb),
        about=row.name,
        help=page.view.texts.own(ask.help)
        if ask.help
        else page.view.say(f"life.customer_move.{row.state}.says"),
        act=act,
        revision=row.revision,
        fields=ask.fields,
        values={"lines": [_entry(each) for each in row.lines]} if verb == "plan" and row.lines else {},
        asks_text=verb in moving.REASONED,
        grave=verb in moving.REASONED,
        told=((page.view.say("customer_page.terms"), transitioning.told(page, page.rules.terms)),)
        if verb == "plan"
        else (),
    )


def _ask(doing: Doing) -> Wanted:
    page, request = doing.page, doing.request
    view, row = page.view, page.view.row

    def act(sent: Sent) -> object:
        which = Enrolled(partner=row.partner_id, enrollment=row.id, revision=sent.revision)
        return transition.ask(which=which, values=sent.values, by=view.actor, at=request.at)

    return Wanted(
        title=transitioning.name(page, ASK),
        about=view.say("transition_page.title"),
        help=view.say("transition_page.help.ask", n=page.rules.approval),
        act=act,
        revision=row.revision,
        fields=page.rules.ask(f"{core.TABLE.name}.{ASK}").fields,
        grave=True,
        told=(
            (view.say("transition_page.keeps"), transitioning.told(page, page.rules.keeps)),
            (view.say("transition_page.loses"), transitioning.told(page, page.rules.loses)),
        ),
    )


def _list(doing: Doing) -> Wanted:
    """Customers of the ledger to choose from, and a field for others."""
    page, request = doing.page, doing.request
    view, row = page.view, page.row
    if row is None:
        raise Http404
    listed = {each.name for each in page.moves if each.state != moving.State.REMOVED}
    known = standing.known(row.partner_id)
    sold = [name for name in (ledger.customers(known) if known else ()) if name not in listed]
    chosen = Field(LEDGER, FieldKind.CONDITIONS, _in_each("customer_page.ledger"), required=False)
    typed = Field(
        NAMES,
        FieldKind.TEXT,
        _in_each("customer_page.names"),
        _in_each("customer_page.names_help"),
        required=False,
    )

    def act(sent: Sent) -> object:
        numbers = str(sent.values.get(LEDGER, "")).split()
        picked = [sold[int(n) - 1] for n in numbers if n.isdecimal() and 0 < int(n) <= len(sold)]
        names = [*picked, *str(sent.values.get(NAMES, "")).splitlines()]
        return customer_move.add(which=doing.which(sent.revision), names=names, by=view.actor, at=request.at)

    return Wanted(
        title=transitioning.name(page, LIST),
        about=view.say("transition_page.title"),
        help=view.say("transition_page.help.list"),
        act=act,
        revision=row.revision,
        fields=(chosen, typed) if sold else (typed,),
        choices={LEDGER: tuple(Choice(str(n), name, chosen=False) for n, name in enumerate(sold, 1))},
    )


def _does(doing: Doing) -> Callable[[Sent], object]:
    """What the verb does with what was sent."""
    by, at, verb = doing.page.view.actor, doing.request.at, doing.verb

    def act(sent: Sent) -> object:
        which = doing.which(sent.revision)
        if verb == "name_provider":
            return transition.name_provider(which=which, values=sent.values, by=by, at=at)
        if verb == "withdraw":
            return transition.withdraw(which=which, text=sent.text, by=by, at=at)
        if verb == "finish":
            return transition.finish(which=which, by=by, at=at)
        return transition.decide(which=which, verb=verb, text=sent.text, by=by, at=at)

    return act


def _entry(line: dict[str, str]) -> dict[str, str]:
    return {key: str(line[key]) for key in ("name", "kind", "way", "ends") if line.get(key)}


def _in_each(key: str) -> dict[str, str]:
    """A sentence of the catalog, as a form has its own: in every language."""
    return {lang: catalog(lang).say(key) for lang in languages()}
