"""A register is asked by whoever reviews; what it said is kept beside what the company says, and decides nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import override_settings

from directbill.actions import register
from directbill.core.registers import Kind
from directbill.core.work import Work
from directbill.records import scope
from directbill.records.models import RegisterAnswer
from directbill.records.words import DeskRole
from tests import cast
from tests.actions import deciding
from tests.actions.deciding import Deciding
from tests.actions.examples.register import asking, desk_of
from tests.actions.sent import refused
from tests.cast import NOW
from tests.gateways.registries import fake as fakes
from tests.gateways.registries.fake import Fake

pytestmark = pytest.mark.django_db
OWN = {"own_name": "Contoso Example s.r.o.", "own_address": "Vzorová 1, 110 00, Praha"}
WHO = {"by_name": "Rea reviewer", "at": NOW}


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fakes.running() as found, override_settings(**fakes.settings_of(found)):
        yield found


def ask(case: Deciding, key: str, kind: Kind, role: DeskRole = DeskRole.REVIEWER) -> RegisterAnswer:
    by = cast.acting(cast.at_desk(f"Rea {role}", role))
    return register.ask(which=case.which(key), kind=kind, by=by, at=NOW)


def kept(case: Deciding) -> list[dict[str, Any]]:
    with scope.scoped(scope.EVERYONE):
        rows = RegisterAnswer.objects.filter(partner=case.app.company.partner).values()
        return [
            {k: v for k, v in row.items() if k not in ("id", "partner_id", "item_id", "by")} for row in rows
        ]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("ares", {"number": "12345679", "country": "CZ", "address": "Vzorová 1, 110 00 Praha", "said": ""}),
        ("gleif", {"number": fakes.LEI, "country": "", "address": "Vzorová 1, 110 00 Praha", "said": "ACTIVE"}),
        ("vies", {"number": "12345679", "country": "CZ", "address": "Vzorová 1, PRAHA, 110 00 PRAHA", "said": "WAPI1"}),
    ],
)  # fmt: skip
def test_what_a_register_said_is_kept_as_it_came(fake: Fake, kind: str, told: dict[str, str]) -> None:
    case, key = asking()
    before = case.states()
    ask(case, key, Kind(kind))
    found = {"outcome": "found", "name": fakes.NAME, "standing": "active"}
    assert kept(case) == [{"kind": kind, **OWN, **WHO, **found, **told}]
    assert case.states() == before


def test_a_silent_register_is_kept_and_the_verification_goes_on(fake: Fake) -> None:
    case, key = asking()
    fake.trouble = "down"
    found = ask(case, key, Kind.ARES)
    assert (found.outcome, found.said, found.name) == ("unavailable", "HTTP 503", "")
    case.do(key, "succeed")
    assert case.row(key).state == "succeeded"


def test_every_answer_is_kept_and_none_can_be_changed(fake: Fake) -> None:
    case, key = asking()
    ask(case, key, Kind.ARES)
    fake.name = "Contoso Example s.r.o. v likvidaci"
    newer = ask(case, key, Kind.ARES)
    assert [row["name"] for row in kept(case)] in ([newer.name, fakes.NAME], [fakes.NAME, newer.name])
    with pytest.raises(DatabaseError), scope.scoped(scope.EVERYONE):
        RegisterAnswer.objects.update(name="Litware Example a.s.")


@pytest.mark.parametrize("role", sorted(set(DeskRole) - {DeskRole.REVIEWER}))
def test_nobody_else_of_the_desk_asks(fake: Fake, role: DeskRole) -> None:
    case, key = asking()
    assert [f.code for f in refused(lambda: ask(case, key, Kind.ARES, role))] == ["not_permitted"]
    assert (fake.asked, kept(case)) == ([], [])


def test_an_item_asks_only_the_registers_it_names(fake: Fake) -> None:
    case, key = asking()
    other = next(row.key for row in case.of(Work.VERIFICATION) if row.key != key)
    assert [f.code for f in refused(lambda: ask(case, other, Kind.ARES))] == ["not_there"]
    assert fake.asked == []


def test_without_a_number_or_for_another_country_nothing_is_asked(fake: Fake) -> None:
    case = deciding.begun().passed(Work.CONFIRMATION)
    key = next(e.item.key for e in desk_of(case).entries if e.registers)
    case.do(case.of(Work.DETAILS)[0].key, "give", lei="", tax_country="US", tax_id="12-3456789")
    assert [f.code for f in refused(lambda: ask(case, key, Kind.GLEIF))] == ["register_no_number"]
    assert [f.code for f in refused(lambda: ask(case, key, Kind.VIES))] == ["register_elsewhere"]
    assert (fake.asked, kept(case)) == ([], [])


def test_another_company_sees_no_answer(fake: Fake) -> None:
    case, key = asking()
    ask(case, key, Kind.ARES)
    fabrikam, _ = cast.stranger()
    with scope.scoped(scope.partner(fabrikam.id)):
        assert list(RegisterAnswer.objects.all()) == []
