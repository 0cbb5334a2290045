"""Every reader's file, its truth, and the mistakes a reader could make in it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.fixtures import cost_management, focus, insights, legacy, new_commerce
from tests.fixtures.table import Table, as_csv, as_gzip, as_tsv
from tests.fixtures.truth import Sold, Truth

SEED = 20261122


@dataclass(frozen=True)
class Form:
    """One carrier of one format. `sheet` is its table where it is a table, so that it can be damaged."""

    write: Callable[[Path], list[Path]]
    truth: Truth
    lines: tuple[Sold, ...]
    sheet: Table | None = None
    money: str = ""
    """The column that is the revenue."""
    mistakes: dict[str, str] | None = None
    """Column of the file that a reader could take instead: the mistake's name in the truth."""


def one(name: str, content: Callable[[], bytes]) -> Callable[[Path], list[Path]]:
    def write(folder: Path) -> list[Path]:
        path = folder / name
        path.write_bytes(content())
        return [path]

    return write


def _written(folder: Path, files: dict[str, bytes]) -> list[Path]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _nce() -> dict[str, Form]:
    every = new_commerce.lines(SEED)
    truth = new_commerce.truth(every)
    lines = tuple(line.sold for line in every)
    mistakes = {c: c for c in new_commerce.MONEY}

    def table(sheet: Table, name: str) -> Form:
        money = "subtotal" if name == "camel" else "Subtotal"
        columns = {new_commerce.camel(k): v for k, v in mistakes.items()} if name == "camel" else mistakes
        return Form(one(f"{name}.csv", lambda: as_csv(sheet)), truth, lines, sheet, money, columns)

    def bytes_(name: str, content: bytes) -> Form:
        return Form(one(name, lambda: content), truth, lines)

    return {
        "new commerce, portal": table(new_commerce.portal(every), "portal"),
        "new commerce, newer portal": table(new_commerce.newer(every), "newer"),
        "new commerce, camel case": table(new_commerce.camel_case(every), "camel"),
        "new commerce, API page": bytes_("page.json", new_commerce.api_page(every)),
        "new commerce, JSON lines": bytes_("part.json", new_commerce.json_lines(every)),
        "new commerce, JSON lines, Pascal": bytes_("part2.json", new_commerce.json_lines(every, pascal=True)),
        "new commerce, JSON lines, gzip": bytes_("part.json.gz", as_gzip(new_commerce.json_lines(every))),
    }


def _license() -> dict[str, Form]:
    """One file a month, for the file is the document."""
    every = legacy.license_lines(SEED)
    months = sorted({s.month for s in every})
    groups = {m: tuple(s for s in every if s.month == m) for m in months}

    def csvs(folder: Path) -> list[Path]:
        return _written(folder, {f"{m}.csv": as_csv(legacy.license_file(g)) for m, g in groups.items()})

    def pages(folder: Path) -> list[Path]:
        return _written(folder, {f"{m}.json": legacy.license_page(g) for m, g in groups.items()})

    truth = legacy.license_truth(every)
    return {"legacy license": Form(csvs, truth, every), "legacy license, API page": Form(pages, truth, every)}


def _usage() -> dict[str, Form]:
    every = legacy.usage_lines(SEED)
    truth, sheet = legacy.usage_truth(every), legacy.usage_file(every)
    mistakes = {c: c for c in legacy.USAGE_MONEY}
    form = Form(one("usage.csv", lambda: as_csv(sheet)), truth, every, sheet, "PretaxCharges", mistakes)
    return {
        "legacy usage": form,
        "legacy usage, API page": Form(one("usage.json", lambda: legacy.usage_page(every)), truth, every),
    }


def _one_license_month() -> dict[str, Form]:
    every = legacy.license_lines(SEED, months=("2026-05",), per_month=24)
    sheet = legacy.license_file(every)
    mistakes = {c: c for c in legacy.LICENSE_MONEY}
    form = Form(
        one("may.csv", lambda: as_csv(sheet)), legacy.license_truth(every), every, sheet, "Subtotal", mistakes
    )
    return {"legacy license, one month": form}


def _costs() -> dict[str, Form]:
    every = cost_management.lines(SEED)
    sheet = cost_management.file(every)
    mistakes = {c: c for c in cost_management.MONEY}
    write = one("costs.csv", lambda: as_csv(sheet, bom=True))
    return {"cost management": Form(write, cost_management.truth(every), every, sheet, "costInUsd", mistakes)}


def _insights() -> dict[str, Form]:
    every = insights.lines(SEED)
    truth = insights.truth(every)
    report, detail = insights.eligibility(every), insights.subscriptions(every)
    money, mistakes = "BilledRevenueUSD", {c: c for c in insights.MONEY}
    return {
        "eligibility": Form(one("e.csv", lambda: as_csv(report)), truth, every, report, money, {}),
        "eligibility, tabs": Form(one("e.tsv", lambda: as_tsv(report)), truth, every),
        "subscriptions": Form(one("s.csv", lambda: as_csv(detail)), truth, every, detail, money, mistakes),
        "subscriptions, tabs": Form(one("s.tsv", lambda: as_tsv(detail)), truth, every),
    }


def _focus() -> dict[str, Form]:
    every = focus.lines(SEED)
    truth = focus.truth(every)
    forms = {}
    for version in focus.VERSIONS:
        sheet = focus.file(every, version)
        mistakes = {c: c for c in focus.MONEY}
        write = one(f"focus{version}.csv", lambda s=sheet: as_csv(s))  # type: ignore[misc]
        forms[f"FOCUS {version}"] = Form(write, truth, every, sheet, "x_BilledCostInUsd", mistakes)
    newest = focus.file(every, "1.2")
    forms["FOCUS 1.2, gzip"] = Form(one("f.csv.gz", lambda: as_gzip(as_csv(newest))), truth, every)
    forms["FOCUS 1.2, Parquet"] = Form(lambda d: [focus.write_parquet(newest, d / "f.parquet")], truth, every)
    return forms


FORMS = _nce() | _license() | _one_license_month() | _usage() | _costs() | _insights() | _focus()


def mistaken(form: Form) -> dict[str, Decimal]:
    """Column to the total a reader would show that took it for the revenue."""
    return {column: form.truth.wrong[name] for column, name in (form.mistakes or {}).items()}
