"""Which language to speak: `--lang`, else the environment, else English."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar

from directbill.documents import texts

LANGUAGES = ("en", "cs")
ENVIRONMENT = ("DIRECTBILL_LANG", "LC_ALL", "LC_MESSAGES", "LANG")

_spoken: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def choose(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """The language asked for, wherever `--lang` stands: usage errors must already speak it."""
    return _asked_for(argv) or _of_environment(environ)


def speak(language: str) -> None:
    """Say everything from now on in this language."""
    _spoken.set(language)


def spoken() -> str:
    """The language everything is said in."""
    return _spoken.get()


def say(key: str, **params: object) -> str:
    """The sentence of a key in the language spoken."""
    return texts.catalog(spoken()).say(key, **params)


def say_or(key: str, otherwise: str = "") -> str:
    """The sentence of a key where there is one."""
    catalog = texts.catalog(spoken())
    return catalog.say(key) if catalog.has(key) else otherwise


def _asked_for(argv: Sequence[str]) -> str | None:
    for place, word in enumerate(argv):
        if word == "--":
            return None
        name, equals, value = word.partition("=")
        if name == "--lang":
            given = value if equals else "".join(argv[place + 1 : place + 2])
            return given if given in LANGUAGES else None
    return None


def _of_environment(environ: Mapping[str, str]) -> str:
    for name in ENVIRONMENT:
        value = environ.get(name, "").replace("-", "_").partition("_")[0].partition(".")[0].lower()
        if value in LANGUAGES:
            return value
        if value and name != ENVIRONMENT[0]:
            break
    return LANGUAGES[0]
