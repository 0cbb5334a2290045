"""Outside registers: what each says is one kind of answer, and silence of any kind is one too."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from directbill.core.registers import Answer, Kind, Outcome, Question, Standing
from directbill.gateways import registries
from directbill.gateways.registries import asking
from tests.cast import NOW
from tests.gateways.registries import fake as fakes
from tests.gateways.registries.fake import ENDED, ENDED_LEI, ICO, LEI, NAME, VAT, WITHHELD, Fake

SAID = {"name": NAME, "address": "Vzorová 1, 110 00 Praha"}
LINES = "Vzorová 1, PRAHA, 110 00 PRAHA"
F, N = Outcome.FOUND, Outcome.NOT_FOUND


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fakes.running() as found, override_settings(**fakes.settings_of(found)):
        yield found


def question(kind: Kind, number: str, country: str = "CZ") -> Question:
    return Question(kind, number, country, NOW)


@pytest.mark.parametrize(
    ("kind", "number", "country", "outcome", "told"),
    [
        ("gleif", LEI, "", F, {**SAID, "standing": Standing.ACTIVE, "said": "ACTIVE"}),
        ("gleif", ENDED_LEI, "", F, {**SAID, "standing": Standing.ENDED, "said": "INACTIVE"}),
        ("gleif", "0" * 20, "", N, {}),
        ("ares", ICO, "CZ", F, {**SAID, "standing": Standing.ACTIVE}),
        ("ares", ENDED, "CZ", F, {**SAID, "standing": Standing.ENDED, "said": "2024-12-31"}),
        ("ares", "00000027", "CZ", N, {"said": "NENALEZENO"}),
        ("vies", VAT, "CZ", F, {"name": NAME, "address": LINES, "standing": Standing.ACTIVE, "said": "WAPI1"}),
        ("vies", WITHHELD, "DE", F, {"standing": Standing.ACTIVE, "said": "WAPI1"}),
        ("vies", "EL094259216", "GR", N, {}),
    ],
)  # fmt: skip
def test_what_a_register_says_is_one_kind_of_answer(
    fake: Fake, kind: Kind, number: str, country: str, outcome: Outcome, told: dict[str, Any]
) -> None:
    asked = question(Kind(kind), number, country)
    assert registries.ask(asked) == Answer(asked, outcome, **told)
    assert len(fake.asked) == 1


NUMBERS = {Kind.GLEIF: LEI, Kind.ARES: ICO, Kind.VIES: VAT}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("trouble", "why"),
    [("down", "HTTP 503"), ("html", "strange"), ("list", "strange"), ("strange", "strange"),
     ("huge", "strange"), ("elsewhere", "HTTP 302"), ("slow", "unreachable")],
)  # fmt: skip
def test_whatever_goes_wrong_is_an_answer_that_says_so(
    fake: Fake, kind: Kind, trouble: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.trouble = trouble
    monkeypatch.setattr(asking, "SECONDS", 0.3 if trouble == "slow" else 5.0)
    asked = question(kind, NUMBERS[kind])
    assert registries.ask(asked) == Answer(asked, Outcome.UNAVAILABLE, said=why)


@pytest.mark.parametrize("word", ["MS_UNAVAILABLE", "GLOBAL_MAX_CONCURRENT_REQ"])
def test_the_european_system_says_in_its_own_word_why_it_cannot(fake: Fake, word: str) -> None:
    fake.trouble = word
    asked = question(Kind.VIES, VAT)
    assert registries.ask(asked) == Answer(asked, Outcome.UNAVAILABLE, said=word)


def test_an_invalid_number_is_not_found(fake: Fake) -> None:
    fake.trouble = "INVALID_INPUT"
    asked = question(Kind.VIES, VAT)
    assert registries.ask(asked) == Answer(asked, N, said="INVALID_INPUT")


@pytest.mark.parametrize("kind", Kind)
def test_nobody_at_the_address_is_an_answer_too(kind: Kind) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        where = dict.fromkeys(Kind, f"http://127.0.0.1:{taken.getsockname()[1]}")
        asked = question(kind, NUMBERS[kind])
        with override_settings(REGISTRIES=list(Kind), REGISTRY_ADDRESSES=where):
            assert registries.ask(asked) == Answer(asked, Outcome.UNAVAILABLE, said="unreachable")


def test_without_tls_only_this_machine_is_asked() -> None:
    asked = question(Kind.ARES, ICO)
    where = {Kind.ARES: "http://registers.example"}
    with override_settings(REGISTRIES=["ares"], REGISTRY_ADDRESSES=where):
        assert registries.ask(asked) == Answer(asked, Outcome.UNAVAILABLE, said="unsafe")


@pytest.mark.parametrize("kind", Kind)
def test_where_no_register_is_named_no_connection_is_opened(fake: Fake, kind: Kind) -> None:
    asked = question(kind, NUMBERS[kind])
    with override_settings(REGISTRIES=[]):
        assert registries.asked_here() == frozenset()
        assert registries.ask(asked) == Answer(asked, Outcome.UNAVAILABLE, said="off")
    assert fake.asked == []


def test_what_a_register_says_is_one_line_without_what_cannot_be_seen(fake: Fake) -> None:
    fake.name = "Contoso\n\N{RIGHT-TO-LEFT OVERRIDE}Example " + "x" * 300
    assert registries.ask(question(Kind.ARES, ICO)).name == ("Contoso Example " + "x" * 300)[:200]


def test_a_number_cannot_lead_to_another_address(fake: Fake) -> None:
    registries.ask(question(Kind.ARES, "../../admin?x=1"))
    assert fake.asked == ["GET /ekonomicke-subjekty/..%2F..%2Fadmin%3Fx%3D1"]


@pytest.mark.parametrize(("value", "wrong"), [("", False), ("ares, vies", False), ("ares,bank", True)])
def test_the_settings_name_registers_there_are(value: str, wrong: bool) -> None:
    program = "import directbill.config.settings as s; print(s.REGISTRIES)"
    found = subprocess.run(
        [sys.executable, "-c", program],
        env={"DIRECTBILL_REGISTRIES": value, "DIRECTBILL_SECRET_KEY": "x", "DIRECTBILL_DATA": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode != 0, "SettingUnreadable" in found.stderr) == (wrong, wrong)
