"""From a TOML table to the rules of standing: which keys there are, and of which type each is."""

from collections.abc import Mapping

from directbill.core import enrollment
from directbill.core.capabilities import Capability, Permit
from directbill.core.edition import Source
from directbill.core.enrollment import GOOD, REDUCED, State
from directbill.core.findings import Turn
from directbill.core.signals import Signal, Watch
from directbill.core.standing import Days, Rules
from directbill.programs.reader import Section

LADDER = "ladder"
LEADS = (LADDER, *(state.value for state in REDUCED))
NEVER = frozenset({State.PENDING_ACTIVATION, State.ENDED})
"""States before and after, in which nothing is allowed."""


def rules(section: Section, *, program: str, name: str, digest: str) -> Rules:
    """Read the whole file; faults are kept in the section's book."""
    days = section.section("days")
    found = Rules(
        program=program,
        edition=name,
        capabilities=tuple(_capability(s) for s in section.sections("capability")),
        signals=tuple(_signal(s) for s in section.sections("signal")),
        announced=_days(days, "announced"),
        again=_days(days, "again"),
        appeal=_days(days, "appeal"),
        review_opens=_days(days, "review_opens"),
        reminders=_reminders(section.section("reminders")),
        extension=_days(days, "extension"),
        waiver=_days(days, "waiver"),
        lockout_months=_days(days, "lockout_months"),
        exit=_days(days, "exit"),
        begins=section.text("begins"),
        source=section.source(),
        name=name,
        digest=digest,
    )
    days.close()
    section.close()
    check(found, section)
    return found


def check(found: Rules, section: Section) -> None:
    """Keys are there once; the first step stops no service; what a signal stops is a capability."""
    _once(section, "capability", [each.key for each in found.capabilities])
    _once(section, "signal", [each.key for each in found.signals])
    for place, each in enumerate(found.capabilities):
        if each.serves and each.permits[State.RESTRICTED] is not Permit.YES:
            section.fault("standing_service_stopped", "capability", place, "restricted", found=each.key)
    known = {each.key: each for each in found.capabilities}
    for place, signal in enumerate(found.signals):
        for number, key in enumerate(signal.stops):
            if key not in known or known[key].serves:
                allowed = ", ".join(k for k, each in known.items() if not each.serves)
                section.fault(
                    "standing_stops_unknown", "signal", place, "stops", number, found=key, allowed=allowed
                )


def _once(section: Section, part: str, keys: list[str]) -> None:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            section.fault("program_twice", part, place, "key", found=key)


def _days(holder: Section, key: str) -> Days:
    section = holder.section(key)
    count = section.integer("count")
    if "count" in section and count < 1:
        section.fault("program_number_range", "count", found=str(count), range="1-")
    found = Days(count, section.source())
    section.close()
    return found


def _reminders(section: Section) -> tuple[int, ...]:
    days = section.integers("days")
    section.source()
    section.close()
    return days


def _capability(section: Section) -> Capability:
    permits = {state: section.choice(state.value, Permit) for state in REDUCED}
    common = section.source()
    own = section.value_sources(tuple(state.value for state in REDUCED))
    found = Capability(
        key=section.identifier("key"),
        title=section.texts("title", required=True),
        permits={
            **dict.fromkeys(GOOD, Permit.YES),
            **dict.fromkeys(NEVER, Permit.NO),
            **permits,
        },
        sources=_sources(common, own),
        serves=section.boolean("serves"),
    )
    section.close()
    return found


def _sources(common: Source, own: Mapping[str, Source]) -> dict[enrollment.State, Source]:
    return {state: own.get(state.value, common) for state in State}


def _signal(section: Section) -> Signal:
    found = Signal(
        key=section.identifier("key"),
        watch=section.choice("watch", Watch),
        title=section.texts("title", required=True),
        help=section.texts("help", required=True),
        otherwise=section.texts("otherwise", required=True),
        turn=section.choice("turn", Turn),
        days=section.integer("days"),
        source=section.source(),
        level=section.integer("level", default=0),
        stops=section.words("stops"),
        leads_to=section.one_of("leads_to", LEADS) if "leads_to" in section else "",
    )
    section.close()
    return found
