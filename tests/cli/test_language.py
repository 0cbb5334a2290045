"""The language is the one asked for, wherever it was asked."""

import pytest

from directbill.cli import language


@pytest.mark.parametrize(
    ("argv", "environ", "spoken"),
    [
        ([], {}, "en"),
        (["check", "--lang", "cs"], {}, "cs"),
        (["--lang=cs", "check"], {"DIRECTBILL_LANG": "en"}, "cs"),
        (["check", "--", "--lang", "cs"], {}, "en"),
        (["--lang"], {"LANG": "cs_CZ.UTF-8"}, "cs"),
        (["--lang", "de"], {"LANG": "cs_CZ.UTF-8"}, "cs"),
        ([], {"DIRECTBILL_LANG": "cs", "LC_ALL": "en_US.UTF-8"}, "cs"),
        ([], {"LC_ALL": "cs_CZ.UTF-8", "LANG": "en_US.UTF-8"}, "cs"),
        ([], {"LC_ALL": "", "LANG": "cs-CZ"}, "cs"),
        ([], {"LC_ALL": "C.UTF-8", "LANG": "cs_CZ"}, "en"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"DIRECTBILL_LANG": "xx", "LANG": "cs_CZ"}, "cs"),
    ],
)
def test_option_before_own_variable_before_locale(
    argv: list[str], environ: dict[str, str], spoken: str
) -> None:
    assert language.choose(argv, environ) == spoken


def test_sentences_come_in_the_language_spoken() -> None:
    language.speak("cs")
    czech = language.say("cli.usage")
    language.speak("en")
    assert (czech, language.say("cli.usage")) == ("Použití:", "Usage:")
    assert language.say_or("no.such.key", "else") == "else"
