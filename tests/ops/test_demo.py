"""The demo: everybody and everything in it is made up, made through the actions, and made once."""

import json
import stat
from datetime import date, datetime
from pathlib import Path

import pytest

from directbill.core.periods import Month
from directbill.ops import demo, demo_accounts, demo_company
from directbill.records import scope
from directbill.records.models import (
    Account,
    Application,
    DeskMember,
    Evaluation,
    Event,
    LedgerFile,
    LedgerImport,
    Partner,
    Person,
    Representative,
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


def test_a_desk_with_one_person_for_each_role_and_three_companies_are_made() -> None:
    assert demo_company.make(STORY, passwords(), at=NOW)
    with scope.scoped(scope.EVERYONE):
        assert {m.role for m in DeskMember.objects.all()} == set(DeskRole)
        assert sorted(Partner.objects.values_list("name", flat=True)) == [
            "Example Beginner (generated)",
            "Example Reseller (generated)",
            "Example Supplier (generated)",
        ]
        assert [a.state for a in Application.objects.all()] == ["draft", "draft"]
        assert [i.state for i in LedgerImport.objects.all()] == ["received", "received"]
        middle = Application.objects.get(partner__name="Example Reseller (generated)")
        finished = middle.answers.filter(finished=True)
        assert sorted(finished.values_list("task", flat=True)) == ["company", "support"]


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
    assert len({account.password for account in first}) == len(first) == 11
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
