"""What the pages of some tasks show beside their questions: accounts, people, documents, figures."""

from datetime import date
from typing import Any

from directbill.access.permissions import Permission
from directbill.core.form import FieldKind, Task, TaskKind
from directbill.core.parties import AccountKind
from directbill.documents.texts import Catalog
from directbill.queries import days, evidence, program
from directbill.records.models import Account, Application
from directbill.web.portal.company import Company
from directbill.web.ui.fields import Choice, Documents, Given


def choices(task: Task, company: Company, *, texts: Catalog) -> dict[str, tuple[Choice, ...]]:
    """Choices that the company's records give: its location accounts."""
    asked = [f.key for f in task.fields if f.kind is FieldKind.ACCOUNT]
    if not asked:
        return {}
    rows = Account.objects.filter(partner=company.partner, kind=AccountKind.LOCATION).order_by("number")
    found = tuple(Choice(str(each.id), account_name(each, texts), chosen=False) for each in rows)
    return dict.fromkeys(asked, found)


def account_name(account: Account, texts: Catalog) -> str:
    """An account as people name it."""
    return texts.say(
        "account.name",
        number=account.number,
        country=account.country or texts.say("ui.not_provided"),
        kind=account.kind,
    )


def documents(
    task: Task, company: Company, *, owner: Application | None, texts: Catalog, on: date
) -> dict[str, Documents]:
    """The documents given for the questions of a task, and where more are given."""
    asked = [f.key for f in task.fields if f.kind is FieldKind.EVIDENCE]
    if not asked:
        return {}
    questions = program.form(owner.edition if owner else program.in_force(on).name)
    found = evidence.of(company.partner.id, owner, questions=questions, on=on)
    made = {}
    for key in asked:
        place = (owner.reference, task.key, key) if owner else (task.key, key)
        add = company.url("evidence_add" if owner else "evidence_add_early", *place)
        given = (_given(each, company, texts, add) for each in found.get((task.key, key), ()))
        made[key] = Documents(tuple(given), add)
    return made


def _given(each: evidence.Document, company: Company, texts: Catalog, add: str) -> Given:
    newest = each.newest
    values = {"file": newest.filename, "n": newest.number, "day": days.of(newest.received_at)}
    said = [texts.say("evidence_page.about", **values)]
    if newest.covers_from and newest.covers_to:
        said.append(texts.say("evidence_page.period", first=newest.covers_from, last=newest.covers_to))
    said.append(texts.say("evidence_page.scanned" if each.scanned else "evidence_page.not_scanned"))
    return Given(
        id=str(each.id),
        title=each.title,
        about=" · ".join(said),
        url=company.url("evidence_file", newest.id),
        newer=f"{add}?evidence={each.id}",
        old=each.old,
    )


def _region(account: Account, task: Task, texts: Catalog) -> str:
    """The account's region, as the task's own question names it."""
    named = (asked.choices[account.region] for asked in task.fields if account.region in asked.choices)
    return next(map(texts.own, named), account.region)


def context(task: Task, company: Company, *, owner: Application | None, texts: Catalog) -> dict[str, Any]:
    """More values for the page of a task, by its kind."""
    del owner
    match task.kind:
        case TaskKind.ACCOUNTS:
            rows = Account.objects.filter(partner=company.partner).order_by("kind", "number")
            return {
                "accounts": [(each, account_name(each, texts), _region(each, task, texts)) for each in rows],
                "may_change_accounts": company.may(Permission.ACCOUNT_CHANGE),
            }
        case _:
            return {}
