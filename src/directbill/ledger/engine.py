"""The engine: DuckDB in process, with the settings we rely on."""

from pathlib import Path

import duckdb

MEMORY = "384MiB"
"""Of the engine; the process holds some 150 MiB more. A ledger of any size spills."""
SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "preserve_insertion_order": "true",
}


def connect(
    memory_limit: str = MEMORY, *, workdir: Path | None = None, threads: int | None = None
) -> duckdb.DuckDBPyConnection:
    """DuckDB in memory: it reaches for nothing outside and spills into `workdir`, or not at all.

    A table keeps the order it was filled in, so a row number can be told. Decimals are exact; a product beyond 38
    digits raises.
    """
    settings: dict[str, str] = SETTINGS | {"memory_limit": memory_limit}
    settings |= {"temp_directory": str(workdir) if workdir else ""}
    if threads is not None:
        settings["threads"] = str(threads)
    connection = duckdb.connect(config=dict(settings))
    connection.execute("set enable_progress_bar = false")
    return connection
