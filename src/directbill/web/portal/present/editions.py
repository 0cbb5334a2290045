"""A later edition came into force while an application was open: what would change, and the choice."""

from datetime import date
from typing import Any

from directbill.core import application as core
from directbill.core.application import State
from directbill.core.edition import Edition
from directbill.core.findings import Phase
from directbill.documents.texts import Catalog
from directbill.documents.words import words_for
from directbill.queries import program
from directbill.records.models import Application
from directbill.web.portal.company import Company


def choice(owner: Application, *, company: Company, texts: Catalog, on: date) -> dict[str, Any]:
    """The choice, where there is one: not yet answered, and answers may still change."""
    later = program.in_force(on)
    asked = owner.edition < later.name and owner.kept_edition != later.name
    if not asked or State(owner.state) not in core.EDITABLE:
        return {}
    return {
        "later_edition": later,
        "edition_changes": changes(program.edition(owner.edition), later, texts=texts),
        "edition_url": company.url("application_edition", owner.reference),
    }


def changes(before: Edition, later: Edition, *, texts: Catalog) -> list[str]:
    """What is the same, changed or new to apply, each in a sentence."""
    old = {r.key: r for r in before.requirements if r.phases[0] is Phase.TO_APPLY}
    words = words_for(texts, later, program=program.program())
    found = []
    for requirement in (r for r in later.requirements if r.phases[0] is Phase.TO_APPLY):
        known = old.pop(requirement.key, None)
        title = texts.own(requirement.title)
        if known is None:
            found.append(texts.say("edition.new", title=title))
        elif (
            known.threshold and requirement.threshold and known.threshold.value != requirement.threshold.value
        ):
            bar = requirement.threshold
            figure = words.money(bar.value) if bar.unit.isupper() else words.count(bar.value)
            found.append(texts.say("edition.bar", title=title, figure=figure, unit=bar.unit))
        else:
            found.append(texts.say("edition.same", title=title))
    return found + [texts.say("edition.gone", title=texts.own(r.title)) for r in old.values()]
