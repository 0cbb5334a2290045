"""One contender, one fresh process: importing a 47-column reconciliation CSV, or reading it as bare text.

python -m bench.imports import|bare FOLDER; python bench/imports.py bare-small FOLDER
"""

import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

LINES = 500_000
SMALL = 5_000
OWN = "6048879"
AS_OF = "2026-11-22"
ANSWER = "answer.json"
Figures = tuple[int, str]
"""Lines, and the sum in whole cents as text."""

COLUMNS = """
PartnerId CustomerId CustomerName CustomerDomainName CustomerCountry InvoiceNumber MpnId
ResellerMpnId OrderId OrderDate ProductId SkuId AvailabilityId SkuName ProductName ChargeType
UnitPrice Quantity Subtotal TaxTotal Total Currency PriceAdjustmentDescription PublisherName
PublisherId SubscriptionDescription SubscriptionId ChargeStartDate ChargeEndDate TermAndBillingCycle
EffectiveUnitPrice UnitType AlternateId BillableQuantity BillingFrequency PricingCurrency
PCToBCExchangeRate PCToBCExchangeRateDate MeterDescription ReservationOrderId CreditReasonCode
SubscriptionStartDate SubscriptionEndDate ReferenceId ProductQualifiers PromotionId ProductCategory
"""
HEADER = COLUMNS.split()


def columns(month: str, invoice: str) -> dict[str, str]:
    """SQL for every column: half licenses, half Azure usage, one credit in eleven."""
    year, number = month.split("-")
    azure = "i % 2 = 0"
    cents = "((hash(i) % 90000)::bigint + 1) * case when i % 11 = 0 then -1 else 1 end"
    subtotal = f"printf('%d.%02d', ({cents}) // 100, abs(({cents}) % 100))"
    values = {
        "PartnerId": "'3f8a1f7e-0000-4000-8000-00000000a001'",
        "CustomerId": "printf('00000000-0000-4000-8000-%012d', i % 997)",
        "CustomerName": "'Customer ' || (i % 997)",
        "CustomerDomainName": "'customer' || (i % 997) || '.example'",
        "CustomerCountry": "'DE'",
        "InvoiceNumber": f"'{invoice}'",
        "MpnId": "'6034453'",
        "ResellerMpnId": f"'{OWN}'",
        "OrderId": "'0ET2qaZv' || i",
        "OrderDate": f"'{int(number)}/' || (i % 28 + 1) || '/{year}'",
        "ProductId": f"case when {azure} then 'DZH318Z0BNZ5' else 'CFQ7TTC0LH0R' end",
        "SkuId": "'0001'",
        "SkuName": f"case when {azure} then 'Tables - LRS' else 'Seats' end",
        "ProductName": f"case when {azure} then 'Tables' else 'Seats, monthly' end",
        "ChargeType": "case when i % 11 = 0 then 'customerCredit' else 'cycleCharge' end",
        "UnitPrice": "'0.045'",
        "Quantity": "'1'",
        "Subtotal": subtotal,
        "TaxTotal": "'0'",
        "Total": subtotal,
        "Currency": "'EUR'",
        "PriceAdjustmentDescription": "'[\"15.0% Partner earned credit for services managed\"]'",
        "PublisherName": "'Microsoft'",
        "SubscriptionDescription": f"case when {azure} then 'Azure plan' else 'Seats' end",
        "SubscriptionId": "printf('10000000-0000-4000-8000-%012d', i % 4999)",
        "ChargeStartDate": f"'{int(number)}/1/{year}'",
        "ChargeEndDate": f"'{int(number)}/28/{year}'",
        "TermAndBillingCycle": f"case when {azure} then '1 GB/Month' else 'One-Year commitment for monthly/yearly' end",
        "EffectiveUnitPrice": "'0.03825'",
        "BillableQuantity": "'1.005001'",
        "BillingFrequency": "'Monthly'",
        "PricingCurrency": f"case when {azure} then 'USD' else 'EUR' end",
        "PCToBCExchangeRate": f"case when {azure} then '0.846202666' else '1' end",
        "PCToBCExchangeRateDate": f"'{int(number)}/1/{year}'",
        "ProductQualifiers": "'[]'",
    }
    return {name: values.get(name, "''") for name in HEADER}


def write(path: Path, *, lines: int, month: str, invoice: str) -> None:
    """Write one generated file."""
    import duckdb

    selected = ", ".join(f'{sql} as "{name}"' for name, sql in columns(month, invoice).items())
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    connection.execute(f"copy (select {selected} from range({lines}) t(i)) to '{path}' (format csv, header)")


def prepare(folder: Path) -> None:
    """One file of 500,000 lines, and twelve of 5,000."""
    write(folder / "large.csv", lines=LINES, month="2026-10", invoice="G000000001")
    for n, path in enumerate(small(folder)):
        write(path, lines=SMALL, month=path.stem.removeprefix("small-"), invoice=f"G0000001{n:02d}")


def small(folder: Path) -> list[Path]:
    """The twelve files, one a month up to October 2026."""
    months = [divmod(2025 * 12 + 10 + n, 12) for n in range(12)]
    return [folder / f"small-{year}-{number + 1:02d}.csv" for year, number in months]


def bare(paths: list[Path]) -> Callable[[], Figures]:
    """DuckDB's reader, every column as text, into a table. The control sum is of whole cents."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    for path in paths:
        table = path.stem.replace("-", "_")
        read = f"select * from read_csv('{path}', all_varchar = true, header = true)"
        connection.execute(f"create table {table} as {read}")

    def figures() -> Figures:
        cents = "sum(replace(Subtotal, '.', '')::hugeint)"
        found = connection.execute(f"select count(*), {cents}::varchar from {paths[0].stem}").fetchall()
        return found[0]

    return figures


def imported(path: Path) -> Callable[[], Figures]:
    """directbill's import into a throw-away ledger."""
    from directbill.core.parties import Role
    from directbill.ledger.attribution import Scope
    from directbill.ledger.import_options import ImportOptions
    from directbill.ledger.imports import read_files
    from directbill.ledger.store import Store

    store = Store.temporary()
    scope = Scope(ids=frozenset({OWN}), role=Role.INDIRECT_RESELLER)
    read_files([path], store=store.__enter__(), scope=scope, options=ImportOptions())

    def figures() -> Figures:
        cents = "(sum(amount) * 100)::decimal(38, 0)::varchar"
        found = store.connection().execute(f"select count(*), {cents} from charges").fetchall()
        store.__exit__(None, None, None)
        return found[0]

    return figures


def main() -> None:
    contender, folder = sys.argv[1], Path(sys.argv[2])
    if contender == "bare-small":
        bare(small(folder))
        return
    from bench import measuring

    importlib.import_module("directbill.ledger.imports" if contender == "import" else "duckdb")
    large = folder / "large.csv"
    started = time.perf_counter()
    figures = imported(large) if contender == "import" else bare([large])
    seconds = time.perf_counter() - started
    measuring.told(seconds, figures())


if __name__ == "__main__":
    main()
