"""Sealed texts open with the installation's key, for their purpose, in time."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from directbill.core.errors import Refusal
from directbill.gateways import clock, sealing


def test_a_sealed_text_opens_again_and_does_not_show_what_it_is() -> None:
    sealed = sealing.seal("tajné slovo", purpose="answers")
    assert "tajn" not in sealed
    assert sealing.unseal(sealed, purpose="answers", seconds=60) == "tajné slovo"


def test_what_another_key_sealed_before_still_opens(settings: Any) -> None:
    sealed = sealing.seal("word", purpose="answers")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert sealing.unseal(sealed, purpose="answers") == "word"


@pytest.mark.parametrize("why", ["another purpose", "another key", "changed", "too old", "empty", "no seal"])
def test_everything_else_is_refused(why: str, settings: Any) -> None:
    sealed, purpose = sealing.seal("word", purpose="answers"), "answers"
    if why == "another key":
        settings.SECRET_KEY = "another"
    changed = {"changed": sealed[:-2] + "AA", "empty": "", "no seal": "wörd"}.get(why, sealed)
    purpose = "second step" if why == "another purpose" else purpose
    later = clock.wall() + timedelta(seconds=61 if why == "too old" else 0)
    with time_machine.travel(later), pytest.raises(Refusal, match="seal_broken"):
        sealing.unseal(changed, purpose=purpose, seconds=60)
