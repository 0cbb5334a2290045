"""The demo: everybody and everything in it is made up, made through the actions, and made once."""

import json
import stat
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from directbill.core.periods import Month
from directbill.core.work import LIVES, Work
from directbill.ops import demo, demo_accounts, demo_company, demo_course, demo_partner
from directbill.queries import days, program
from directbill.records import scope
from directbill.records.models import (
    Account,
    Application,
    DeskMember,
    Enrollment,
    Evaluation,
    Event,
    Item,
    ItemStep,
    LedgerFile,
    LedgerImport,
    Notice,
    OutboxMessage,
    Partner,
    Person,
    Representative,
    Restriction,
    Signal,
)
from directbill.records.words import DeskRole
from tests.cast import NOW

pytestmark = pytest.mark.django_db
STORY = demo.read()


def passwords() -> dict[str, str]:
    return {account.email: account.password for account in demo.invented(STORY)}


def counted() -> dict[str, int]:
    with scope.scoped(scope.EVERYONE):
        models = (Person, Partner, Representative, DeskMember, Account, Application, Event)
        return {model.__name__: model.objects.count() for model in models}


def test_a_desk_with_one_person_for_each_role_and_four_companies_are_made() -> None:
    assert demo_company.make(STORY, passwords(), at=NOW)
    with scope.scoped(scope.EVERYONE):
        assert {m.role for m in DeskMember.objects.all()} == set(DeskRole)
        assert sorted(Partner.objects.values_list("name", flat=True)) == [
            "Example Beginner (generated)",
            "Example Partner (generated)",
            "Example Reseller (generated)",
            "Example Supplier (generated)",
        ]
        assert [a.state for a in Application.objects.all()] == ["draft", "draft"]
        assert [i.state for i in LedgerImport.objects.all()] == ["received", "received"]
        middle = Application.objects.get(partner__name="Example Reseller (generated)")
        finished = middle.answers.filter(finished=True)
        assert sorted(finished.values_list("task", flat=True)) == ["company", "support"]


def lived(at: datetime = NOW) -> int:
    """The partner's year, done; for how many."""
    demo_company.make(STORY, passwords(), at=at)
    return demo_partner.finish(STORY, at=at)


def came_to() -> dict[str, list[Any]]:
    """What the partner's year came to, by days and states alone."""
    with scope.scoped(scope.EVERYONE):
        events = Event.objects.filter(partner_key__isnull=False).order_by("at", "kind")
        return {
            "enrollments": [(e.state, e.begins_on) for e in Enrollment.objects.all()],
            "reviews": [(a.state, a.review_due) for a in Application.objects.exclude(review_of=None)],
            "signals": list(Signal.objects.order_by("due").values_list("kind", "due", "closed_at")),
            "restrictions": [(r.cause, r.state, r.plan) for r in Restriction.objects.all()],
            "events": list(events.values_list("kind", "actor_name", "at")),
            "letters": list(Notice.objects.order_by("at", "kind").values_list("kind", "at")),
        }


@pytest.mark.slow
def test_the_partner_is_active_with_a_review_open_and_a_restriction_announced() -> None:
    assert lived() == 1
    found = came_to()
    assert found["enrollments"] == [("active", date(2025, 12, 30))]
    assert found["reviews"] == [("submitted", date(2026, 12, 27))]
    assert found["signals"] == [
        ("invoice_overdue", date(2026, 12, 19), None),
        ("plan_ends", date(2026, 12, 27), None),
    ]
    plan = [{"state": "suspended", "on": "2026-12-19"}]
    assert found["restrictions"] == [("invoice_overdue:GENERATED-4711", "open", plan)]
    with scope.scoped(scope.EVERYONE):
        newest = Evaluation.objects.latest("recorded_at")
        assert (newest.outcome, newest.facts["facts"]["role"]) == ("eligible", "direct_bill")
        rows = Item.objects.filter(application__review_of=None)
        assert {r.key for r in rows if r.state not in LIVES[Work(r.work)].passed} == set()
        steps = ItemStep.objects.filter(item__work=Work.DECISION).exclude(verb="open").order_by("number")
        assert list(steps.values_list("verb", "by_name")) == [
            ("recommend_grant", "Rea Example"),
            ("grant", "Toni Example"),
        ]


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-03-01", "2031-01-31"])
def test_whenever_now_is_the_partner_has_days_left_and_a_mail_for_each_letter(day: str) -> None:
    at = datetime.fromisoformat(f"{day}T03:00:00+00:00")
    lived(at)
    found, today = came_to(), days.of(at)
    ((state, _),), ((_, due),), ((_, _, (step,)),) = (
        found["enrollments"],
        found["reviews"],
        found["restrictions"],
    )
    assert state == "active"
    assert today < due
    assert today.isoformat() < step["on"]
    assert all(when <= at for _, _, when in found["events"])
    with scope.scoped(scope.EVERYONE):
        assert len(found["letters"]) == OutboxMessage.objects.count() < 40


