"""Partners: a company registers itself; its accounts are checked, told of, and read for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from directbill.access.actor import system
from directbill.actions import partner
from directbill.actions.partner import AccountGiven
from directbill.actions.shape import jobs
from directbill.core.errors import Fault, Place, Refusal
from directbill.core.parties import AccountKind
from directbill.records import scope
from directbill.records.models import Account, Event, Partner, Person, Representative
from directbill.records.words import PartnerRole
from tests import cast
from tests.actions import ledgers
from tests.cast import NOW, Applicant

pytestmark = pytest.mark.django_db

GIVEN = AccountGiven(kind=AccountKind.LOCATION, number="6900009", country="CZ", region="europe")


def refused(act: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.faults


def add(company: Applicant, given: AccountGiven = GIVEN, *, who: Person | None = None) -> Account:
    by = cast.acting(who or company.ada)
    return partner.add_account(partner=company.partner.id, given=given, by=by, at=NOW)


def change(company: Applicant, account: Account, given: AccountGiven) -> Account:
    by = cast.acting(company.ben)
    return partner.change_account(partner=company.partner.id, account=account.id, given=given, by=by, at=NOW)


def events(company: Applicant, kind: str) -> list[Any]:
    with scope.scoped(scope.EVERYONE):
        return list(
            Event.objects.filter(partner_key=company.partner.id, kind=kind).values_list("changes", flat=True)
        )


def test_who_registers_a_company_becomes_its_administrator() -> None:
    ada = cast.person("Ada")
    found = partner.register(name="  Contoso Example s.r.o. ", by=cast.acting(ada), at=NOW)
    with scope.scoped(scope.partner(found.id)):
        kept = Partner.objects.get()
        (role,) = Representative.objects.values_list("person_id", "role", "since", "until")
        (event,) = Event.objects.all()
    assert (kept.name, kept.language, kept.registered_at) == ("Contoso Example s.r.o.", "en", NOW)
    assert role == (ada.id, PartnerRole.GLOBAL_ADMINISTRATOR, NOW, None)
    assert (event.kind, event.actor_name, event.partner_key) == ("partner:register", "Ada", found.id)


@pytest.mark.parametrize(("name", "code"), [
    (" \n", "partner_nameless"), ("x" * 201, "text_too_long"), ("a\0b", "text_unseen"),
])  # fmt: skip
def test_a_company_needs_a_name_that_can_be_kept(name: str, code: str) -> None:
    by = cast.acting(cast.person("Ada"))
    assert refused(lambda: partner.register(name=name, by=by, at=NOW))[0].code == code
    with scope.scoped(scope.EVERYONE):
        assert Partner.objects.count() == 0


def test_nobody_but_a_person_registers_a_company() -> None:
    by = system("test")
    assert refused(lambda: partner.register(name="A", by=by, at=NOW))[0].code == "not_permitted"


def test_an_account_is_written_down_changed_and_taken_away_with_one_event_each() -> None:
    company = cast.applicant()
    found = add(company)
    changed = change(company, found, replace(GIVEN, number="6900010", valid_to=date(2026, 1, 31)))
    assert (changed.number, changed.valid_to) == ("6900010", date(2026, 1, 31))
    by = cast.acting(company.ada)
    partner.remove_account(partner=company.partner.id, account=found.id, by=by, at=NOW)
    with scope.scoped(scope.EVERYONE):
        assert Account.objects.count() == 0
    assert events(company, "partner:change_account") == [[
        {"path": "number", "from": "6900009", "to": "6900010"},
        {"path": "valid_to", "from": "", "to": "2026-01-31"},
    ]]  # fmt: skip
    assert [len(events(company, f"partner:{verb}_account")) for verb in ("add", "change", "remove")] == [
        1,
        1,
        1,
    ]


@pytest.mark.parametrize(("wrong", "code", "column"), [
    ({"number": "69 000"}, "account_number", "number"),
    ({"number": "٣٤٥"}, "account_number", "number"),
    ({"number": ""}, "account_number_missing", "number"),
    ({"number": "1" * 21}, "account_number", "number"),
    ({"country": "Czechia"}, "account_country", "country"),
    ({"country": "cz"}, "account_country", "country"),
    ({"region": "x" * 300}, "account_region", "region"),
    ({"region": "Europe!"}, "account_region", "region"),
    ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "account_dates", "valid_to"),
])  # fmt: skip
def test_an_account_that_is_none_is_refused(wrong: dict[str, Any], code: str, column: str) -> None:
    company = cast.applicant()
    kept = add(company)
    given = replace(GIVEN, number="6900011")
    for act in (
        lambda: add(company, replace(given, **wrong)),
        lambda: change(company, kept, replace(given, **wrong)),
    ):
        (fault,) = refused(act)
        assert (fault.code, fault.place) == (code, Place(column=column))


def test_a_number_is_written_down_once() -> None:
    company = cast.applicant()
    add(company)
    other = add(company, replace(GIVEN, number="6900012"))
    twice = (Fault("account_twice", Place(column="number"), "6900009"),)
    assert refused(lambda: add(company)) == twice
    assert refused(lambda: change(company, other, GIVEN)) == twice


@pytest.mark.parametrize(("who", "code"), [("Cyd", "not_permitted"), ("Dan", "not_there")])
def test_who_may_not_change_accounts_cannot(who: str, code: str) -> None:
    company = cast.applicant()
    cast.stranger()
    assert refused(lambda: add(company, who=cast.person(who)))[0].code == code


def test_an_account_of_another_company_is_not_there() -> None:
    company = cast.applicant()
    found = add(company)
    stranger, dan = cast.stranger()
    by = cast.acting(dan)
    for act in (
        lambda: partner.change_account(partner=stranger.id, account=found.id, given=GIVEN, by=by, at=NOW),
        lambda: partner.remove_account(partner=stranger.id, account=found.id, by=by, at=NOW),
    ):
        assert refused(act) == (Fault("not_there", Place()),)


def test_files_are_read_again_when_a_location_account_changes_and_for_no_other() -> None:
    company = ledgers.company()
    add(company)
    assert ledgers.queued(jobs.REREAD_LEDGER) == []
    ledgers.imported(company, {"a.csv": ledgers.ENOUGH})
    add(company, replace(GIVEN, kind=AccountKind.GLOBAL, number="6900000"))
    assert ledgers.queued(jobs.REREAD_LEDGER) == []
    second = add(company, replace(GIVEN, number="6900013"))
    change(company, second, replace(GIVEN, number="6900013", valid_to=date(2026, 1, 1)))
    assert ledgers.queued(jobs.REREAD_LEDGER) == [{"partner": str(company.partner.id)}]
    force = ledgers.in_force(company)
    assert force is not None
    assert force.reread_asked_at == NOW


def test_a_job_that_waits_already_leaves_the_transaction_as_it_was() -> None:
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": ledgers.ENOUGH})
    for n in range(3):
        add(company, replace(GIVEN, number=f"69001{n:02d}"))
    with scope.scoped(scope.EVERYONE):
        assert Account.objects.filter(partner=company.partner).count() == 4
    assert len(ledgers.queued(jobs.REREAD_LEDGER)) == 1
