"""The page of an enrollment: its first screen answers, what is stopped says why, and a past day can be asked about."""

from itertools import product

import pytest
from django.test import RequestFactory

from directbill.access.actor import Actor
from directbill.actions import restriction as actions
from directbill.core import enrollment, restriction
from directbill.core.signals import Watch
from directbill.documents.texts import Catalog, catalog, languages
from directbill.ops.jobs import enrollments as jobs
from directbill.programs import library
from directbill.queries import program, reviews
from directbill.records import scope
from directbill.records.models import Signal
from directbill.web.ui import allowing, restricted
from directbill.web.ui.enrolled import View
from tests.actions import leaving, reviewing
from tests.actions.enrolled import CLOCK, Enrolled, approver, later, quick, reviewer
from tests.cast import NOW

pytestmark = pytest.mark.django_db
EN = catalog("en")


def view(found: Enrolled, *, days: int = 0, by: Actor | None = None, texts: Catalog = EN) -> View:
    """The enrollment some days on, as somebody is shown it."""
    on = later(days).date()
    return View(
        found.row,
        actor=by or found.ada,
        texts=texts,
        on=on,
        url=lambda *parts: f"/{parts[0]}/",
        of_review=lambda owner: f"/{owner.reference}/",
    )


def answers(shown: View) -> dict[str, str]:
    return {each.label: each.text for each in shown.five()}


def asked(shown: View, capability: str, day: str) -> allowing.Question:
    return allowing.asked(shown, RequestFactory().get("/", {"capability": capability, "day": day}))


def test_every_code_of_the_core_has_its_sentence_in_every_language() -> None:
    codes = [f"enrollment_{state}" for state in enrollment.State]
    for states in (enrollment.State, restriction.State, Watch):
        codes += [f"resolve_{each}" for each in states]
    missing = [
        (lang, code) for lang, code in product(languages(), codes) if not catalog(lang).has(f"detail.{code}")
    ]
    rules = (program.standing(each.name) for each in library.load().editions)
    signals = {each.key: each for found in rules if found for each in found.signals}
    unsaid = [
        (lang, key) for lang, (key, each) in product(languages(), signals.items())
        if not (each.title.get(lang) and each.help.get(lang) and each.otherwise.get(lang))
    ]  # fmt: skip
    assert (missing, unsaid, len(signals) > 5) == ([], [], True)


def test_every_state_of_a_restriction_says_what_happens_otherwise_and_every_verb_what_it_does() -> None:
    keys = [f"restricted.otherwise.{state}" for state in restriction.State]
    keys += [f"enrolled.why.{state}" for state in enrollment.State]
    people = {s.verb for s in restriction.TABLE.steps if s.by != "nobody"}
    keys += [f"restricting.help.{verb}" for verb in people]
    assert [(lang, key) for lang, key in product(languages(), keys) if not catalog(lang).has(key)] == []


def test_an_active_enrollment_says_that_it_is_nobodys_turn_and_when_it_is_looked_at_again() -> None:
    found = quick()
    with scope.scoped(scope.EVERYONE):
        shown = view(found, days=8)
        told, may, review = answers(shown), shown.may_do(), [each.text for each in shown.review()]
        due = reviews.due(found.row).day
    reference = found.row.application.reference
    assert told == {
        "What": "The partner may do everything that direct bill allows in this region.",
        "Why": f"Enrolled on 22\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026 by the decision on application "
        f"{reference}. Nothing takes anything away.",
        "Whose turn": "Nobody's: there is nothing to do now.",
        "By when": EN.say("enrolled.next_review", day=due, n=(due - later(8).date()).days),
        "Otherwise": EN.say("enrolled.watched"),
    }
    assert (shown.region, shown.word, shown.since) == (
        "Europe",
        "active",
        EN.say("enrolled.since", day=NOW.date(), n=8),
    )
    assert (may.summary, may.whys) == ("13 allowed", ())
    assert len(review) == 4


