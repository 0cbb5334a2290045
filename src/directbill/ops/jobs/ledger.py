"""Ledgers: each reading in a job of its own; every ten minutes a look for what is due, every night lost files."""

from directbill.actions.shape import jobs
from directbill.ops import ledgers
from directbill.ops.jobs.shape import job

job(jobs.READ_LEDGER)(ledgers.read)
job(jobs.REREAD_LEDGER)(ledgers.reread)
job(jobs.EVALUATE_LEDGER)(ledgers.evaluate)
job(jobs.LEDGERS_DUE, cron="*/10 * * * *")(ledgers.look)
job(jobs.SWEEP_FILES, cron="43 2 * * *")(ledgers.sweep_files)
