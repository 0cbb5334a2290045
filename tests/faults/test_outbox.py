"""Kills: whoever sends mail is killed at every boundary, and nothing is lost; what may be twice is on the record."""

import random
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from directbill.core.delivery import Delivery
from directbill.gateways.mail.spool import Spool
from tests.faults import killing
from tests.faults.killing import Zygote
from tests.mail_catcher import Catcher, catching

pytestmark = pytest.mark.slow
KILLED = -signal.SIGKILL
SIDES = ("before", "after")
ROUNDS = 60
LONG_ROUNDS = 1000
AT_ONCE = 8


@pytest.fixture
def catcher() -> Iterator[Catcher]:
    with catching() as found:
        yield found


class Spooled:
    """A folder instead of a server: how often each key was delivered."""

    def __init__(self, folder: Path) -> None:
        self.spool = Spool(folder / "mail")

    def delivered(self, key: str) -> int:
        return int(self.spool.place(key).exists())


class Caught:
    def __init__(self, catcher: Catcher) -> None:
        self.catcher = catcher

    def delivered(self, key: str) -> int:
        return self.catcher.ids[f"<{key}@example.com>"]


def killed_everywhere(zygote: Zygote, carrier: Spooled | Caught, again: bool) -> dict[str, tuple[int, int]]:
    """Every boundary, before and after, a message each: how often it arrived, and the doubts on its record."""
    killing.queued("count")
    crossed = zygote.told(do="count")["crossed"]
    assert len(crossed) > 5
    found = {}
    for number, name in enumerate(crossed):
        for side in SIDES:
            case = f"{side} {name} {number}"
            (key,) = killing.queued(case)
            for _ in range(1 + again):
                killing.time_passes()
                assert zygote.told(do="kill", at=number, side=side)["ended"] in ([KILLED], [0])
            killing.time_passes()
            assert zygote.told(do="run")["ended"] == [0]
            message = killing.found(key)
            assert message.state == Delivery.SENT, case
            found[case] = (carrier.delivered(key), message.doubts)
    return found


@pytest.mark.parametrize("again", [False, True], ids=["killed once", "killed while recovering too"])
def test_with_a_folder_every_message_arrives_exactly_once(
    committed: str, tmp_path: Path, again: bool
) -> None:
    with killing.zygote(committed, tmp_path) as zygote:
        found = killed_everywhere(zygote, Spooled(tmp_path), again)
    assert {case: what for case, what in found.items() if what != (1, 0)} == {}


@pytest.mark.parametrize("again", [False, True], ids=["killed once", "killed while recovering too"])
def test_with_a_server_nothing_is_lost_and_what_came_twice_is_in_doubt_on_the_record(
    committed: str, tmp_path: Path, catcher: Catcher, again: bool
) -> None:
    with killing.zygote(committed, tmp_path, mail=catcher.url) as zygote:
        found = killed_everywhere(zygote, Caught(catcher), again)
    lost = [case for case, (arrived, _) in found.items() if arrived < 1]
    unrecorded = [case for case, (arrived, doubts) in found.items() if arrived - 1 > doubts]
    more_than_kills = [case for case, (arrived, _) in found.items() if arrived > 2 + again]
    assert (lost, unrecorded, more_than_kills) == ([], [], [])
    assert Counter(arrived for arrived, _ in found.values())[2 + again] > 0, (
        "no kill was between send and mark"
    )


def test_the_kills_catch_an_outbox_that_marks_before_it_sends(committed: str, tmp_path: Path) -> None:
    carrier = Spooled(tmp_path)
    with killing.zygote(committed, tmp_path, work="marked_before_sent") as zygote:
        found = killed_everywhere(zygote, carrier, again=False)
    assert [case for case, (arrived, _) in found.items() if arrived == 0]


def killed_at_random(zygote: Zygote, rounds: int) -> tuple[list[str], int]:
    """Two senders at once over a full outbox, each killed at some moment. The keys, and how many were killed."""
    chance = random.Random(rounds)
    keys, kills = [], 0
    for number in range(rounds):
        keys += killing.queued(*(f"{number}-{each}" for each in range(AT_ONCE)))
        killing.time_passes()
        after = [chance.uniform(0.005, 0.25) for _ in range(2)]
        kills += zygote.told(do="race", after=after)["ended"].count(KILLED)
    killing.time_passes()
    zygote.told(do="run")
    return keys, kills


def settled(keys: list[str], carrier: Spooled | Caught) -> list[tuple[int, int]]:
    found = [killing.found(key) for key in keys]
    assert {message.state for message in found} == {Delivery.SENT}
    return [(carrier.delivered(message.key), message.doubts) for message in found]


@pytest.mark.parametrize("rounds", [ROUNDS // 2, pytest.param(LONG_ROUNDS // 2, marks=pytest.mark.soak)])
def test_with_a_folder_random_kills_lose_nothing_and_send_nothing_twice(
    committed: str, tmp_path: Path, rounds: int
) -> None:
    with killing.zygote(committed, tmp_path) as zygote:
        keys, kills = killed_at_random(zygote, rounds)
    assert kills >= rounds // 4
    assert set(settled(keys, Spooled(tmp_path))) == {(1, 0)}


@pytest.mark.parametrize("rounds", [ROUNDS // 2, pytest.param(LONG_ROUNDS // 2, marks=pytest.mark.soak)])
def test_with_a_server_random_kills_lose_nothing_and_each_repetition_is_on_the_record(
    committed: str, tmp_path: Path, catcher: Catcher, rounds: int
) -> None:
    with killing.zygote(committed, tmp_path, mail=catcher.url) as zygote:
        keys, kills = killed_at_random(zygote, rounds)
    found = settled(keys, Caught(catcher))
    assert kills >= rounds // 4
    assert [what for what in found if not 1 <= what[0] <= 1 + what[1]] == []
    assert sum(arrived - 1 for arrived, _ in found) <= kills
