"""Carriers: any file's bytes become one sheet of text. What a file is, its content says, never its name."""

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from directbill.core.errors import refuse
from directbill.ledger.carriers import csv_text, files, gzipped, json_text, parquet
from directbill.ledger.carriers.csv_text import settle
from directbill.ledger.carriers.files import Source
from directbill.ledger.carriers.scan import explain, row_sql, scan_sql
from directbill.ledger.carriers.sheet import Layout, Sheet

if TYPE_CHECKING:
    from directbill.ledger.profiles import Profile

__all__ = ["Layout", "Sheet", "explain", "open_sheet", "peek", "row_sql", "scan_sql", "settle"]


def open_sheet(path: str | PathLike[str], *, workdir: Path, profile: "Profile | None" = None) -> Sheet:
    """Open any file a billing export comes in. Copies, where one is needed, are written to `workdir`."""
    source, kind = _source(path, workdir)
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


def peek(path: str | PathLike[str], *, workdir: Path, profile: "Profile") -> Sheet:
    """Only the header, laid out as a profile declares; of what has no layout, all."""
    source, kind = _source(path, workdir)
    if kind == "csv":
        return csv_text.peek(source, profile.layout)
    if kind == "zip":
        from directbill.ledger.carriers import xlsx  # lazy: few imports hold a workbook

        return xlsx.peek(source, workdir=workdir, layout=profile.layout)
    return open_sheet(path, workdir=workdir)


def _source(path: str | PathLike[str], workdir: Path) -> tuple[Source, str]:
    """The file and its kind; of a packed one, what is in it."""
    source = files.source(path)
    kind = files.kind(source)
    if kind != "gzip":
        return source, kind
    source = gzipped.unpack(source, workdir)
    return source, files.kind(source)
