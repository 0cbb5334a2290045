"""One contender, one fresh process: importing a 47-column reconciliation CSV, or reading it as bare text.

python bench/imports.py prepare|import|bare|bare-small FOLDER
"""

import importlib
import json
import resource
import sys
import time
from pathlib import Path

LINES = 500_000
SMALL = 5_000

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
        "ResellerMpnId": "'6048879'",
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
    for n in range(12):
        year, number = divmod(2025 * 12 + 10 + n, 12)
        month = f"{year}-{number + 1:02d}"
        write(folder / f"small-{month}.csv", lines=SMALL, month=month, invoice=f"G0000001{n:02d}")


def bare(paths: list[Path]) -> object:
    """DuckDB's reader, every column as text, into a table."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    rows = 0
    for n, path in enumerate(paths):
        connection.execute(
            f"create table t{n} as select * from read_csv('{path}', all_varchar = true, header = true)"
        )
        rows += connection.execute(f"select count(*) from t{n}").fetchall()[0][0]
    return rows


def imported(path: Path) -> object:
    """directbill's import into a throw-away ledger: nothing may be rejected or lost."""
    from directbill.core.parties import Role
    from directbill.ledger.imports import ImportOptions, Scope, read_files
    from directbill.ledger.store import Store

    with Store.temporary() as store:
        scope = Scope(ids=("6048879",), role=Role.INDIRECT_RESELLER)
        receipt = read_files([path], store=store, scope=scope, options=ImportOptions())
    return sum(f.kept for f in receipt.files)


def main() -> None:
    contender, folder = sys.argv[1], Path(sys.argv[2])
    if contender == "prepare":
        return prepare(folder)
    if contender == "bare-small":
        bare(sorted(folder.glob("small-*.csv")))
        return None
    importlib.import_module("directbill.ledger.imports" if contender == "import" else "duckdb")
    started = time.perf_counter()
    rows = imported(folder / "large.csv") if contender == "import" else bare([folder / "large.csv"])
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": seconds, "rss_mb": peak, "figures": rows}) + "\n")
    return None


if __name__ == "__main__":
    main()
