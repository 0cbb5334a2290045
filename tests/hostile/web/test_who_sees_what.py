"""Who sees what of the desk: one table, object by object and face by face, held against the pages themselves.

The table is tests/hostile/web/who_sees_what.txt. Its cells say what somebody who opens the object's address is shown.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from directbill.core.work import Work
from directbill.records.words import DeskRole
from tests import cast
from tests.hostile.web import object_pages, objects
from tests.hostile.web.objects import WORDS, Objects
from tests.hostile.web.world import drained
from tests.web import pages

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "who_sees_what.txt"
ROLES = {
    "asa": DeskRole.ASSESSOR,
    "bo": DeskRole.ASSESSOR,
    "rea": DeskRole.REVIEWER,
    "cy": DeskRole.CREDIT_ANALYST,
    "tom": DeskRole.APPROVER,
    "una": DeskRole.AUDITOR,
    "mia": DeskRole.PROGRAM_MANAGER,
}
STAGES: dict[str, tuple[Callable[[], Objects], Callable[[Objects], dict[str, dict[str, str]]]]] = {
    "begun": (objects.begun, object_pages.pages_begun),
    "under way": (objects.under_way, object_pages.pages_under_way),
    "ended": (objects.ended, object_pages.pages_ended),
}
Rows = dict[tuple[str, str], dict[str, str]]


def clients(found: Objects) -> dict[str, Client]:
    """A browser of everybody; the first is signed in nowhere, the second acts for nobody."""
    company, (_, dan) = found.case.app.company, cast.stranger()
    return {
        "nobody": Client(headers={"accept-language": "en"}),
        "eva": pages.as_(cast.person("Eva")),
        "dan": pages.as_(dan),
        **{name: pages.as_(getattr(company, name)) for name in ("ada", "ben", "cyd")},
        **{name: pages.as_(cast.at_desk(name.capitalize(), role)) for name, role in ROLES.items()},
    }


def seen(answer: HttpResponse, words: str) -> str:
    """What an answer shows of an object."""
    if answer.status_code == 302:
        return "sign-in" if answer["Location"].startswith("/sign-in/") else answer["Location"]
    body = drained(answer)
    if answer.status_code != 200:
        return str(answer.status_code)
    told = body.decode(errors="replace") + answer.headers.get("Content-Disposition", "")
    return "reads" if words in told else "page"


def opened(people: dict[str, Client], faces: dict[str, dict[str, str]]) -> Rows:
    """What everybody is shown at every address."""
    return {
        (what, face): {who: seen(client.get(there), WORDS.get(what, "")) for who, client in people.items()}
        for what, of_it in faces.items()
        for face, there in of_it.items()
    }


def anywhere(
    found: Objects, people: dict[str, Client], faces: dict[str, dict[str, str]]
) -> set[tuple[str, str]]:
    """Who comes upon the words of which object, wherever they look."""
    there = {address for of_it in faces.values() for address in of_it.values()} | set(
        object_pages.common(found)
    )
    return {
        (what, who)
        for who, client in people.items()
        for address in sorted(there)
        for answer in [client.get(address)]
        if answer.status_code == 200
        for body in [drained(answer).decode(errors="replace") + answer.headers.get("Content-Disposition", "")]
        for what, words in WORDS.items()
        if words in body
    }


def tables() -> dict[str, Rows]:
    """The table: by stage, what each person is shown of an object on a face."""
    found: dict[str, Rows] = {}
    stage, people = "", list[str]()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            stage = line.strip("[]")
        elif line.startswith("  "):
            people = line.split()
        elif line and not line.startswith("#"):
            cells = re.split(r"\s{2,}", line)
            found.setdefault(stage, {})[cells[0], cells[1]] = dict(zip(people, cells[2:], strict=True))
    return found


def may_read(table: dict[str, Rows], *, until: str) -> set[tuple[str, str]]:
    """Who reads which object by the table, in a stage or before it: what was told once stays told."""
    stages = list(STAGES)[: list(STAGES).index(until) + 1]
    return {
        (what, who)
        for stage in stages
        for (what, _), cells in table[stage].items()
        for who, cell in cells.items()
        if cell == "reads"
    }


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_everybody_sees_of_every_object_what_the_table_says_and_nothing_of_it_anywhere_else(
    stage: str,
) -> None:
    make, where = STAGES[stage]
    found = make()
    people, faces, table = clients(found), where(found), tables()
    assert opened(people, faces) == table[stage]
    assert anywhere(found, people, faces) - may_read(table, until=stage) == set()


def test_the_table_has_every_object_and_every_kind_of_work() -> None:
    named = {what for rows in tables().values() for what, _ in rows}
    assert set(WORDS) - named == set()
    assert {f"item of {work}" for work in Work} - named == set()


def test_nobody_outside_is_shown_anything_at_all() -> None:
    """Whoever is signed in nowhere is asked to; a stranger, another company and another assessor find nothing."""
    shown = {who: set[str]() for who in ("nobody", "eva", "dan", "bo")}
    for rows in tables().values():
        for cells in rows.values():
            for who, found in shown.items():
                found.add(cells[who])
    assert shown == {"nobody": {"sign-in"}, "eva": {"404"}, "dan": {"404"}, "bo": {"404"}}