@pytest.mark.slow
def test_a_year_that_was_interrupted_is_begun_again_and_ends_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    demo_company.make(STORY, passwords(), at=NOW)
    before = counted()
    with monkeypatch.context() as broken:
        broken.setattr(demo_partner.review, "begin", interrupted)
        with pytest.raises(KeyboardInterrupt):
            demo_partner.finish(STORY, at=NOW)
    assert counted() == before, "all of it, or nothing"
    assert demo_partner.finish(STORY, at=NOW) == 1
    after = came_to()
    assert len(after["events"]) > 40
    assert (demo_partner.finish(STORY, at=NOW), came_to()) == (0, after), "the second time nothing is done"


def test_a_demo_of_an_earlier_version_stays_without_the_partner() -> None:
    older = {**STORY, "company": [each for each in STORY["company"] if "step" not in each]}
    demo_company.make(older, passwords(), at=NOW)
    assert demo_partner.finish(STORY, at=NOW) == 0


def test_people_do_nothing_on_a_weekend_and_keep_their_order() -> None:
    found = [demo_course.past(NOW, ago) for ago in range(14)]
    assert found == sorted(found, reverse=True)
    assert {day.weekday() for day in found} == {0, 1, 2, 3, 4}


def test_every_verb_and_every_answer_of_the_story_is_one_the_desk_knows() -> None:
    desk = program.desk(program.in_force(NOW.date()).name)
    assert desk
    (given,) = [each["given"] for each in STORY["company"] if "step" in each]
    asked = {name: {field.key for field in desk.asks[name].fields} for name in given}
    assert {name: set(said) - asked[name] for name, said in given.items()} == {name: set() for name in given}


def test_the_second_time_nothing_is_made() -> None:
    demo_company.make(STORY, passwords(), at=NOW)
    before = counted()
    assert not demo_company.make(STORY, passwords(), at=NOW)
    assert counted() == before


@pytest.mark.slow
def test_one_company_has_sent_its_application_with_the_figures_of_its_files() -> None:
    demo_company.make(STORY, passwords(), at=NOW)
    assert demo_company.finish(STORY, at=NOW) == 1
    with scope.scoped(scope.EVERYONE):
        sent = Application.objects.get(state="submitted")
        assert sent.partner.name == "Example Supplier (generated)"
        newest = Evaluation.objects.filter(partner=sent.partner).latest("recorded_at")
        assert (newest.outcome, sent.submissions.count()) == ("eligible", 1)
    assert demo_company.finish(STORY, at=NOW) == 0, "what was sent stays"


@pytest.mark.parametrize("day", ["2026-03-01", "2026-11-22", "2031-01-31"])
def test_the_files_end_with_the_month_before_now_whenever_that_is(day: str) -> None:
    demo_company.make(STORY, passwords(), at=datetime.fromisoformat(f"{day}T12:00:00+00:00"))
    with scope.scoped(scope.EVERYONE):
        names = set(LedgerFile.objects.values_list("filename", flat=True))
    before = Month.of(date.fromisoformat(day)).plus(-1)
    assert {f"{before}.csv", f"{before.plus(-23)}.csv"} <= names
    assert f"{before.plus(1)}.csv" not in names


def test_a_demo_that_was_interrupted_leaves_nothing_half_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demo_company.answers, "save", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo_company.make(STORY, passwords(), at=NOW)
    assert set(counted().values()) == {0}


def test_everybody_signs_in_with_a_password_of_this_folder_alone(tmp_path: Path) -> None:
    demo_accounts.keep(tmp_path, list(demo.invented(STORY)))
    first = demo_accounts.read(tmp_path)
    demo_accounts.keep(tmp_path, list(demo.invented(STORY)))
    assert demo_accounts.read(tmp_path) == first, "the first ones stay"
    assert len({account.password for account in first}) == len(first) == 13
    assert stat.S_IMODE((tmp_path / demo_accounts.FILE).stat().st_mode) == 0o600
    demo_company.make(STORY, {account.email: account.password for account in first}, at=NOW)
    assert all(Person.objects.get(login=a.email).check_password(a.password) for a in first)


def test_nobody_in_the_demo_can_be_real() -> None:
    text = json.dumps(STORY, default=str)
    addresses = [account.email for account in demo.invented(STORY)]
    assert [a for a in addresses if not a.endswith(".example")] == []
    assert text.count("(generated)") >= len(STORY["company"])


def test_every_role_and_every_answer_of_the_demo_is_one_the_form_knows() -> None:
    from directbill.queries import program

    form = program.form(program.in_force(NOW.date()).name)
    unknown = [
        f"{task}.{key}"
        for company in STORY["company"]
        for task, said in company.get("answers", {}).items()
        for key in said.keys() - {"finished"}
        if key not in {f.key for f in (form.task(task) or form.tasks[0]).fields}
    ]
    assert unknown == []
