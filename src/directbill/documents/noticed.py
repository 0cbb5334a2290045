"""What is noticed of an enrollment, in words: the kind of signal, what it is about, and its figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from directbill.core.findings import Reason
from directbill.core.signals import Signal, Watch
from directbill.core.standing import Rules
from directbill.documents.texts import printable
from directbill.documents.words import Words

REASON = "reason"
"""The name under which the figures of a finding keep their code."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """The cause of a restriction, or a signal: what it is called, what it means, what it is about."""

    title: str
    help: str
    about: str
    otherwise: str
    source: str

    @property
    def said(self) -> str:
        """Everything of it in a few sentences."""
        return " ".join(part for part in (f"{self.title}.", self.about, self.help) if part)


def cause(key: str, params: Mapping[str, str], *, rules: Rules, words: Words) -> Noticed:
    """The cause `KEY:SUBJECT` of a restriction, or of an end. A kind the program has no more is said by its name."""
    name, _, subject = key.partition(":")
    kind = rules.signal(name)
    if kind is None:
        ends = f"noticed.ended_by.{name}"
        title = words.say(ends) if words.texts.has(ends) else name.replace("_", " ")
        return Noticed(title, "", printable(subject), "", "")
    return told(kind, subject, params, words=words)


def told(  # sentence: which kind, of what, with which figures
    kind: Signal, subject: str, params: Mapping[str, str], *, words: Words
) -> Noticed:
    """A signal about something, with its figures as they were when it was raised."""
    own = words.texts.own
    return Noticed(
        title=own(kind.title),
        help=own(kind.help),
        about=_about(kind, subject, params, words),
        otherwise=own(kind.otherwise),
        source=words.source_of(kind.source),
    )


def _about(  # sentence: which kind, of what, with which figures
    kind: Signal, subject: str, params: Mapping[str, str], words: Words
) -> str:
    if kind.watch is Watch.FINDING and REASON in params:
        more = {name: value for name, value in params.items() if name != REASON}
        reason = words.reason(Reason(params[REASON], more), words.requirement(subject))
        return words.say("noticed.finding", subject=words.title(subject), reason=reason)
    named = words.title(subject) if kind.watch is Watch.FINDING else printable(subject)
    sentence = f"noticed.{kind.watch}"
    if params and words.texts.has(sentence) and kind.watch is not Watch.FINDING:
        return words.say(sentence, **{**params, "subject": named})
    return words.say("noticed.subject", subject=named)
