"""From an evaluation to the report that every face shows, so that all of them say the same words."""

from directbill.core.edition import Program
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Finding, Outcome, Phase, Severity, Turn
from directbill.documents import figure, items, proofs
from directbill.documents.report import Next, Report
from directbill.documents.texts import NO_BREAK, Catalog
from directbill.documents.words import Words, words_for

PREVIEW = "edition_preview"
"""Said in the head of the report already."""
PRESSING = (Outcome.NOT_MET, Outcome.UNKNOWN)


def present(evaluation: Evaluation, texts: Catalog, *, program: Program | None = None) -> Report:
    """The report. A program that is not bundled is handed in, so that its title and sources can be said."""
    words = words_for(texts, evaluation.edition, program=program)
    return Report(
        lang=texts.lang,
        title=words.say("report.title", program=words.program_title),
        program=words.program_title,
        edition_line=words.say("report.edition", edition=evaluation.edition.name),
        as_of_line=words.say("report.as_of", day=evaluation.facts.as_of),
        preview=_preview(evaluation, words),
        verdict=evaluation.outcome,
        headline=words.say(f"verdict.{evaluation.outcome}"),
        summary=summary(evaluation, words),
        company=_company(evaluation, words),
        revenue=figure.revenue(evaluation, words),
        no_revenue="" if evaluation.facts.statement else words.say("revenue.none"),
        steps=_steps(evaluation, words),
        how=_how(evaluation, words),
        standing=items.standing(evaluation.findings, words, of=PRESSING),
        later=items.standing(evaluation.findings, words, of=(Outcome.NOT_YET,)),
        groups=items.groups(evaluation, words),
        warnings=tuple(words.reason(w) for w in evaluation.warnings if w.code != PREVIEW),
        notes=_notes(evaluation, words),
        tenure=proofs.tenure(evaluation, words),
        tables=proofs.tables(evaluation, words),
        next_edition=_next(evaluation.next_edition, words),
        labels=_labels(words),
    )


def deciding(evaluation: Evaluation) -> tuple[Finding, ...]:
    """The findings that decide: required, and needed to apply."""
    return tuple(
        f for f in evaluation.findings if f.phase is Phase.TO_APPLY and f.severity is Severity.REQUIRED
    )


def _preview(evaluation: Evaluation, words: Words) -> str:
    return words.say("report.preview", day=evaluation.edition.effective) if evaluation.preview else ""


def summary(evaluation: Evaluation, words: Words) -> str:
    """The verdict in one sentence: how many things are met, not met and not known."""
    counted = dict.fromkeys(Outcome, 0)
    for finding in deciding(evaluation):
        counted[finding.outcome] += 1
    return words.say(
        f"summary.{evaluation.outcome}",
        met=counted[Outcome.MET],
        not_met=counted[Outcome.NOT_MET],
        unknown=counted[Outcome.UNKNOWN],
        all=sum(counted.values()),
    )


def _ids(evaluation: Evaluation, words: Words) -> str:
    ids = ", ".join(evaluation.facts.partner.ids) or words.say("not_known")
    return words.say("partner.ids_assumed", ids=ids) if evaluation.facts.partner.ids_assumed else ids


def _company(evaluation: Evaluation, words: Words) -> tuple[str, ...]:
    heading = words.say("partner.ids", n=len(evaluation.facts.partner.ids))
    ids = f"{heading}{NO_BREAK}{_ids(evaluation, words)}"
    role = words.name("role", evaluation.facts.role)
    return tuple(part for part in (evaluation.facts.partner.name, ids, role) if part)


def _steps(evaluation: Evaluation, words: Words) -> tuple[str, ...]:
    """What the applicant can do now: first what fails, then what is not known; the edition's order."""
    mine = [f for f in deciding(evaluation) if f.turn is Turn.APPLICANT]
    made = []
    for outcome in PRESSING:
        for finding in mine:
            if finding.outcome is outcome:
                made.append(
                    words.say("step", title=words.title(finding.requirement), why=_to_do(finding, words))
                )
    return tuple(made) or (words.say(f"step_when.{evaluation.outcome}"),)


def _to_do(finding: Finding, words: Words) -> str:
    """The question where only an answer is missing; else why the requirement is open."""
    requirement = words.requirement(finding.requirement)
    if requirement and requirement.question and finding.outcome is Outcome.UNKNOWN:
        return words.texts.own(requirement.question)
    return items.why(finding, words)


def _how(evaluation: Evaluation, words: Words) -> str:
    """Where answers go, if any is missing."""
    asked = (words.requirement(f.requirement) for f in deciding(evaluation) if f.outcome is Outcome.UNKNOWN)
    return words.say("step_answers") if any(r and r.question for r in asked) else ""


def _notes(evaluation: Evaluation, words: Words) -> tuple[str, ...]:
    """What was assumed, and what the statement has to say beside its figures."""
    made = [words.reason(n) for n in evaluation.facts.statement.notes] if evaluation.facts.statement else []
    if evaluation.edition.source.assumed:
        made.append(words.texts.own(evaluation.edition.source.note))
    made += figure.revenue_assumptions(words) if evaluation.facts.statement else ()
    return tuple(dict.fromkeys(note for note in made if note))


def _next(coming: Evaluation | None, words: Words) -> Next | None:
    return (
        None
        if coming is None
        else following(coming, words_for(words.texts, coming.edition, program=words.program))
    )


def following(coming: Evaluation, words: Words) -> Next:
    """What the next edition would say of the same facts; `words` are that edition's."""
    open_items = [f for f in deciding(coming) if f.outcome is not Outcome.MET]
    said = (
        words.say("step", title=words.title(f.requirement), why=items.short(f, words)) for f in open_items
    )
    what = _next_short(coming, open_items, words)
    headline = words.say(f"next.{coming.outcome}", day=coming.edition.effective, what=what)
    return Next(headline, coming.outcome, tuple(said))


def _next_short(coming: Evaluation, open_items: list[Finding], words: Words) -> str:
    """The distance of the figure, where it is one of the open things, and how many others there are."""
    money = figure.revenue_finding(coming)
    others = [f for f in open_items if f is not money]
    said = []
    if money in open_items:
        said.append(figure.distance(money, words) or words.say("short.unknown"))
    if others:
        said.append(words.say("next.others" if said else "next.things", n=len(others)))
    return words.say("next.join").join(said)


def _labels(words: Words) -> dict[str, str]:
    prefix = "label."
    return {
        key.removeprefix(prefix): text for key, text in words.texts.texts.items() if key.startswith(prefix)
    }
