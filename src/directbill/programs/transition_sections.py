"""From a TOML table to the rules of a transition: which keys there are, and of which type each is."""

from collections.abc import Mapping
from enum import Enum

from directbill.core.desk import Ask
from directbill.core.edition import Source
from directbill.core.enrollment import RUNNING, State
from directbill.core.form import Field
from directbill.core.moving import TABLE as MOVES
from directbill.core.moving import Kind, Way
from directbill.core.transition import TABLE, Rules, Told
from directbill.programs import form_sections
from directbill.programs.reader import Section

ASK = f"{TABLE.name}.ask"
CONSENT, PLAN = f"{MOVES.name}.record_consent", f"{MOVES.name}.plan"
AGREEMENT, LINES, KIND, WAY = "agreement", "lines", "kind", "way"
Standing = Enum("Standing", {state.name: state.value for state in State if state in RUNNING})  # type: ignore[misc]  # types: made from the table


def rules(section: Section, *, name: str, digest: str, edition: str) -> Rules:
    """Read the whole file as it serves an edition; faults are kept with the section's book."""
    standings, standings_source = _standings(section, edition)
    approval, approval_source = _count(section.section("approval"), "working_days")
    link, link_source = _count(section.section("link"), "days")
    most, most_source = _count(section.section("transfer"), "most")
    kinds = [_kind(each) for each in section.sections("kind")]
    asks = [_ask(each) for each in section.sections("ask")]
    found = Rules(
        edition=edition,
        standings=standings,
        standings_source=standings_source,
        approval=approval,
        approval_source=approval_source,
        link=link,
        link_source=link_source,
        keeps=_told(section, "keeps"),
        loses=_told(section, "loses"),
        agreements=_told(section, "agreement"),
        kinds={each.key: each for each in kinds},
        most=most,
        most_source=most_source,
        terms=_told(section, "term"),
        asks={each.verb: each for each in asks},
        source=section.source(),
        name=name,
        digest=digest,
    )
    section.close()
    _check(found, section)
    return found


def _check(found: Rules, section: Section) -> None:
    """Verbs are of the tables; what is asked of agreements and subscriptions is what the file tells of them."""
    known = {ASK} | {f"{table.name}.{row.verb}" for table in (TABLE, MOVES) for row in table.steps}
    for place, verb in enumerate(found.asks):
        if verb not in known:
            section.fault("transition_verb_unknown", "ask", place, "verb", found=verb)
    lines = next((f for f in found.ask(PLAN).fields if f.key == LINES), None)
    inner = {f.key: f for f in lines.fields} if lines else {}
    consent = {f.key: f for f in found.ask(CONSENT).fields}
    for where, asked, told in (
        (KIND, inner.get(KIND), set(found.kinds)),
        (WAY, inner.get(WAY), {way.value for way in Way}),
        (AGREEMENT, consent.get(AGREEMENT), {each.key for each in found.agreements}),
    ):
        choices = set(_choices(asked))
        if choices != told:
            section.fault("transition_choices_differ", found=where, allowed=", ".join(sorted(told)))


def _choices(asked: Field | None) -> Mapping[str, object]:
    return asked.choices if asked else {}


def _standings(section: Section, edition: str) -> tuple[frozenset[State], Source]:
    """Those of the newest entry that is not later than the edition; else the file's own."""
    own = section.section("asked_in")
    found = _of_states(own), own.source()
    own.close()
    for each in section.sections("asked_in_from"):
        later = each.text("edition"), _of_states(each), each.source()
        each.close()
        if later[0] <= edition:
            found = later[1:]
    return found


def _of_states(section: Section) -> frozenset[State]:
    return frozenset(State(each.value) for each in section.choices("standings", Standing))


def _count(section: Section, key: str) -> tuple[int, Source]:
    count = section.integer(key)
    if key in section and count < 1:
        section.fault("program_number_range", key, found=str(count), range="1-")
    found = count, section.source()
    section.close()
    return found


def _told(section: Section, part: str) -> tuple[Told, ...]:
    found: list[Told] = []
    for place, each in enumerate(section.sections(part)):
        key = each.identifier("key")
        if any(key == other.key for other in found):
            section.fault("program_twice", part, place, "key", found=key)
        found.append(Told(key, each.texts("text", required=True), each.source()))
        each.close()
    return tuple(found)


def _kind(section: Section) -> Kind:
    found = Kind(
        key=section.identifier("key"),
        title=section.texts("title", required=True),
        transfers=section.boolean("transfers"),
        source=section.source(),
    )
    section.close()
    return found


def _ask(section: Section) -> Ask:
    found = Ask(
        verb=section.text("verb"),
        help=section.texts("help"),
        fields=tuple(form_sections.field(each) for each in section.sections("field")),
    )
    section.close()
    return found
