"""The evaluation as JSON by a published schema (docs/reference/evaluation.schema.json), and back."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from directbill.core.edition import Edition, Program
from directbill.core.errors import refuse
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Reason
from directbill.core.statement import StatementLine
from directbill.documents import plain, presenter, reread
from directbill.documents.plain import Plain
from directbill.documents.texts import Catalog
from directbill.documents.words import Words, words_for
from directbill.programs import library

SCHEMA = "directbill.evaluation/1"


@dataclass(frozen=True, slots=True)
class Result:
    """What a JSON result holds: the evaluation, and the lines where they were written with it."""

    evaluation: Evaluation
    lines: tuple[StatementLine, ...]
    has_lines: bool


def render(
    evaluation: Evaluation,
    texts: Catalog,
    *,
    program: Program | None = None,
    lines: Iterable[StatementLine] | None = None,
) -> str:
    """The JSON text. With `lines`, every line of the statement is written too."""
    data = content(evaluation, texts, program=program)
    if lines is not None:
        data["lines"] = plain.lines(lines)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def content(evaluation: Evaluation, texts: Catalog, *, program: Program | None = None) -> Plain:
    """The plain values of the schema."""
    words = words_for(texts, evaluation.edition, program=program)
    statement = evaluation.facts.statement
    return {
        "schema": SCHEMA,
        "lang": texts.lang,
        "program": evaluation.edition.program,
        "edition": evaluation.edition.name,
        "edition_digest": evaluation.edition.digest,
        "preview": evaluation.preview,
        "as_of": evaluation.facts.as_of.isoformat(),
        "role": evaluation.facts.role.value,
        "partner": plain.partner(evaluation.facts.partner),
        "outcome": evaluation.outcome.value,
        "headline": words.say(f"verdict.{evaluation.outcome}"),
        "summary": presenter.summary(evaluation, words),
        "findings": [plain.finding(f, words) for f in evaluation.findings],
        "statement": plain.statement(evaluation, words),
        "tenure": plain.tenure(evaluation.facts.tenure),
        "forecast": plain.forecast(evaluation, words),
        "next_edition": _next(evaluation.next_edition, texts, words),
        "documents": [plain.document(d) for d in statement.documents] if statement else [],
        "warnings": [plain.reason(w, words) for w in evaluation.warnings],
    }


def _next(coming: Evaluation | None, texts: Catalog, words: Words) -> Plain | None:
    if coming is None:
        return None
    there = words_for(texts, coming.edition, program=words.program)
    said = presenter.following(coming, there)
    return {
        "edition": coming.edition.name,
        "effective": coming.edition.effective.isoformat(),
        "outcome": coming.outcome.value,
        "headline": said.headline,
        "findings": [plain.finding(f, there) for f in coming.findings],
        "statement": plain.statement(coming, there),
        "warnings": [plain.reason(w, there) for w in coming.warnings],
    }


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `render` writes, as shipped."""
    text = (files("directbill.documents") / "evaluation.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def read(text: str, program: Program, *, file: str = "") -> Result:
    """A result written by `render`. Refuses what is none, and one of another program or an unknown edition."""
    data = _parsed(text, file)
    if data["program"] != program.name:
        raise refuse("result_other_program", file=file, found=str(data["program"]), program=program.name)
    edition = library.edition(program, str(data["edition"]))
    try:
        coming = data["next_edition"]
        following = library.edition(program, coming["edition"]) if coming else None
        found = reread.evaluation(data, edition, following=following)
        lines = tuple(reread.line(each) for each in data.get("lines", ()))
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as fault:
        raise refuse("result_broken", file=file, found=f"{type(fault).__name__}: {fault}") from None
    return Result(_marked(found, data, edition), lines, "lines" in data)


def _parsed(text: str, file: str) -> Plain:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        raise refuse("result_not_json", file=file, row=fault.lineno, column=str(fault.colno)) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        found = data.get("schema", "") if isinstance(data, dict) else type(data).__name__
        raise refuse("result_other_schema", file=file, found=str(found), schema=SCHEMA)
    if missing := [key for key in ("program", "edition") if key not in data]:
        raise refuse("result_broken", file=file, found=", ".join(missing))
    return data


def _marked(found: Evaluation, data: Plain, edition: Edition) -> Evaluation:
    """An edition that reads otherwise than when the result was written is said."""
    if data.get("edition_digest") == edition.digest:
        return found
    warning = Reason("result_edition_changed", {"edition": edition.name})
    return Evaluation(
        found.edition,
        found.facts,
        found.findings,
        found.forecast,
        found.next_edition,
        (*found.warnings, warning),
    )
