"""Ledgers: each reading in a job of its own; every ten minutes a look for what is due, every night lost files."""

from procrastinate.contrib.django import app

from directbill.access import actor
from directbill.actions.shape import jobs
from directbill.gateways import clock
from directbill.ops import ledgers


@app.task(name=jobs.READ_LEDGER)
def read_ledger(*, partner: str, ledger_import: str) -> None:
    """Read one import."""
    by = actor.system(jobs.READ_LEDGER)
    ledgers.read(partner=partner, ledger_import=ledger_import, by=by, at=clock.now())


@app.task(name=jobs.REREAD_LEDGER)
def reread_ledger(*, partner: str) -> None:
    """Read all files of a partner again."""
    ledgers.reread(partner=partner, by=actor.system(jobs.REREAD_LEDGER), at=clock.now())


@app.task(name=jobs.EVALUATE_LEDGER)
def evaluate_ledger(*, partner: str) -> None:
    """Make a partner's figures anew."""
    ledgers.evaluate(partner=partner, by=actor.system(jobs.EVALUATE_LEDGER), at=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name=jobs.LEDGERS_DUE, queueing_lock=jobs.LEDGERS_DUE)
def ledgers_due(timestamp: int) -> None:
    """Queue what is due: imports whose job was lost, files to be read again, figures of another day."""
    del timestamp
    ledgers.look(by=actor.system(jobs.LEDGERS_DUE), at=clock.now())


@app.periodic(cron="43 2 * * *")
@app.task(name=jobs.SWEEP_FILES, queueing_lock=jobs.SWEEP_FILES)
def sweep_files(timestamp: int) -> None:
    """Remove files that no record names."""
    del timestamp
    ledgers.sweep_files(by=actor.system(jobs.SWEEP_FILES), at=clock.now())
