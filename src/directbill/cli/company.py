"""The company file (`partner.toml`): read strictly, every fault with its key and line, and written."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from directbill.core.errors import Fault, Place, Refusal, of_encoding, of_system, refuse
from directbill.core.parties import Account, AccountKind, Answer, Attestation, Partner, Role, RolePeriod
from directbill.programs import positions
from directbill.programs.positions import KeyPath

TOP = ("name", "first_transaction", "accounts", "roles", "answers", "happened")
ACCOUNT = ("id", "kind", "country", "region", "tenant", "valid_from", "valid_to")
ROLE = ("role", "since", "until")
ANSWER = ("answer", "items", "note", "said_on", "until")

WORD = TypeVar("WORD", bound=Enum)
STAND_IN = TypeVar("STAND_IN")
_ID = re.compile(r"[0-9]{1,20}")


def read(path: Path, *, known: Iterable[str]) -> Partner:
    """The company a file describes. `known` are the requirement keys it may speak of.

    Raises Refusal with every fault of the file.
    """
    sheet = _Sheet(path.name, tuple(known))
    top = _Table(sheet, _parse(path, sheet), ())
    top.only(TOP)
    partner = Partner(
        name=top.text("name"),
        accounts=tuple(_account(t) for t in top.tables("accounts", ACCOUNT)),
        roles=tuple(_role(t) for t in top.tables("roles", ROLE)),
        answers={key: _answer(t) for key, t in top.keyed("answers", ANSWER)},
        first_transaction=top.day("first_transaction"),
        happened=_happened(top),
    )
    _unique_ids(partner, sheet)
    if sheet.faults:
        raise Refusal(*sheet.faults)
    return partner


def identifier(text: str) -> str:
    """An identifier as given on the command line: digits only."""
    if not _ID.fullmatch(text.strip()):
        raise refuse("company_id", found=text)
    return text.strip()


def written(partner: Partner, *, comments: Mapping[str, str], heading: str) -> str:
    """The text of a company file. `comments` are lines to put above an answer, by requirement key."""
    top = [f"# {line}" for line in heading.splitlines()] + [
        f"name = {quoted(partner.name)}",
        *_pairs({"first_transaction": partner.first_transaction}),
    ]
    blocks = [top]
    blocks += [["[[accounts]]", *_pairs({k: getattr(a, k) for k in ACCOUNT})] for a in partner.accounts]
    blocks += [["[[roles]]", *_pairs({k: getattr(r, k) for k in ROLE})] for r in partner.roles]
    for key, said in partner.answers.items():
        remark = [f"# {line}" for line in comments.get(key, "").splitlines()]
        blocks.append([*remark, f"[answers.{key}]", *_pairs({k: getattr(said, k) for k in ANSWER})])
    if partner.happened:
        blocks.append(["[happened]", *_pairs(partner.happened)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m.group()):04x}", escaped) + '"'


@dataclass
class _Sheet:
    """The file being read: where its keys stand, and the faults found so far."""

    name: str
    known: tuple[str, ...]
    lines: dict[KeyPath, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, path: KeyPath, *, found: object = "", **params: str) -> None:
        key = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path).removeprefix(".")
        place = Place(self.name, positions.line_of(self.lines, path), key)
        self.faults.append(Fault(code, place, str(found), params))


class _Table:
    """One table of the file; every reader gives a value of its type, or a stand-in and a fault."""

    def __init__(self, sheet: _Sheet, values: dict[str, Any], path: KeyPath) -> None:
        self.sheet, self.values, self.path = sheet, values, path

    def fault(self, code: str, *keys: str | int, found: object = "", **params: str) -> None:
        self.sheet.fault(code, (*self.path, *keys), found=found, **params)

    def only(self, allowed: tuple[str, ...], code: str = "company_key_unknown") -> None:
        for key in self.values:
            if key not in allowed:
                close = get_close_matches(key, allowed, n=1, cutoff=0.0)
                self.fault(code, key, found=key, near=close[0] if close else "")

    def text(self, key: str) -> str:
        found = self.values.get(key, "")
        return found if isinstance(found, str) else self._wrong(key, found, "company_wants_text", "")

    def day(self, key: str) -> date | None:
        found = self.values.get(key)
        return (
            found
            if found is None or type(found) is date
            else self._wrong(key, found, "company_wants_date", None)
        )

    def word(self, key: str, kind: type[WORD], default: WORD) -> WORD:
        found = self.values.get(key, default.value)
        words = {member.value: member for member in kind}
        if isinstance(found, str) and found in words:
            return words[found]
        self.fault("company_word", key, found=found, choices=", ".join(words))
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        found = self.values.get(key, [])
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            return tuple(found)
        return self._wrong(key, found, "company_wants_list", ())

    def tables(self, key: str, allowed: tuple[str, ...]) -> "list[_Table]":
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            return self._wrong(key, found, "company_wants_tables", [])
        tables = [_Table(self.sheet, item, (*self.path, key, n)) for n, item in enumerate(found)]
        for table in tables:
            table.only(allowed)
        return tables

    def keyed(self, key: str, allowed: tuple[str, ...]) -> "list[tuple[str, _Table]]":
        holder = self.table(key)
        holder.only(self.sheet.known, "company_requirement_unknown")
        inner = [(name, holder.table(name)) for name in holder.values]
        for _, table in inner:
            table.only(allowed)
        return inner

    def table(self, key: str) -> "_Table":
        found = self.values.get(key, {})
        values = found if isinstance(found, dict) else self._wrong(key, found, "company_wants_table", {})
        return _Table(self.sheet, values, (*self.path, key))

    def _wrong(self, key: str, found: object, code: str, stand_in: STAND_IN) -> STAND_IN:
        self.fault(code, key, found=found)
        return stand_in


def _parse(path: Path, sheet: _Sheet) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise refuse("company_missing", file=path.name) from None
    except OSError as failure:
        raise of_system(failure, file=path.name) from None
    except UnicodeDecodeError as failure:
        raise of_encoding(failure, file=path.name) from None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        line = re.search(r"line (\d+)", str(failure))
        row = int(line.group(1)) if line else len(text.splitlines())
        raise refuse("company_not_toml", file=path.name, row=row) from None
    sheet.lines = positions.index(text.replace("\r\n", "\n"))
    return values


def _account(table: _Table) -> Account:
    return Account(
        id=_account_id(table),
        kind=table.word("kind", AccountKind, AccountKind.LOCATION),
        country=table.text("country"),
        region=table.text("region"),
        tenant=table.text("tenant"),
        valid_from=table.day("valid_from"),
        valid_to=_not_before(table, "valid_from", "valid_to"),
    )


def _account_id(table: _Table) -> str:
    """Digits, as text or as a whole number: a float would have lost some."""
    found = table.values.get("id", "")
    text = str(found) if type(found) in (str, int) else ""
    if not _ID.fullmatch(text):
        table.fault("company_id_wanted", "id", found=found)
    return text


def _role(table: _Table) -> RolePeriod:
    if "role" not in table.values:
        table.fault("company_word", "role", choices=", ".join(Role))
    role = table.word("role", Role, Role.INDIRECT_RESELLER)
    return RolePeriod(role, table.day("since"), _not_before(table, "since", "until"))


def _answer(table: _Table) -> Attestation:
    return Attestation(
        answer=table.word("answer", Answer, Answer.UNKNOWN),
        items=table.texts("items"),
        note=table.text("note"),
        said_on=table.day("said_on"),
        until=_until(table),
    )


def _until(table: _Table) -> dict[str, date]:
    """The last day of each thing that is listed, by its name."""
    inner = table.table("until")
    inner.only(table.texts("items"), "company_item_unknown")
    return {name: day for name in inner.values if (day := inner.day(name)) is not None}


def _happened(top: _Table) -> dict[str, date]:
    table = top.table("happened")
    table.only(top.sheet.known, "company_requirement_unknown")
    return {key: day for key in table.values if (day := table.day(key)) is not None}


def _not_before(table: _Table, first: str, last: str) -> date | None:
    start, end = table.day(first), table.values.get(last)
    if type(end) is date and start is not None and end < start:
        table.fault("company_ends_early", last, found=end)
    return table.day(last)


def _unique_ids(partner: Partner, sheet: _Sheet) -> None:
    for place, account in enumerate(partner.accounts):
        if account.id and account.id in partner.ids[:place]:
            sheet.fault("company_id_twice", ("accounts", place, "id"), found=account.id)


def _pairs(values: Mapping[str, object]) -> list[str]:
    """`key = value` for everything that has a value."""
    return [f"{key} = {_value(found)}" for key, found in values.items() if found not in (None, "", (), {})]


def _value(found: object) -> str:
    if isinstance(found, date):
        return found.isoformat()
    if isinstance(found, dict):
        return "{ " + ", ".join(f"{quoted(name)} = {_value(each)}" for name, each in found.items()) + " }"
    if isinstance(found, tuple):
        return "[" + ", ".join(quoted(item) for item in found) + "]"
    return quoted(str(found))
