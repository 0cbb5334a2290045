"""The findings as items: each answers what, why, whose turn, by when, and what otherwise."""

from collections.abc import Container, Iterable

from directbill.core.edition import Kind, Requirement
from directbill.core.evaluation import Evaluation
from directbill.core.findings import Finding, Outcome, Phase, Severity
from directbill.documents.figure import distance
from directbill.documents.report import Answer, Group, Item
from directbill.documents.words import Words, is_currency

LONGEST_EVIDENCE = 24
ATTESTED = {
    Outcome.MET: "short.said_yes",
    Outcome.NOT_MET: "short.said_no",
    Outcome.UNKNOWN: "short.not_said",
}


def groups(evaluation: Evaluation, words: Words) -> tuple[Group, ...]:
    """One group for each phase that has findings. To remain, every requirement that binds then is named."""
    made = []
    for phase in Phase:
        belongs = [f for f in evaluation.findings if phase in _shown_in(f)]
        if belongs:
            items = tuple(item(f, words) for f in belongs)
            made.append(Group(phase, words.say(f"phase.{phase}"), words.say(f"phase_help.{phase}"), items))
    return tuple(made)


def _shown_in(finding: Finding) -> tuple[Phase, ...]:
    return (finding.phase,) if Phase.TO_REMAIN not in finding.phases else (finding.phase, Phase.TO_REMAIN)


def item(finding: Finding, words: Words) -> Item:
    """One finding with its five answers."""
    requirement = words.requirement(finding.requirement)
    return Item(
        requirement=finding.requirement,
        title=words.title(finding.requirement),
        outcome=finding.outcome,
        outcome_text=words.say(f"outcome.{finding.outcome}"),
        short=short(finding, words),
        required=finding.severity is Severity.REQUIRED,
        turn=finding.turn,
        answers=five(finding, words),
        evidence=tuple(words.evidence(e) for e in finding.evidence),
        source=words.source(finding.source, assumed=_silent(finding, requirement), note=_note(requirement)),
        due=finding.due,
        warnings=tuple(words.reason(w, requirement) for w in finding.warnings),
        hold=_hold(finding, requirement, words),
    )


def five(finding: Finding, words: Words) -> tuple[Answer, ...]:
    """What is it, why, whose turn, by when, and what otherwise."""
    requirement = words.requirement(finding.requirement)
    answers = [
        ("what", words.texts.own(requirement.help) if requirement else words.title(finding.requirement)),
        ("why", why(finding, words)),
    ]
    if finding.outcome is not Outcome.MET:
        answers += [
            ("turn", words.say(f"turn.{finding.turn}")),
            ("when", when(finding, words)),
            ("otherwise", otherwise(finding, words)),
        ]
    return tuple(Answer(words.say(f"five.{key}"), text) for key, text in answers if text)


def why(finding: Finding, words: Words) -> str:
    """The reason, the measure against the threshold, and what is counted, in one or two sentences."""
    requirement = words.requirement(finding.requirement)
    parts = [words.reason(finding.reason, requirement)]
    if finding.outcome is Outcome.NOT_YET and requirement and requirement.waiting:
        parts.append(words.texts.own(requirement.waiting))
    return " ".join(dict.fromkeys(parts))


def when(finding: Finding, words: Words) -> str:
    """The date with its weekday where a clock runs; else what it waits for."""
    if finding.due is not None:
        return words.say("when.due", day=finding.due)
    if finding.outcome is Outcome.NOT_YET and finding.after:
        return words.say("when.after", steps=", ".join(words.title(key) for key in finding.after))
    return words.say("when.none")


def otherwise(finding: Finding, words: Words) -> str:
    """What happens if it is not met, as the edition says."""
    requirement = words.requirement(finding.requirement)
    if requirement and requirement.otherwise:
        return words.texts.own(requirement.otherwise)
    return words.say("otherwise.nothing" if finding.severity is Severity.RECOMMENDED else "otherwise.open")


def standing(findings: Iterable[Finding], words: Words, *, of: Container[Outcome]) -> tuple[str, ...]:
    """Whose turn, by when and what otherwise, of the findings of some outcomes: once for all it is the same for."""
    same: dict[tuple[str, str, str], list[str]] = {}
    for finding in findings:
        if finding.outcome in of:
            answers = (
                words.say(f"turn.{finding.turn}"),
                _when_named(finding, words),
                otherwise(finding, words),
            )
            same.setdefault(answers, []).append(words.title(finding.requirement))
    alone = len(same) == 1
    return tuple(
        words.say(
            "standing" if alone else "standing_of",
            titles=", ".join(titles),
            turn=turn,
            when=by,
            otherwise=else_,
        )
        for (turn, by, else_), titles in same.items()
    )


def _when_named(finding: Finding, words: Words) -> str:
    """When it is due; a list names the step it waits for already."""
    waits = finding.due is None and finding.outcome is Outcome.NOT_YET and finding.after
    return words.say("when.named") if waits else when(finding, words)


def short(finding: Finding, words: Words) -> str:
    """A few words for a narrow list: the figure before the adjective."""
    requirement = words.requirement(finding.requirement)
    if words.texts.has(f"short.{finding.reason.code}"):
        return words.say(f"short.{finding.reason.code}", **finding.reason.params)
    if finding.outcome is Outcome.NOT_YET:
        return _short_later(finding, requirement, words)
    if requirement and requirement.kind is Kind.ATTESTATION:
        return _short_attested(finding, words)
    if is_currency(finding.unit):
        return _short_money(finding, words)
    return _short_fact(finding, requirement, words) or words.say(f"outcome.{finding.outcome}")


def _short_later(finding: Finding, requirement: Requirement | None, words: Words) -> str:
    if requirement and requirement.early_warning:
        own = f"short.{requirement.early_warning}"
        return words.say(own if words.texts.has(own) else "short.hold")
    if not finding.after:
        return words.say("short.later")
    return words.say("short.after", step=words.title(finding.after[0]))


def _short_attested(finding: Finding, words: Words) -> str:
    if finding.outcome is Outcome.MET and finding.unit == "items" and finding.measure is not None:
        return words.say("short.listed", n=finding.measure)
    return words.say(ATTESTED[finding.outcome])


def _short_money(finding: Finding, words: Words) -> str:
    return words.say("short.unknown") if finding.outcome is Outcome.UNKNOWN else distance(finding, words)


def _short_fact(finding: Finding, requirement: Requirement | None, words: Words) -> str:
    computed = requirement is not None and requirement.kind is Kind.COMPUTED
    if computed and finding.measure is not None and finding.threshold is not None:
        return words.say("short.of", n=words.count(finding.measure), of=words.count(finding.threshold))
    if len(finding.evidence) == 1 and len(finding.evidence[0]) <= LONGEST_EVIDENCE:
        return finding.evidence[0]
    return words.measure(finding, finding.measure) if finding.outcome is Outcome.MET else ""


def _hold(finding: Finding, requirement: Requirement | None, words: Words) -> str:
    waits = finding.outcome is Outcome.NOT_YET and requirement is not None and requirement.early_warning
    return words.texts.own(requirement.waiting) if waits and requirement else ""


def _silent(finding: Finding, requirement: Requirement | None) -> bool:
    """Whether the source itself says nothing; what else was assumed is told among the notes."""
    if requirement is None:
        return finding.assumed
    bar = requirement.threshold
    return requirement.source.assumed or (bar is not None and bar.source.assumed)


def _note(requirement: Requirement | None) -> dict[str, str]:
    return dict(requirement.source.note) if requirement else {}
