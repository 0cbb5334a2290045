"""Makes the corpus anew, through the actions: `.venv/bin/python -m tests.corpus`.

Every record has random keys and references: each run writes other bytes. When it may be run stands in
docs/how-to/change-the-rules.md.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from directbill.actions import ledger
from directbill.core.work import Work
from directbill.documents import facts as exact
from directbill.programs import library
from directbill.queries import program, replays
from directbill.records import scope
from directbill.records.models import Decision, Evaluation, Submission
from tests import database
from tests.actions import deciding, ledgers, sent
from tests.cast import NOW
from tests.corpus import kept
from tests.django_fixtures import using
from tests.fixtures.bill import charge, recon
from tests.fixtures.cast import WINDOW

OLDER, NEWEST = Decimal("300000.00"), Decimal("1000000.00")
"""The revenue that editions ask for; the first asks for none, and is asked about at the same figure."""
CENT = Decimal("0.01")
BEFORE = (Work.CONFIRMATION, Work.ASSESSMENT, Work.DETAILS, Work.VERIFICATION, Work.CREDIT)
EDITIONS = [e.name for e in library.load(library.names()[0]).editions]


def whole_year(total: Decimal) -> bytes:
    """Twelve months with so much in all."""
    each = (total / len(WINDOW)).quantize(CENT)
    lines = [charge(str(each), month) for month in WINDOW[:-1]]
    return recon(*lines, charge(str(total - each * (len(WINDOW) - 1)), WINDOW[-1]))


def one_month(total: Decimal) -> bytes:
    """The last month alone: of the others nobody knows."""
    return recon(charge(str(total), WINDOW[-1]))


def files(edition: str) -> dict[str, bytes]:
    """What is judged under an edition: at the bar and a cent below it, over months that are known or not."""
    bar = NEWEST if edition == EDITIONS[-1] else OLDER
    found = {"at_the_bar": one_month(bar)}
    if edition != EDITIONS[0]:
        found["perhaps_a_cent_short"] = one_month(bar - CENT)
    if edition == EDITIONS[-1]:
        found["a_cent_short"] = whole_year(bar - CENT)
    return found


def evaluated(content: bytes) -> bytes:
    """The evaluation of a company that has nothing but this file."""
    company = ledgers.company()
    ledgers.imported(company, {"a.csv": content})
    with scope.scoped(scope.EVERYONE):
        found = Evaluation.objects.select_related("partner").get(partner=company.partner)
        return kept.written(found)


def granted(verb: str) -> None:
    case = deciding.begun().passed(*BEFORE)
    for each in ("recommend_grant", verb):
        case.do("decision", each)


def refused(*verbs: str) -> None:
    case = deciding.begun()
    case.do(case.of(Work.CONFIRMATION)[0].key, "refuse")
    for each in ("recommend_refusal", "refuse", *verbs):
        case.do("decision", each)


CASES: dict[str, Callable[[], None]] = {
    "grant": partial(granted, "grant"),
    "grant_with_conditions": partial(granted, "grant_with_conditions"),
    "refuse": refused,
    "uphold": partial(refused, "appeal", "uphold"),
    "overturn": partial(refused, "appeal", "overturn"),
}
"""Every verb that decides, with the way to it."""


def submitted() -> Iterator[tuple[str, bytes]]:
    """A submission, and the evaluation it rests on: one that was made when everything had been answered."""
    app = sent.complete()
    ledger.evaluate(partner=app.company.partner.id, cause="calendar", by=ledgers.JOB, at=NOW)
    sent.do("submit", app)
    with scope.scoped(scope.EVERYONE):
        found = Submission.objects.get(application_id=app.id)
        evaluation = replays.named(found)
        assert evaluation
        yield "submission", found.record.encode()
        yield kept.SUBMITTED, kept.written(evaluation)


def records() -> Iterator[tuple[str, bytes]]:
    """Every record of the corpus, each made in a transaction that is rolled back."""
    for edition in EDITIONS:
        with under(edition):
            for name, content in files(edition).items():
                with rolled_back():
                    yield f"evaluation-{edition}-{name}", evaluated(content)
    for name, make in CASES.items():
        with rolled_back():
            make()
            with scope.scoped(scope.EVERYONE):
                yield f"decision-{name}", Decision.objects.latest("number").record.encode()
    with rolled_back():
        yield from submitted()


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def under(edition: str) -> Iterator[None]:
    """The installation's program with one edition in force; one from before the forms is given the oldest of them."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(library.folder(library.names()[0]), Path(temporary) / "program"))
        _with_form(folder, edition)
        before = settings.PROGRAM, settings.EDITIONS
        settings.PROGRAM, settings.EDITIONS = str(folder), (edition,)
        _forget()
        yield
        settings.PROGRAM, settings.EDITIONS = before
        _forget()


def _with_form(folder: Path, edition: str) -> None:
    oldest, *_ = sorted((folder / "forms").glob("*.toml"))
    if edition >= oldest.stem:
        return
    shutil.copy(oldest, oldest.with_name(f"{edition}.toml"))
    digest = hashlib.sha256(oldest.read_bytes()).hexdigest()
    with (folder / "program.toml").open("a", encoding="utf-8") as listed:
        listed.write(f'\n[forms."{edition}"]\nsha256 = "{digest}"\n')


def _forget() -> None:
    for each in (program.put_into_force, program.form, program.desk):
        each.cache_clear()


def main() -> None:
    kept.FOLDER.mkdir(exist_ok=True)
    for path in kept.FOLDER.glob("*.json"):
        path.unlink()
    digests = {}
    with database.server() as url, database.clone(url, database.template(url)) as clone, using(clone):
        for name, content in records():
            (kept.FOLDER / f"{name}.json").write_bytes(content)
            digests[name] = hashlib.sha256(content).hexdigest()
    kept.DIGESTS.write_bytes(exact.canonical(digests))