def test_an_open_review_is_what_comes_first_and_its_page_is_one_step_away() -> None:
    found = quick()
    case = reviewing.opened(found)
    due = reviewing.due(found)
    with scope.scoped(scope.EVERYONE):
        on = (reviewing.opens(found) - NOW.date()).days
        shown = view(found, days=on)
        told, link = answers(shown), shown.review_link()
    first = EN.say("enrolled.review_open", reference=case.owner.reference)
    assert told["Whose turn"] == "Yours: it is your company's turn."
    assert told["By when"] == f"{EN.say('enrolled.by', day=due, n=90)} {first}"
    assert told["Otherwise"].startswith("Direct-bill capabilities are restricted step by step.")
    assert link == (case.owner.reference, f"/{case.owner.reference}/")


def test_what_is_announced_says_what_comes_why_whose_turn_by_when_and_what_otherwise() -> None:
    found = quick()
    found.announced()
    day = later(30).date()
    with scope.scoped(scope.EVERYONE):
        shown = view(found, days=10)
        told = answers(shown)
        row = restricted.row_of(shown, 1)
        assert row is not None
        page = restricted.shown(shown, row)
    by = EN.say("enrolled.by", day=day, n=20)
    assert told["By when"] == by
    assert told["Whose turn"] == "Yours: it is your company's turn."
    assert told["Otherwise"].startswith("On that day: restricted. New purchases are stopped.")
    assert [each.word for each in page.steps] == ["restricted"]
    assert len(page.steps[0].stops) == 7
    assert "Support customers" in page.steps[0].goes_on
    assert [each.verb for each in page.buttons] == ["claim_cure", "appeal"]
    appeal = EN.say("restricted.appeal_by", day=day)
    assert {a.label: a.text for a in page.answers}["By when"] == f"{by} {appeal}"


def test_what_is_stopped_says_why_since_when_and_what_can_be_done_and_serving_goes_on() -> None:
    found = quick()
    found.announced()
    found.taken(at=later(30))
    with scope.scoped(scope.EVERYONE):
        may = view(found, days=33).may_do()
    (why,) = may.whys
    assert (may.summary, why.code, why.heading) == (
        "6 allowed, 7 stopped",
        "enrollment_restricted",
        "Why 7 are not allowed",
    )
    assert why.since == EN.say("permitted.since", day=later(30).date(), n=3)
    assert (why.reason, why.resolution) == (
        EN.say("detail.enrollment_restricted"),
        EN.say("detail.resolve_open"),
    )
    assert why.cause.startswith("The yearly review is not passed. About: 2027.")
    assert {each.word for each in may.serving} == {"goes on"}
    assert [each.key for each in may.fresh if not each.code] == ["move_to_reseller"]
    assert {each.code for each in may.fresh if each.code} == {"enrollment_restricted"}


def test_a_past_day_is_answered_by_the_state_it_had() -> None:
    found = quick()
    found.announced()
    found.taken(at=later(30))
    with scope.scoped(scope.EVERYONE):
        shown = view(found, days=40)
        days = {n: asked(shown, "place_new_orders", str(later(n).date())).said for n in (-1, 29, 30, 40)}
        ahead = asked(shown, "place_new_orders", str(later(41).date()))
        none = asked(shown, "nothing", "x")
        rows = {r.label: r.text for r in asked(shown, "place_new_orders", str(later(31).date())).rows}
    what = "Buy new licenses, Azure, software and reservations"
    assert days == {
        -1: EN.say("allowing.before", day=NOW.date()),
        29: EN.say("allowing.yes", what=what, day=later(29).date()),
        30: EN.say("allowing.no", what=what, day=later(30).date()),
        40: EN.say("allowing.no", what=what, day=later(40).date()),
    }
    assert [f.found for f in ahead.faults] == [EN.say("error.allowing_ahead.found", found=later(41).date())]
    assert (none.said, none.faults) == ("", ())
    assert rows["Why not"] == "The enrollment is restricted. The yearly review is not passed."


