"""SQL conditions on a cell's text, as formats ask them."""


def blank(column: str) -> str:
    """SQL: the cell says nothing."""
    return f"lower(trim(\"{column}\")) IN ('', 'null')"


def says(column: str, *words: str) -> str:
    """SQL: the cell contains any of the words, whatever its case."""
    found = (f"contains(lower(\"{column}\"), '{word}')" for word in words)
    return "(" + " OR ".join(found) + ")"


def is_one_of(column: str, *values: str) -> str:
    """SQL: the cell is one of the values, whatever its case."""
    listed = ", ".join(f"'{v}'" for v in values)
    return f'lower(trim("{column}")) IN ({listed})'
