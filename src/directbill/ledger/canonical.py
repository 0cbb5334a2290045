"""The canonical charges table: its columns in order, with their types. Measures read exactly this."""

CHARGES: tuple[tuple[str, str], ...] = (
    ("file", "VARCHAR"),
    ("row", "INTEGER"),
    ("document", "VARCHAR"),
    ("month", "DATE"),
    ("format", "VARCHAR"),
    ("authority", "UTINYINT"),
    ("stream", "VARCHAR"),
    ("basis", "VARCHAR"),
    ("attribution", "VARCHAR"),
    ("account", "VARCHAR"),
    ("owner", "VARCHAR"),
    ("amount", "DECIMAL(18,4)"),
    ("rest", "DECIMAL(38,15)"),
    ("currency", "VARCHAR"),
    ("category", "VARCHAR"),
    ("category_rule", "VARCHAR"),
    ("unit_rate", "DECIMAL(25,12)"),
    ("rate_date", "DATE"),
    ("own_usd", "DECIMAL(38,15)"),
    ("prepaid_months", "SMALLINT"),
    ("not_counted", "VARCHAR"),
    ("customer", "VARCHAR"),
    ("subscription", "VARCHAR"),
    ("product", "VARCHAR"),
    ("charge_type", "VARCHAR"),
)
NAMES = tuple(name for name, _ in CHARGES)


def create_sql(table: str, *, temporary: bool = False) -> str:
    """A statement that makes an empty table of this shape."""
    columns = ", ".join(f'"{name}" {kind}' for name, kind in CHARGES)
    return f"CREATE OR REPLACE {'TEMP ' if temporary else ''}TABLE {table} ({columns})"


def literal(text: str) -> str:
    """Text as a SQL string."""
    return "'" + text.replace("'", "''") + "'"
