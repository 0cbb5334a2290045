"""Carriers: any file's bytes become one sheet of text. What a file is, its content says, never its name."""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from directbill.core.errors import refuse
from directbill.ledger.carriers import csv_text, files, gzipped, json_text, parquet
from directbill.ledger.carriers.csv_text import settle
from directbill.ledger.carriers.scan import explain, row_sql, scan_sql
from directbill.ledger.carriers.sheet import Layout, Sheet

if TYPE_CHECKING:
    from directbill.ledger.profiles import Profile

__all__ = ["Layout", "Sheet", "explain", "open_sheet", "row_sql", "scan_sql", "settle"]


def open_sheet(path: str | PathLike[str], *, workdir: Path, profile: "Profile | None" = None) -> Sheet:
    """Open any file a billing export comes in. Copies, where one is needed, are written to `workdir`."""
    source = files.source(path)
    kind = files.kind(source)
    if kind == "gzip":
        source = gzipped.unpack(source, workdir)
        kind = files.kind(source)
    layout = profile.layout if profile else Layout()
    match kind:
        case "csv":
            return csv_text.read(source, workdir=workdir, layout=layout)
        case "json":
            return json_text.read(source, workdir=workdir)
        case "zip":
            from directbill.ledger.carriers import xlsx  # lazy: few imports hold a workbook

            return xlsx.read(source, workdir=workdir, layout=layout)
        case "parquet":
            return parquet.read(source, workdir=workdir)
        case _:
            raise refuse("file_kind_unknown", file=source.name, found=kind)
