"""An edition is put into force by two people who saw what it does, and each partner is told once, in time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directbill.actions import publication as actions
from directbill.core.errors import Refusal
from directbill.queries import outlooks, program, publications
from directbill.records import scope
from directbill.records.models import Enrollment, Event, OutboxMessage
from tests import cast
from tests.actions import population, publishing
from tests.actions.population import NEXT, OWN
from tests.actions.publishing import clock, confirmed, in_force, letters, manager, proposed, seen, told
from tests.cast import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def is_in_force() -> bool:
    with scope.scoped(scope.EVERYONE, read_only=True):
        return program.edition(NEXT).enabled


def of_new_applicants() -> str:
    with scope.scoped(scope.EVERYONE, read_only=True):
        return program.in_force(NOW.date()).name


def test_what_is_proposed_changes_nothing_and_what_a_second_person_confirms_is_in_force() -> None:
    before = (is_in_force(), of_new_applicants())
    found = proposed()
    meanwhile = (is_in_force(), of_new_applicants())
    confirmed(found)
    assert (before, meanwhile, (is_in_force(), of_new_applicants())) == (
        (False, OWN),
        (False, OWN),
        (True, NEXT),
    )


def test_who_proposed_does_not_confirm() -> None:
    found = proposed()
    with pytest.raises(Refusal, match="second_person_needed"):
        confirmed(found, by=manager())
    assert is_in_force() is False


def test_nobody_confirms_what_they_did_not_see() -> None:
    found, shown = proposed(), seen()
    population.enrolled(1)
    with pytest.raises(Refusal, match="publication_unseen"):
        confirmed(found, seen=shown)
    with pytest.raises(Refusal, match="publication_unseen"):
        proposed(seen=shown)
    assert confirmed(found).state == "in_force"


def test_it_takes_a_person_who_just_proved_who_they_are() -> None:
    found = proposed()
    stale = replace(manager("Max"), confirmed_at=NOW - timedelta(hours=1))
    with pytest.raises(Refusal, match="step_up_needed"):
        actions.confirm(publication_id=found.id, seen=seen(), by=stale, at=NOW)


@pytest.mark.parametrize(
    ("edition", "text", "code"),
    [
        (OWN, "Because.", "edition_in_force"),
        (NEXT, "  ", "reason_missing"),
        ("1999-01-01", "x", "edition_unknown"),
    ],
)
def test_what_cannot_be_proposed_is_refused(edition: str, text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        proposed(edition=edition, text=text)


def test_an_edition_is_proposed_once_and_again_after_it_was_dropped() -> None:
    found = proposed()
    with pytest.raises(Refusal, match="publication_there"):
        proposed(by=manager("Max"))
    actions.drop(publication_id=found.id, text="Too early.", by=manager(), at=NOW)
    assert confirmed(proposed()).state == "in_force"


def test_the_other_managers_are_told_and_whoever_proposed_learns_what_became_of_it() -> None:
    manager("Max"), manager("Mia")
    confirmed(proposed())
    found = [
        (kind, [each.reader for each in letters(kind)])
        for kind in ("publication_proposed", "publication_closed")
    ]
    assert found == [
        ("publication_proposed", ["max@example.com"]),
        ("publication_closed", ["mia@example.com"]),
    ]


def test_both_acts_are_in_the_audit_with_what_was_seen() -> None:
    in_force()
    with scope.scoped(scope.EVERYONE):
        rows = [
            (e.kind, e.actor_name, e.subject)
            for e in Event.objects.filter(subject_kind="edition").order_by("id")
        ]
    assert rows == [("publication:propose", "Mia", NEXT), ("publication:confirm", "Max", NEXT)]


def test_a_partner_is_told_on_the_first_day_of_notice_and_once() -> None:
    population.enrolled(2)
    in_force()
    found = []
    for day in (0, 69, 70, 71, 72, 400):
        clock(NOW + timedelta(days=day))
        found.append(len(told()))
    assert found == [0, 0, 1, 2, 2, 2]
    assert told() == [
        ("ENR-00000", "2027-05-01", "2027-01-31", "2027-01-31"),
        ("ENR-00001", "2027-05-02", "2027-02-01", "2027-02-01"),
    ]
    assert [(each.subject, each.reader) for each in letters()] == [
        ("ENR-00000", "admin0@example.com"),
        ("ENR-00001", "admin1@example.com"),
    ]


def test_after_a_downtime_whoever_is_late_is_told_once_and_the_record_says_so() -> None:
    population.enrolled(2)
    in_force()
    clock(NOW + timedelta(days=100))
    clock(NOW + timedelta(days=100, hours=1))
    assert told() == [
        ("ENR-00000", "2027-05-01", "2027-01-31", "2027-03-02"),
        ("ENR-00001", "2027-05-02", "2027-02-01", "2027-03-02"),
    ]
    assert len(letters()) == 2


def test_nobody_is_told_of_an_edition_that_is_not_in_force() -> None:
    population.enrolled(2)
    proposed()
    clock(NOW + timedelta(days=400))
    assert (told(), letters()) == ([], [])


def test_whoever_is_held_against_it_already_is_not_told() -> None:
    population.enrolled(1, edition=NEXT)
    in_force()
    clock(NOW + timedelta(days=400))
    assert told() == []


def test_the_letter_says_what_changes_when_and_how_the_partner_stands() -> None:
    population.enrolled(1)
    in_force()
    clock(NOW + timedelta(days=70))
    text = " ".join(letters()[0].text.split())
    for sentence in (
        "At the review due on Saturday 1 May 2027, Company 0000 is held against the edition of 1 Oct 2025 for the",
        "A higher bar: Revenue. New: Solutions Partner designation, Security score. No longer asked for:",
        "For you that is 1 May 2027: the anniversary of your enrollment on 1 May 2024.",
        "By what is known today, you would not pass. Not met: Revenue: short by 710,000.00.",
        "/c/C-00000/enrollments/ENR-00000/next/",
    ):
        assert sentence in text


def test_an_edition_whose_file_is_another_one_than_was_confirmed_is_not_in_force() -> None:
    found = in_force()
    with scope.scoped(scope.EVERYONE):
        type(found).objects.filter(id=found.id).update(digest="0" * 64)
    assert is_in_force() is False


def test_a_partner_knows_of_its_own_telling_alone() -> None:
    population.enrolled(2)
    in_force()
    clock(NOW + timedelta(days=80))
    with scope.scoped(scope.EVERYONE):
        mine = Enrollment.objects.get(reference="ENR-00001")
        other = Enrollment.objects.get(reference="ENR-00000")
    with scope.scoped(scope.partner(mine.partner_id), read_only=True):
        found = (publications.told(mine, NEXT) is not None, publications.told(other, NEXT))
        held = list(outlooks.held([mine]))
    assert (found, held) == ((True, None), [mine.id])


@pytest.mark.slow
@pytest.mark.parametrize("count", [100, pytest.param(1_000, marks=pytest.mark.soak)])
def test_partners_are_each_told_once_on_the_right_day(count: int) -> None:
    population.enrolled(count, step=10)
    with scope.scoped(scope.EVERYONE, read_only=True):
        pairs = publications.bindings(program.edition(NEXT))
    planned = {reference: max(binding.told, TODAY) for reference, binding in pairs if binding}
    in_force()
    days = sorted(set(planned.values()))
    for day in sorted({day - timedelta(days=1) for day in days if day > TODAY} | set(days)):
        clock(NOW + timedelta(days=(day - TODAY).days))
    assert {reference: on for reference, _, _, on in told()} == {
        reference: str(day) for reference, day in planned.items()
    }
    assert (len(planned), days[0], len(days) > 10) == (count, TODAY, True)
    with scope.scoped(scope.EVERYONE):
        sent = OutboxMessage.objects.filter(notice__kind="edition_binds").values_list("recipient", flat=True)
        assert sorted(sent) == sorted(f"admin{n}@example.com" for n in range(count))


def test_people_of_the_desk_without_the_role_cannot_do_either() -> None:
    found = proposed()
    for act in (
        lambda: proposed(by=cast.acting(cast.person("Rea"))),
        lambda: confirmed(found, by=cast.acting(cast.person("Rea"))),
        lambda: publishing.actions.drop(
            publication_id=found.id, text="x", by=cast.acting(cast.person("Rea")), at=NOW
        ),
    ):
        with pytest.raises(Refusal, match="not_permitted"):
            act()
