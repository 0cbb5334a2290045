"""The second step: each code once, the secret sealed, recovery codes for when the app is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value

from directbill.access.actor import Actor
from directbill.actions import second_step
from directbill.core.errors import Refusal
from directbill.records import scope
from directbill.records.models import Event, Notice
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db
SECRET = generate_totp_secret()
MOMENT = datetime(2026, 11, 22, 9, 30, 10, tzinfo=UTC)


def code(moment: datetime, secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(moment.timestamp()) // 30))


def turned_on() -> tuple[Actor, list[str]]:
    eva = cast.acting(cast.person("Eva"))
    return eva, second_step.add(secret=SECRET, code=code(MOMENT), moment=MOMENT, by=eva, at=NOW)


def refused(wanted: str, given: str, *, by: Actor, moment: datetime = MOMENT) -> None:
    with pytest.raises(Refusal) as refusal:
        second_step.check(code=given, moment=moment, by=by, at=NOW)
    assert refusal.value.code == wanted


def test_it_is_turned_on_with_a_code_and_gives_ten_recovery_codes_and_a_letter() -> None:
    eva, codes = turned_on()
    assert len(set(codes)) == 10
    with scope.scoped(scope.EVERYONE):
        assert Notice.objects.get(kind="second_step_on").reader == "eva@example.com"
        assert Event.objects.get(kind="second_step:add").changes == []
    with pytest.raises(Refusal, match="second_step_there"):
        second_step.add(secret=SECRET, code=code(MOMENT), moment=MOMENT, by=eva, at=NOW)


def test_whoever_reads_the_database_alone_has_no_secret() -> None:
    turned_on()
    assert SECRET not in str(Authenticator.objects.get(type="totp").data)


def test_a_wrong_first_code_turns_nothing_on() -> None:
    eva = cast.acting(cast.person("Eva"))
    with pytest.raises(Refusal, match="second_step_wrong"):
        second_step.add(secret=SECRET, code="000000", moment=MOMENT - timedelta(days=1), by=eva, at=NOW)
    assert not Authenticator.objects.exists()


def test_a_code_is_taken_once_and_an_older_one_never_after_it() -> None:
    eva, _ = turned_on()
    refused("second_step_wrong", code(MOMENT), by=eva)
    next_one = MOMENT + timedelta(seconds=30)
    assert second_step.check(code=code(next_one), moment=next_one, by=eva, at=NOW) == "totp"
    refused("second_step_wrong", code(next_one), by=eva, moment=next_one)
    refused("second_step_wrong", code(MOMENT), by=eva, moment=next_one)


@pytest.mark.parametrize(
    ("seconds", "taken"), [(30, True), (49, True), (50, False), (-40, True), (-41, False)]
)
def test_a_clock_may_be_one_period_off(seconds: int, taken: bool) -> None:
    eva, _ = turned_on()
    shown = MOMENT + timedelta(hours=1)
    at = shown + timedelta(seconds=seconds)
    if taken:
        second_step.check(code=code(shown), moment=at, by=eva, at=NOW)
        return
    refused("second_step_wrong", code(shown), by=eva, moment=at)


def test_a_code_may_be_typed_with_blanks() -> None:
    eva, _ = turned_on()
    later = MOMENT + timedelta(minutes=5)
    typed = f" {code(later)[:3]} {code(later)[3:]} "
    assert second_step.check(code=typed, moment=later, by=eva, at=NOW) == "totp"


def test_a_recovery_code_serves_once_and_new_ones_end_the_old() -> None:
    eva, codes = turned_on()
    assert second_step.check(code=codes[0], moment=MOMENT, by=eva, at=NOW) == "recovery_codes"
    refused("second_step_wrong", codes[0], by=eva)
    fresh = second_step.renew_codes(by=eva, at=NOW)
    refused("second_step_wrong", codes[1], by=eva)
    assert second_step.check(code=fresh[1], moment=MOMENT, by=eva, at=NOW) == "recovery_codes"


@pytest.mark.parametrize(
    "given", ["", "12345", "1234567", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16", "9" * 5000]
)
def test_what_is_no_code_is_wrong(given: str) -> None:
    eva, _ = turned_on()
    refused("second_step_wrong", given, by=eva)


def test_without_it_no_code_is_right() -> None:
    refused("second_step_wrong", "123456", by=cast.acting(cast.person("Ben")))


def test_it_is_turned_off_with_its_recovery_codes_and_told() -> None:
    eva, _ = turned_on()
    second_step.remove(by=eva, at=NOW)
    assert not Authenticator.objects.exists()
    with scope.scoped(scope.EVERYONE):
        assert Notice.objects.filter(kind="second_step_off").exists()
    with pytest.raises(Refusal, match="second_step_missing"):
        second_step.renew_codes(by=eva, at=NOW)
