"""From direct bill to indirect reseller: asked for, approved, a provider named who answers, verified, and the end."""

from datetime import datetime, timedelta
from uuid import UUID

from directbill.access import deeds
from directbill.access.actor import Actor
from directbill.access.permissions import Permission
from directbill.actions.leaving import Which as Enrolled
from directbill.actions.shape import (
    ending,
    links,
    references,
    sending,
    standings,
    transition_letters,
    transitioning,
    work,
)
from directbill.actions.shape.keeping import Deed
from directbill.actions.shape.transitioning import Moving, Which
from directbill.core import departing, form, transition, wording
from directbill.core import enrollment as enrollments
from directbill.core.errors import refuse
from directbill.core.findings import Turn
from directbill.core.form import Values
from directbill.core.transition import State
from directbill.queries import days, departures, dossier
from directbill.records.models import ProviderLink, Transition

ASK = "ask"
"""How it begins."""
TABLE = transition.TABLE.name
KIND = "transition:"


def ask(*, which: Enrolled, values: Values, by: Actor, at: datetime) -> Transition:
    """Ask to become an indirect reseller. Only a Global administrator who proved who they are a short while ago.

    Refuses `transition_not_offered`, `transition_there`, `leaving_given` while notice runs, and what the core refuses.
    """
    with work.on(by, Permission.TRANSITION_ASK, which.partner):
        sending.may_send(by, at)
        case = standings.locked(which.enrollment, partner=which.partner)
        if case.row.revision != which.revision:
            raise refuse("revision_stale", found=str(case.row.revision), seen=str(which.revision))
        sending.of_the_tenant(by, dossier.of(case.row.application, on=days.of(at)))
        rules = transitioning.rules(case)
        found = transition.asked(enrollments.State(case.row.state), rules)
        departing.held(departures.open_of(case.row).core(), departing.ASK)
        given = transitioning.checked(rules, f"{TABLE}.{ASK}", values)
        row = Transition(
            partner_id=case.row.partner_id, enrollment=case.row, asked_on=days.of(at), state=found.state
        )
        whole = Moving(case, row, rules, [])
        deed = Deed(verb=ASK, side=Turn.APPLICANT, by=by, at=at, values=given)
        transitioning.keep(whole, deed, after=found.state)
        transition_letters.told(whole, ASK, at=at)
        transitioning.written(f"{KIND}ask", whole, changes={"state": row.state}, by=by, at=at)
    return row


def decide(*, which: Which, verb: str, text: str, by: Actor, at: datetime) -> Transition:
    """Approve or refuse what was asked for, send the verification back, or complete it: then the enrollment ends.

    Who approved does not complete. Refuses `not_there`, `revision_stale`, and what the core refuses.
    """
    with work.on(by, deeds.of_transition(verb), which.partner):
        person = work.person(by)
        found = _locked(which)
        deed = Deed(verb=verb, by=by, at=at, text=transitioning.said(text))
        if verb == "approve":
            found.row.approver_id = person
        transitioning.advance(found, deed)
        if found.row.state == State.COMPLETED:
            ending.end(found.case, standings.Deed(verb="end", by=by, at=at, cause=TABLE))
        transition_letters.told(found, verb, said=deed.text, at=at)
        transitioning.written(f"{KIND}decide", found, changes={"verb": verb}, by=by, at=at)
    return found.row


def name_provider(*, which: Which, values: Values, by: Actor, at: datetime) -> Transition:
    """Name the indirect provider and send its link; an earlier link leads nowhere from now on.

    That the company accepts is said with it: only a Global administrator who proved who they are a short while ago.
    """
    with work.on(by, Permission.TRANSITION_ASK, which.partner):
        sending.may_send(by, at)
        found = _locked(which)
        given = transitioning.checked(found, f"{TABLE}.name_provider", values)
        found.row.provider = {key: str(given[key]) for key in ("name", "number", "email")}
        transitioning.advance(found, Deed(verb="name_provider", by=by, at=at, values=given))
        ProviderLink.objects.filter(transition=found.row, answered_at=None, replaced_at=None).update(
            replaced_at=at
        )
        _send_link(found, at)
        transitioning.written(
            f"{KIND}name_provider", found, changes={"provider": found.row.provider["name"]}, by=by, at=at
        )
    return found.row


def withdraw(*, which: Which, text: str, by: Actor, at: datetime) -> Transition:
    """Take it back, as long as no provider accepted: the company stays what it is, and a link leads nowhere.

    The customers that were listed are closed with it.
    """
    with work.on(by, Permission.TRANSITION_ASK, which.partner):
        found = _locked(which)
        transitioning.advance(found, Deed(verb="withdraw", by=by, at=at, text=transitioning.said(text)))
        ProviderLink.objects.filter(transition=found.row, answered_at=None, replaced_at=None).update(
            replaced_at=at
        )
        transition_letters.told(found, "withdraw", at=at)
        transitioning.written(f"{KIND}withdraw", found, changes={"state": found.row.state}, by=by, at=at)
    return found.row


