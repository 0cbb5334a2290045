"""A submission computed again: its own answers and accounts, and the facts of the evaluation it names."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from directbill.core.application import Answers
from directbill.core.errors import refuse
from directbill.core.form import Form
from directbill.core.parties import Account, AccountKind, Partner
from directbill.documents import decided
from directbill.documents import facts as exact
from directbill.queries import days, program, standing
from directbill.records.models import Evaluation


def again(record: str, named: Evaluation | None) -> bytes:
    """The record with its findings computed anew, from the facts of the evaluation it names.

    Refuses `replay_edition_changed`, `replay_form_changed`, and `replay_facts_gone` where the facts are not those.
    """
    data = json.loads(record)
    edition, form = program.edition(data["edition"]["name"]), program.form(data["edition"]["name"])
    decided.unchanged(edition, data["edition"]["sha256"])
    if form.digest != (wanted := data["form"]["sha256"]):
        raise refuse("replay_form_changed", found=form.digest, edition=edition.name, wanted=wanted)
    on = days.of(datetime.fromisoformat(data["submitted_at"]))
    facts = standing.facts(_company(data, form), edition, found=_known(data, named), on=on)
    return exact.canonical({**data, "findings": decided.findings(facts, edition)})


def evaluation(record: str) -> str:
    """The key of the evaluation it rests on; empty where it rests on none."""
    ledger = json.loads(record)["ledger"]
    return str(ledger["evaluation"]) if ledger else ""


def engine(record: str) -> str:
    """What made the figures it rests on; nothing where it rests on none."""
    ledger = json.loads(record)["ledger"]
    return str(ledger["engine"]) if ledger else ""


def _company(data: Mapping[str, Any], form: Form) -> Partner:
    said = {task: Answers(values=values) for task, values in data["answers"].items()}
    return standing.told(
        data["partner"]["name"], tuple(map(_account, data["accounts"])), questions=form, said=said
    )


def _account(kept: Mapping[str, str]) -> Account:
    return Account(
        id=kept["number"],
        kind=AccountKind(kept["kind"]),
        country=kept["country"],
        region=kept["region"],
        tenant=kept["tenant"],
        valid_from=_day(kept["valid_from"]),
        valid_to=_day(kept["valid_to"]),
    )


def _day(kept: str) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _known(data: Mapping[str, Any], named: Evaluation | None) -> standing.Known | None:
    if (ledger := data["ledger"]) is None:
        return None
    if named is None or exact.digest(named.facts) != ledger["facts_sha256"]:
        raise refuse("replay_facts_gone", found=data["application"], wanted=ledger["facts_sha256"])
    return standing.read(named)
