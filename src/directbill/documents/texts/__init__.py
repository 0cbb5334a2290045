"""Every sentence of every face, per language: the files texts/<language>/*.toml merged into one catalog.

A key is a dotted name; a table nests it. In `errors_<area>.toml` each table is a refusal code with `found`
(what was found, where) and `do` (what to do). A placeholder may say how its value is written:

    {name}               as it is
    {count:number}       4,812            {count:line|lines}   the counted word (Czech: one|few|many)
    {amount:money}       28,095.82        {day:date}           22 Nov 2026
    {day:deadline}       Sunday 22 Nov 2026       {day:deadline_of} (until …) and {day:deadline_on} (on …)
    {month:month}        April 2027       {month:in} and {month:of}: the name in that case of the language
    {month:short}        Apr 27
    {state:life}         a draft          {verb:verb}: of `application.draft`, `application.submit`
    {format:export}      the name of a format               {found:system}       what the operating system says
    {role:role}          an approver      of `approver`

Values come as exact text (numbers with a dot, dates and months in ISO form; several with a comma and a blank
between them). Nothing is rounded here.
"""

import string
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from directbill.core.edition import Texts
from directbill.core.errors import Fault, refuse
from directbill.documents.texts.locale import Locale, locale_of

FALLBACK = "en"
LONGEST_FOUND = 160
OURS = frozenset({"known", "choices", "allowed"})
"""What may be chosen: never cut short, for it is what the reader needs next."""
NO_BREAK = "\N{NO-BREAK SPACE}"


class Catalog(string.Formatter):
    """All sentences of one language."""

    def __init__(self, lang: str, texts: Mapping[str, str], locale: Locale) -> None:
        self.lang = lang
        self.texts = {key: locale.held(text) for key, text in texts.items()}
        self.locale = locale
        self._written: dict[str, Callable[[str], str]] = {
            "number": locale.number,
            "money": locale.money,
            "date": locale.day,
            "deadline": locale.deadline,
            "deadline_of": locale.deadline_of,
            "deadline_on": locale.deadline_on,
            "month": locale.month,
            "in": lambda month: locale.month(month, locale.month_in),
            "of": lambda month: locale.month(month, locale.month_of),
            "short": locale.month_short,
            "export": lambda name: self.texts[f"format.{name}"],
            "system": lambda name: self.texts[f"system.{name}"],
            "life": lambda state: self.texts[f"life.{state}.word"],
            "verb": lambda verb: self.texts[f"verb.{verb}"],
            "role": lambda role: self.texts[f"role_of.{role}"],
        }

    def has(self, key: str) -> bool:
        """Whether the language has a sentence of this key."""
        return key in self.texts

    def say(self, key: str, /, **params: object) -> str:
        """The sentence with its values in place. An unknown key comes back as itself."""
        sentence = self.texts.get(key)
        return key if sentence is None else self.fill(sentence, **params)

    def stands(  # sentence: of which table, in which state, said how
        self, table: str, state: str, part: str, *, again: bool
    ) -> str:
        """The word of a state, or what it says. `again`: in a yearly review, where some states mean something else."""
        key = f"life.{table}.{state}.{part}"
        return self.say(f"{key}_again" if again and self.has(f"{key}_again") else key)

    def verb(self, table: str, verb: str, *, again: bool) -> str:
        """The name of a verb. `again`: in a yearly review, where some verbs do something else."""
        key = f"verb.{table}.{verb}"
        return self.say(f"{key}_again" if again and self.has(f"{key}_again") else key)

    def fill(self, sentence: str, /, **params: object) -> str:
        """A sentence of a program with its values in place."""
        return self.vformat(sentence, (), params)

    def error(self, fault: Fault) -> tuple[str, str]:
        """What was found and what to do, for one fault of a refusal."""
        place = fault.place
        raw = fault.params | {"file": place.file, "column": place.column, "found": fault.found}
        raw["row"] = "" if place.row is None else str(place.row)
        values = {n: printable(value) if n in OURS else readable(value) for n, value in raw.items()}
        if not self.has(f"error.{fault.code}.found"):
            return self.say("error_unworded", code=fault.code, **values), ""
        return self.say(f"error.{fault.code}.found", **values), self.say(f"error.{fault.code}.do", **values)

    def own(self, texts: Texts) -> str:
        """A sentence that an edition carries in several languages: ours, else the fallback, else any."""
        return self.locale.held(texts.get(self.lang) or texts.get(FALLBACK) or next(iter(texts.values()), ""))

    def get_value(self, key: int | str, args: object, kwargs: Mapping[str, Any]) -> object:
        """A missing value is shown by its name: a gap beats a crash while telling of a fault."""
        return kwargs.get(str(key), f"{{{key}}}")

    def format_field(self, value: object, format_spec: str) -> str:
        """Write one value the way its placeholder asks; a value that cannot be written so stays as it is."""
        text = str(value)
        try:
            if "|" in format_spec:
                return self.locale.form(text, format_spec.split("|"))
            if not format_spec:
                return text
            return ", ".join(map(self._written[format_spec], text.split(", ")))
        except (ValueError, ArithmeticError, LookupError):
            return text


def printable(text: str) -> str:
    """Text without control and direction marks, which could rewrite what a reader sees."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == NO_BREAK else "\N{REPLACEMENT CHARACTER}" for c in text)


def printable_lines(text: str) -> str:
    """The same for a text of several lines, which it keeps."""
    return "\n".join(printable(line.expandtabs(4)) for line in text.replace("\r\n", "\n").split("\n"))


def readable(text: str) -> str:
    """Text from a file, fit to be printed: no control characters, and not longer than a line or two."""
    short = text if len(text) <= LONGEST_FOUND else f"{text[:LONGEST_FOUND]}\N{HORIZONTAL ELLIPSIS}"
    return printable(short)


def languages() -> tuple[str, ...]:
    """The languages there are texts for."""
    folders = (entry.name for entry in files(__name__).iterdir() if entry.is_dir())
    return tuple(sorted(name for name in folders if not name.startswith("_")))


@cache
def catalog(lang: str) -> Catalog:
    """Merge the texts of a language. An unknown language is refused; a key written twice is a ValueError."""
    if lang not in languages():
        raise refuse("language_unknown", found=lang, known=", ".join(languages()))
    merged: dict[str, str] = {}
    locale: Locale | None = None
    for entry in sorted((files(__name__) / lang).iterdir(), key=lambda e: e.name):
        table = tomllib.loads(entry.read_text(encoding="utf-8"))
        if entry.name == "locale.toml":
            locale = locale_of(table)
            continue
        prefix = "error." if entry.name.startswith("errors_") else ""
        for key, sentence in _flat(table, prefix):
            if key in merged:
                raise ValueError(f"texts/{lang}/{entry.name}: {key} is written twice")
            merged[key] = sentence
    if locale is None:
        raise ValueError(f"texts/{lang}: locale.toml is missing")
    return Catalog(lang, merged, locale)


def in_every_language(key: str) -> dict[str, str]:
    """A sentence by language, as fields and other data carry theirs."""
    return {lang: catalog(lang).say(key) for lang in languages()}


def _flat(table: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
