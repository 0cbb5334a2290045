"""The start page and the quick check, as their pages show them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from directbill.core import quick
from directbill.core.edition import Edition, Requirement
from directbill.core.findings import Phase, Verdict
from directbill.core.quick import NOT_SURE, Asked, Judged, Progress
from directbill.documents.texts import Catalog
from directbill.documents.words import Words, is_currency, words_for
from directbill.programs import guide
from directbill.queries import program
from directbill.web.ui.fields import Choice

BLANKS = re.compile(r"[\s\u00a0\u202f']")
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")


def start(edition: Edition, texts: Catalog) -> dict[str, Any]:
    """What the start page shows: everything of it is the program's data."""
    words = words_for(texts, edition, program=program.program())
    advice = guide.of(program.program(), where=settings.PROGRAM or None)
    phases = [
        (texts.say(f"phase.{phase}"), [r for r in edition.requirements if r.phases[0] is phase])
        for phase in (Phase.TO_APPLY, Phase.TO_BE_AUTHORIZED)
    ]
    return {
        "edition": edition,
        "program_title": words.program_title,
        "phases": phases,
        "takes": [(texts.own(a.text), words.source_of(a.source)) for a in advice.takes],
        "costs": [(texts.own(a.text), words.source_of(a.source)) for a in advice.costs],
        "not_yet": [texts.own(a.text) for a in advice.not_yet],
        "edition_source": words.source_of(edition.source),
    }


def figure_of(text: str, texts: Catalog) -> str:
    """A figure as people type it in their language, as a plain number; anything else as it stands."""
    plain = BLANKS.sub("", text)
    if texts.locale.decimal == ",":
        return plain.replace(".", "").replace(",", ".") if re.fullmatch(r"[\d.,]+", plain) else plain
    return plain.replace(",", "") if GROUPED.fullmatch(plain) else plain


def question(asked: Requirement, given: str, *, texts: Catalog, edition: Edition, on: date) -> dict[str, Any]:
    """One question: how it is answered, and where in the row it stands."""
    keys = [r.key for r in quick.questions(edition, on)]
    bar = asked.threshold
    figure = quick.how(asked) is Asked.FIGURE and bar is not None
    before = keys[keys.index(asked.key) - 1] if keys.index(asked.key) else ""
    return {
        "asked": asked,
        "figure": figure,
        "unit": ""
        if bar is None
        else texts.say(f"quick.unit.{'money' if is_currency(bar.unit) else bar.unit}", unit=bar.unit),
        "question": texts.own(asked.question) if asked.question and not figure else texts.own(asked.help),
        "answer": "" if given == NOT_SURE else given,
        "choices": [Choice(v, texts.say(f"quick.{v}"), given == v) for v in (quick.YES, quick.NO, NOT_SURE)],
        "not_sure": given == NOT_SURE,
        "number": keys.index(asked.key) + 1,
        "of": len(keys),
        "back": reverse("question", args=[before]) if before else reverse("start"),
    }


def result(progress: Progress, edition: Edition, *, texts: Catalog) -> dict[str, Any]:
    """The answer of the quick check: each thing said, and what decided."""
    words = words_for(texts, edition, program=program.program())
    verdict = progress.verdict or Verdict.UNDECIDED
    failing = progress.failing
    return {
        "edition": edition,
        "verdict": verdict.value,
        "headline": texts.say(f"quick.verdict.{verdict}"),
        "why": _why(failing, words) if failing else texts.say(f"quick.why.{verdict}"),
        "instead": texts.say(f"quick.instead.{verdict}"),
        "rows": [_row(j, words) for j in progress.judged],
        "source": words.source(failing.requirement.source.ref) if failing else "",
    }


def _why(failing: Judged, words: Words) -> str:
    title = words.title(failing.requirement.key)
    bar = failing.requirement.threshold
    if failing.distance is None or bar is None:
        return words.say("quick.why_no", title=title)
    return words.say("quick.why_short", title=title, distance=_figure(abs(failing.distance), bar.unit, words))


def _row(judged: Judged, words: Words) -> dict[str, str]:
    bar = judged.requirement.threshold
    said = words.say(f"quick.said.{judged.outcome}")
    if judged.figure is not None and bar is not None:
        figures = {
            "figure": _figure(judged.figure, bar.unit, words),
            "bar": _figure(bar.value, bar.unit, words),
        }
        said = words.say("quick.said.figure", **figures)
    return {
        "title": words.title(judged.requirement.key),
        "outcome": judged.outcome.value,
        "said": said,
        "url": reverse("question", args=[judged.requirement.key]),
    }


def _figure(amount: Decimal, unit: str, words: Words) -> str:
    if is_currency(unit):
        return words.say("amount", currency=unit, amount=words.money(amount))
    return words.say(f"unit.{unit}", n=amount) if words.texts.has(f"unit.{unit}") else f"{amount} {unit}"
