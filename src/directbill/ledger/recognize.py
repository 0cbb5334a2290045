"""Which format a header belongs to. Names of files say nothing."""

from dataclasses import dataclass

from directbill.core.errors import Fault, Place, Refusal, refuse
from directbill.ledger.carriers.sheet import Sheet
from directbill.ledger.formats.format import Format

ENOUGH = 0.7
"""The share of a header that must be known before a missing column is a better word than an unknown header."""
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Match:
    """A format and where its columns stand. `names` calls each column of the file, known ones canonically."""

    format: Format
    names: tuple[str, ...]
    found: dict[str, str]
    """Canonical name to the header as found."""

    def shown(self, column: str) -> str:
        """The column as the file spells it."""
        return self.found.get(column, column)


def recognize(sheet: Sheet, formats: tuple[Format, ...]) -> Match:
    """The one format whose marks the header has; the most specific wins. Refuses unknown and ambiguous headers."""
    header = {name.casefold() for name in sheet.header}
    able = [f for f in formats if all(_has(header, f, mark) for mark in f.marks)]
    if not able:
        raise _unknown(sheet, header, formats)
    most = max(len(f.marks) for f in able)
    best = [f for f in able if len(f.marks) == most]
    if len(best) > 1:
        raise refuse(
            "header_ambiguous", file=sheet.name, found=_begins(sheet), formats=", ".join(f.name for f in best)
        )
    return _matched(sheet, header, best[0])


def _matched(sheet: Sheet, header: set[str], best: Format) -> Match:
    missing = [name for name in best.required if not _has(header, best, name)]
    if best.refusal:
        raise refuse(best.refusal, file=sheet.name, found=_begins(sheet))
    if missing:
        raise _missing(sheet, best, missing)
    if sheet.carrier == "csv" and sheet.delimiter not in best.delimiters:
        raise refuse(
            "delimiter_wrong", file=sheet.name, row=sheet.header_row, found=sheet.delimiter, format=best.name
        )
    spelled = {s.casefold(): c.name for c in best.columns for s in c.spellings}
    names: list[str] = []
    found: dict[str, str] = {}
    for place, name in enumerate(sheet.header):
        known = spelled.get(name.casefold(), "")
        fresh = bool(known) and known not in found
        names.append(known if fresh else f"{place} {name}")
        if fresh:
            found[known] = name
        elif known:
            raise refuse(
                "column_said_twice",
                file=sheet.name,
                row=sheet.header_row,
                column=name,
                found=found[known],
                format=best.name,
            )
    return Match(best, tuple(names), found)


def _has(header: set[str], known: Format, name: str) -> bool:
    return any(s.casefold() in header for s in known.column(name).spellings)


def _unknown(sheet: Sheet, header: set[str], formats: tuple[Format, ...]) -> Refusal:
    """The nearest format's missing columns, where it has a mark of that format and is mostly known to it."""
    near = [n for n, f in enumerate(formats) if any(_has(header, f, mark) for mark in f.marks)]
    shares = [(_share(header, formats[n]), n) for n in near]
    share, nearest = max(shares, default=(0.0, 0))
    if share < ENOUGH:
        return refuse("header_unknown", file=sheet.name, row=sheet.header_row, found=_begins(sheet))
    best = formats[nearest]
    needed = dict.fromkeys((*best.required, *best.marks))
    return _missing(sheet, best, [name for name in needed if not _has(header, best, name)])


def _share(header: set[str], known: Format) -> float:
    spellings = {s.casefold() for c in known.columns for s in c.spellings}
    return len(header & spellings) / max(len(header), len(known.marks) + 2)


def _missing(sheet: Sheet, best: Format, names: list[str]) -> Refusal:
    camel = sum(name[:1].islower() for name in sheet.header) * 2 > len(sheet.header)
    place = sheet.header_row
    return Refusal(
        *(
            Fault(
                "column_missing",
                Place(sheet.name, place, _spelled(name, camel=camel)),
                "",
                {"format": best.name},
            )
            for name in names
        )
    )


def _spelled(name: str, *, camel: bool) -> str:
    return name[:1].lower() + name[1:] if camel else name


def _begins(sheet: Sheet) -> str:
    return ", ".join(name for name in sheet.header[:SHOWN])
