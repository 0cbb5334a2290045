"""What the pages of some tasks show beside their questions: accounts, people, documents, figures."""

from typing import Any

from directbill.access.permissions import Permission
from directbill.core.form import FieldKind, Task, TaskKind
from directbill.core.parties import AccountKind
from directbill.documents.texts import Catalog
from directbill.records.models import Account, Application
from directbill.web.portal.company import Company
from directbill.web.ui.fields import Choice


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


def context(task: Task, company: Company, *, owner: Application | None, texts: Catalog) -> dict[str, Any]:
    """More values for the page of a task, by its kind."""
    del owner
    match task.kind:
        case TaskKind.ACCOUNTS:
            rows = Account.objects.filter(partner=company.partner).order_by("kind", "number")
            return {
                "accounts": [(each, account_name(each, texts)) for each in rows],
                "may_change_accounts": company.may(Permission.ACCOUNT_CHANGE),
            }
        case _:
            return {}
