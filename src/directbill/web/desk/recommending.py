"""What the findings recommend, said where a decision is prepared and taken."""

from directbill.core import recommending
from directbill.core.decision import State
from directbill.core.nonconformity import LASTING
from directbill.core.work import Work
from directbill.queries import nonconformities
from directbill.records.models import Item
from directbill.web.ui.itemized import View

ASKED_IN = {State.WAITING, State.TO_RECOMMEND, State.GRANT_RECOMMENDED, State.REFUSAL_RECOMMENDED}
"""States in which a decision is not taken yet."""


def told(view: View, row: Item) -> str:
    """The recommendation with its reasons; empty at other work and once it was decided."""
    if view.desk is None or row.work != Work.DECISION or row.state not in ASKED_IN:
        return ""
    watched = tuple(r.key for r in view.rows if r.work == Work.ASSESSMENT and _lasts(r))
    found = recommending.recommendation(view.desk.procedure, view.dossier, row.key, watched=watched)
    titles = ", ".join(view.texts.own(view.desk.entry(key).title) for key in found.because)
    return view.texts.say(f"recommending.{found.advice}", items=titles)


def _lasts(row: Item) -> bool:
    """Whether something found at the assessment is still to be corrected."""
    return any(each.state in LASTING for each in nonconformities.of(row))
