"""What the findings of an application recommend, before anybody does: the reasons are the items themselves."""

from dataclasses import dataclass
from enum import StrEnum

from directbill.core.dossier import Dossier, lost, waits_for
from directbill.core.work import Procedure


class Advice(StrEnum):
    """What follows from where everything before a decision stands."""

    GRANT = "grant"
    CONDITIONS = "conditions"
    REFUSE = "refuse"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What is recommended, and the keys of the items that are the reason."""

    advice: Advice
    because: tuple[str, ...] = ()


def recommendation(  # sentence: of what, where it stands, for which decision
    procedure: Procedure, dossier: Dossier, key: str, *, watched: tuple[str, ...] = ()
) -> Recommendation:
    """What is lost recommends a refusal; what passed with something still to be corrected, a grant with conditions.

    `watched` are keys of items that passed and have something open that is watched by date.
    """
    if against := lost(procedure, dossier, key):
        return Recommendation(Advice.REFUSE, against)
    if missing := waits_for(procedure, dossier, key):
        return Recommendation(Advice.WAIT, missing)
    before = tuple(each for each in procedure.before[key] if each in watched)
    return Recommendation(Advice.CONDITIONS, before) if before else Recommendation(Advice.GRANT)
