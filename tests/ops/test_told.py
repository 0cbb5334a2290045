"""A refusal in a process of ours is a refusal in the one that started it."""

import json

import pytest

from directbill.core.errors import Fault, Place, Refusal
from directbill.ops import told

FAULTS = (
    Fault("setting_unreadable", Place("file", 3, "column"), "found", {"more": "of it"}),
    Fault("data_unwritable"),
)


def refuses() -> None:
    raise Refusal(*FAULTS)


def test_what_is_refused_there_is_refused_here_to_the_letter(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        told.telling(refuses)
    assert ended.value.code == told.REFUSED
    with pytest.raises(Refusal) as refused:
        told.heard(capsys.readouterr().out.encode())
    assert refused.value.faults == FAULTS


def test_a_line_is_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    told.say(key="serve.migrating", done=1)
    assert told.heard(capsys.readouterr().out.encode()) == {"key": "serve.migrating", "done": 1}
    assert json.loads('{"pending": 0}') == told.heard(b'{"pending": 0}')