def finish(*, which: Which, by: Actor, at: datetime) -> Transition:
    """Say that every customer is settled: the desk verifies. Refuses `transition_customers_open`."""
    with work.on(by, Permission.TRANSITION_WORK, which.partner):
        found = _locked(which)
        transitioning.advance(found, Deed(verb="finish", by=by, at=at))
        transitioning.written(f"{KIND}finish", found, changes={"state": found.row.state}, by=by, at=at)
    return found.row


def accept(*, link: UUID, name: str, by: Actor, at: datetime) -> Transition:
    """The provider accepts by writing the name of who does: from now on the company is both, and there is no way back.

    Refuses `signature_name`, `signature_closed`, `signature_expired`.
    """
    with work.on(by, Permission.TRANSITION_ACCEPT, by.signs_for):
        found, held = _holding(link, by=by, at=at)
        held.answered_at, held.accepted = at, True
        held.answered_name = wording.plain(name, column="name", longest=form.LONGEST_LINE)
        if not held.answered_name:
            raise refuse("signature_name", column="name")
        held.save()
        found.row.both_since = days.of(at)
        transitioning.advance(found, Deed(verb="accept", by=by, at=at, values={"name": held.answered_name}))
        transition_letters.told(found, "accept", at=at)
        transitioning.written(f"{KIND}accept", found, changes={"provider": held.name}, by=by, at=at)
    return found.row


def decline(*, link: UUID, reason: str, by: Actor, at: datetime) -> Transition:
    """The provider declines and says why: the company is told, and can name another one."""
    with work.on(by, Permission.TRANSITION_ACCEPT, by.signs_for):
        found, held = _holding(link, by=by, at=at)
        deed = Deed(verb="decline", by=by, at=at, text=transitioning.said(reason))
        transitioning.advance(found, deed)
        held.answered_at, held.accepted = at, False
        held.save()
        transition_letters.told(found, "decline", said=deed.text, at=at)
        transitioning.written(f"{KIND}decline", found, changes={"provider": held.name}, by=by, at=at)
    return found.row


def lapse(*, link: UUID, by: Actor, at: datetime) -> Transition:
    """The provider's link ran out without an answer: it is the company's turn again, and it is told so.

    Refuses `not_there` a link that was answered or replaced, and `provider_link_holds` before its end.
    """
    with work.on(by, Permission.ENROLLMENT_CLOCK):
        of = ProviderLink.objects.filter(id=link).values_list("transition_id", flat=True).first()
        if of is None:
            raise refuse("not_there")
        found = transitioning.locked(of, partner=None)
        held = work.lock(ProviderLink.objects.all(), id=link, answered_at=None, replaced_at=None)
        if at < held.expires_at:
            raise refuse("provider_link_holds", found=days.of(held.expires_at).isoformat())
        held.replaced_at = at
        held.save()
        transitioning.advance(found, Deed(verb="lapse", by=by, at=at))
        transition_letters.told(found, "lapse", at=at)
        transitioning.written(f"{KIND}lapse", found, changes={"provider": held.name}, by=by, at=at)
    return found.row


def _locked(which: Which) -> Moving:
    return transitioning.locked(which.transition, partner=which.partner, revision=which.revision)


def _send_link(found: Moving, at: datetime) -> None:
    secret, row = references.secret(), found.row
    link = ProviderLink.objects.create(
        partner_id=row.partner_id,
        transition=row,
        company=found.case.row.partner.name,
        edition=found.case.row.edition,
        name=row.provider["name"],
        email=row.provider["email"],
        digest=links.digest(secret),
        sent_at=at,
        expires_at=at + timedelta(days=found.rules.link),
    )
    transition_letters.to_provider(found, link, secret=secret, at=at)


def _holding(key: UUID, *, by: Actor, at: datetime) -> tuple[Moving, ProviderLink]:
    """The transition, and the link that is still open. A link to another one of the same company leads not here."""
    if by.key != f"provider:{key}":
        raise refuse("not_there")
    of = ProviderLink.objects.filter(id=key).values_list("transition_id", flat=True).first()
    if of is None:
        raise refuse("not_there")
    found = transitioning.locked(of, partner=by.signs_for)
    held = work.lock(ProviderLink.objects.all(), id=key)
    if held.answered_at or held.replaced_at:
        raise refuse("signature_closed")
    if at >= held.expires_at:
        raise refuse("signature_expired", found=days.of(held.expires_at).isoformat())
    return found, held
