"""A big generated ledger: seeded, in the canonical schema, one Parquet file a month sorted by account.

Every value follows from a hash of the line's number, so the same size gives the same ledger. Amounts are whole
ten-thousandths; doubles only shape the distribution of accounts, never money.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from directbill.core.money import unit_rate
from directbill.core.periods import Month
from directbill.ledger import engine
from directbill.ledger.staging import full_or

MEMORY = "1GiB"
"""Of the engine: a month is sorted within it, on disk where it must be."""
ACCOUNTS = 20_000
MONTHS = 24
CURRENCIES = ("USD", "EUR", "GBP", "CHF", "CZK", "SEK")
PER_DOLLAR = ("1", "0.915", "0.788", "0.881", "23.15", "10.42")
CATEGORIES = (
    "license", "license", "license", "azure_usage", "azure_usage",
    "reservation", "savings_plan", "perpetual_software", "marketplace",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthRate:
    """The statement currency per unit of a currency in one month, 12 places."""

    month: Month
    currency: str
    rate: Decimal


def month_rates(first: Month, months: int = MONTHS) -> tuple[MonthRate, ...]:
    """One rate per month and currency: the first month's, moved a little every month."""
    return tuple(
        MonthRate(first.plus(n), currency, unit_rate(Decimal(base) * (1000 + (n * 7) % 23) / 1000))
        if currency != "USD"
        else MonthRate(first.plus(n), currency, unit_rate(Decimal(1)))
        for n in range(months)
        for currency, base in zip(CURRENCIES, PER_DOLLAR, strict=True)
    )


def write(
    folder: Path, *, lines: int, first: Month, progress: Callable[[Month], None] | None = None
) -> list[Path]:
    """Write `lines` lines over 24 months to folder/charges/YYYY-MM/generated.parquet; returns the files.

    Refuses a disk without room.
    """
    rates = {(r.month, r.currency): r.rate for r in month_rates(first)}
    files = []
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".spill-", dir=folder) as spill,
        engine.connect(MEMORY, workdir=Path(spill)) as connection,
    ):
        connection.execute("set preserve_insertion_order = false")
        for n in range(MONTHS):
            month = first.plus(n)
            count = lines // MONTHS + (n < lines % MONTHS)
            target = folder / "charges" / str(month) / "generated.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            choices = [rates[month, c] for c in CURRENCIES]
            try:
                connection.execute(_month_sql(month, n, count, choices, target))
            except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
                raise full_or(error) from None
            files.append(target)
            if progress:
                progress(month)
    return files


def _month_sql(month: Month, salt: int, count: int, rates: list[Decimal], target: Path) -> str:
    categories = ", ".join(f"'{c}'" for c in CATEGORIES)
    currencies = ", ".join(f"'{c}'" for c in CURRENCIES)
    decimals = ", ".join(f"{r}::decimal(25,12)" for r in rates)
    quoted = str(target).replace("'", "''")
    return f"""
copy (
  with seeds as (
    select i, hash(i * 31 + {salt}) as h, hash(i * 17 + {salt} + 1000003) as g from range({count}) t(i)
  ), picked as (
    select i, g,
      cast(pow((pow({ACCOUNTS}, 0.1) - 1) * ((h % 1000000007) / 1000000007.0) + 1, 10) as integer) as rank,
      cast((h // 1000003) % {len(CATEGORIES)} as integer) + 1 as pick,
      (g % 100) < 7 as credit, (g // 128) % 10 = 0 as abroad
    from seeds
  ), placed as (
    select *, cast(case when abroad then (rank + 1 + (g // 4096) % 5) % 6 else rank % 6 end as integer) + 1 as coin,
      cast((g // 65536) % 3000000 as bigint) * case when credit then -1 else 1 end as units
    from picked
  )
  select
    'generated.parquet' as file, cast(i + 2 as integer) as row, 'G{month.year}{month.month:02d}' as document,
    date '{month.first_day}' as month, 'nce_recon' as format, cast(1 as utinyint) as authority,
    case when pick between 4 and 7 then 'azure' else 'commerce' end as stream, 'billed' as basis,
    'own' as attribution, cast(6000000 + rank as varchar) as account, '4390934' as owner,
    cast(units * 0.0001::decimal(5,4) as decimal(18,4)) as amount, cast(null as decimal(38,15)) as rest,
    [{currencies}][coin] as currency, [{categories}][pick] as category,
    'generated.' || pick as category_rule,
    case when pick between 4 and 7 and coin > 1 then [{decimals}][coin] end as unit_rate,
    case when pick between 4 and 7 and coin > 1 then date '{month.first_day}' end as rate_date,
    cast(null as decimal(38,15)) as own_usd, cast(0 as smallint) as prepaid_months, '' as not_counted,
    'c' || (g % 97) as customer, 's' || (g % 997) as subscription, 'p' || pick as product,
    case when credit then 'customerCredit' else 'cycleCharge' end as charge_type
  from placed order by account
) to '{quoted}' (format parquet, compression zstd, row_group_size 491520)"""