def test_a_signal_stops_what_it_stops_from_its_day_until_it_was_closed() -> None:
    found = quick()
    with scope.scoped(scope.EVERYONE):
        row = Signal.objects.create(
            partner_id=found.row.partner_id, enrollment=found.row, kind="credit_100", subject="limit",
            params={"percent": "101", "used": "101", "limit": "100", "currency": "USD"}, turn="applicant",
            since=later(3).date(), due=later(33).date(), raised_at=later(3),
        )  # fmt: skip
        shown = view(found, days=5)
        (why,), (line,) = shown.may_do().whys, shown.noticed_now()
        Signal.objects.filter(id=row.id).update(closed_at=later(7))
        after = view(found, days=9)
        told = [asked(after, "place_new_orders", str(later(n).date())).tone for n in (2, 3, 6, 7)]
    assert (why.code, why.heading) == ("signal_credit_100", "Why 2 are not allowed")
    assert why.reason.startswith("The credit limit is used up. ")
    assert line.about.startswith("101 percent: 101.00 of 100.00 USD.")
    assert told == ["good", "bad", "bad", "good"]


def test_a_signal_says_the_day_on_which_it_was_noticed_not_that_of_what_it_tells_of() -> None:
    found = quick()
    with scope.scoped(scope.EVERYONE):
        Signal.objects.create(
            partner_id=found.row.partner_id, enrollment=found.row, kind="invoice_overdue", subject="G1",
            params={"days": "31", "amount": "10", "currency": "USD"}, turn="applicant",
            since=NOW.date(), due=later(61).date(), raised_at=later(31),
        )  # fmt: skip
        (line,) = view(found, days=32).noticed_now()
    assert line.line.endswith(EN.say("enrolled.noticed_on", day=later(31).date()))


def test_what_was_only_proposed_and_what_the_desk_wrote_for_itself_the_partner_is_not_told() -> None:
    found = quick()
    found.announced()
    found.do("recommend_lift", by=reviewer(), text="Among us: they have paid.")
    actions.propose(
        enrollment=found.key, signal="invoice_overdue", subject="G1", text="Unpaid.", by=reviewer(), at=NOW
    )
    with scope.scoped(scope.EVERYONE):
        theirs, ours = view(found), view(found, by=reviewer())
        seen = [[each.number for each in shown.restrictions] for shown in (theirs, ours)]
        words = []
        for shown in (theirs, ours):
            row = restricted.row_of(shown, 1)
            assert row is not None
            page = restricted.shown(shown, row)
            words.append("Among us" in str(page))
    assert (seen, words) == ([[1], [1, 2]], [False, True])


def test_the_desk_is_offered_what_its_role_may_do_and_nobody_what_another_must() -> None:
    found = quick()
    found.announced()
    found.do("claim_cure", by=found.ada)
    offered = {}
    with scope.scoped(scope.EVERYONE):
        for name, by in (("ada", found.ada), ("rea", reviewer()), ("tom", approver())):
            shown = view(found, by=by)
            row = restricted.row_of(shown, 1)
            assert row is not None
            offered[name] = list(restricted.verbs(shown, row))
    assert offered == {"ada": [], "rea": ["send_back", "recommend_extension", "recommend_lift"], "tom": []}


def test_a_lockout_is_said_before_the_rights_are_revoked() -> None:
    found = quick()
    found.announced()
    with scope.scoped(scope.EVERYONE):
        shown = view(found)
        row = restricted.row_of(shown, 1)
        assert row is not None
        before = restricted.shown(shown, row).lockout
        row.plan = [*row.plan, {"state": "revoked", "on": str(later(90).date())}]
        after = restricted.shown(shown, row).lockout
    assert (
        before,
        after.startswith("If the rights are revoked, no new application is taken for 12 months"),
    ) == (
        "",
        True,
    )


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "The company's own notice"), ("cs", "Výpověď, kterou dala firma")]
)
def test_what_ended_it_is_told_in_the_readers_language(lang: str, said: str) -> None:
    found = quick()
    leaving.given(found)
    jobs.look(by=CLOCK, at=later(30))
    with scope.scoped(scope.EVERYONE):
        shown = view(found, days=30, texts=catalog(lang)).history()
    assert [each.cause for each in shown] == [said, ""]
