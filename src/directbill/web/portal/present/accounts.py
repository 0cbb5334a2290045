"""An account's form: its fields, and what was sent as values of the action."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from directbill.actions.partner import AccountGiven
from directbill.core.errors import refuse
from directbill.core.form import Field, FieldKind
from directbill.core.parties import AccountKind
from directbill.documents.texts import Catalog, in_every_language
from directbill.programs import places
from directbill.records.models import Account
from directbill.web.ui import fields as ui
from directbill.web.ui.problems import Problem

NAMES = ("kind", "number", "tenant", "country", "valid_from", "valid_to")


def _field(name: str) -> Field:
    kinds = {
        "kind": FieldKind.CHOICE,
        "country": FieldKind.COUNTRY,
        "valid_from": FieldKind.DATE,
        "valid_to": FieldKind.DATE,
    }
    choices = {
        "kind": {kind.value: in_every_language(f"account_kind.{kind}") for kind in AccountKind},
        "country": places.countries(),
    }
    return Field(
        key=name,
        kind=kinds.get(name, FieldKind.LINE),
        label=in_every_language(f"account_field.{name}"),
        help=in_every_language(f"account_help.{name}"),
        required=name in ("kind", "number"),
        choices=choices.get(name, {}),
    )


def fields(values: Mapping[str, str], texts: Catalog, *, faults: tuple[Problem, ...]) -> list[ui.View]:
    """The fields, each with what is wrong with it."""
    views = ui.views(tuple(map(_field, NAMES)), ui.Sheet(texts, values))
    wrong = {fault.anchor: fault.found for fault in faults}
    return [replace(view, error=wrong.get(view.id, "")) for view in views]


def values(account: Account | None) -> dict[str, str]:
    """What is known of an account, as a form shows it."""
    if account is None:
        return {"kind": AccountKind.LOCATION.value}
    return {name: str(getattr(account, name) or "") for name in NAMES}


def given(sent: Mapping[str, str]) -> AccountGiven:
    """What was sent. Refuses a missing kind, what is no kind, tenant or date, naming the field."""
    said = {name: str(sent.get(name, "")).strip() for name in NAMES}
    if said["kind"] not in set(AccountKind):
        raise refuse(
            "answer_not_offered" if said["kind"] else "choice_missing", column="kind", found=said["kind"]
        )
    if said["country"] and said["country"] not in places.countries():
        raise refuse("answer_not_offered", column="country", found=said["country"])
    return AccountGiven(
        kind=AccountKind(said["kind"]),
        number=said["number"],
        tenant=_tenant(said["tenant"]),
        country=said["country"],
        valid_from=_day("valid_from", said["valid_from"]),
        valid_to=_day("valid_to", said["valid_to"]),
    )


def _tenant(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise refuse("account_tenant", column="tenant", found=text) from None


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise refuse("answer_no_date", column=name, found=text) from None
