"""Damage to the file as a whole: its bytes, its header, its shape."""

import csv
import gzip
import io
import random

from tests.fixtures import focus, new_commerce
from tests.fixtures.table import as_csv, as_envelope, as_gzip, as_lines
from tests.mutilations.clean import Clean, Damaged, Handled, any_clean, costs, licenses, nce, refused, usage

ONE_MIB = 1 << 20
COMMA_FORMATS = (nce, licenses, usage, costs)
"""Documented with commas only (Insights come tab-separated too)."""


def _whole(clean: Clean, content: bytes, *codes: str, row: int | None = None, column: str = "") -> Damaged:
    return Damaged({clean.file: content}, refused(*codes, file=clean.file, row=row, column=column))


def empty_file(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    return _whole(clean, chance.choice((b"", b"\n", b"\r\n\r\n", b"\xef\xbb\xbf", b"  \n")), "file_empty")


def header_only(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    content = clean.write(clean.sheet.only(lambda _: False))
    return Damaged(
        {clean.file: content},
        Handled(-clean.truth.counted, incomplete=True, said={"read": 0}),
        base=clean.truth.counted,
    )


def unknown_header(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    names = {name: f"Field{n}" for n, name in enumerate(clean.sheet.header)}
    return _whole(clean, clean.write(clean.sheet.renamed(**names)), "header_unknown")


def missing_column(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    column = chance.choice(clean.required)
    return _whole(clean, clean.write(clean.sheet.without(column)), "column_missing", column=column)


def column_twice(chance: random.Random) -> Damaged:
    """Two columns of one name: which of them is meant cannot be known."""
    clean = any_clean(chance)
    names = {chance.choice(clean.idle): clean.money}
    return _whole(clean, clean.write(clean.sheet.renamed(**names)), "column_twice", column=clean.money)


def half_a_row(chance: random.Random) -> Damaged:
    """The file ends in the middle of a row, as a broken download does."""
    clean = any_clean(chance)
    rows = list(clean.sheet.rows)
    keep = chance.randrange(1, len(clean.sheet.header) - 1)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(clean.sheet.header)
    writer.writerows([*rows[:-1], rows[-1][:keep]])
    content = text.getvalue().removesuffix("\r\n").encode()
    return _whole(clean, content, "row_ragged", row=len(rows) + 1)


def row_too_long(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    at = chance.randrange(len(clean.sheet.rows))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(clean.sheet.header)
    for n, row in enumerate(clean.sheet.rows):
        writer.writerow((*row, *("stray",) * chance.randrange(1, 4)) if n == at else row)
    return _whole(clean, text.getvalue().encode(), "row_ragged", row=at + 2)


def wrong_delimiter(chance: random.Random) -> Damaged:
    clean = any_clean(chance, COMMA_FORMATS)
    content = as_csv(clean.sheet, delimiter=chance.choice((";", "|", "\t")))
    return _whole(clean, content, "delimiter_wrong", row=1)


def utf_16(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    encoding = chance.choice(("utf-16", "utf-16-le", "utf-16-be"))
    return _whole(clean, clean.write(clean.sheet).decode().encode(encoding), "encoding_utf16")


def byte_order_mark(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    return Damaged(
        {clean.file: b"\xef\xbb\xbf" + clean.write(clean.sheet)}, Handled(), base=clean.truth.counted
    )


def latin_1(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    row = chance.randrange(2, len(clean.sheet.rows) + 2)
    sheet = clean.sheet.with_cell(row, chance.choice(clean.idle), "Société Générique")
    content = clean.write(sheet).decode().encode("latin-1")
    return _whole(clean, content, "encoding_unknown", row=row)


def nul_bytes(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    content = clean.write(clean.sheet)
    at = content.index(b"\n") + chance.randrange(5, 200)
    return _whole(clean, content[:at] + b"\x00" + content[at:], "nul_bytes")


def huge_cell(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    row = chance.randrange(2, len(clean.sheet.rows) + 2)
    size = 10 * ONE_MIB if chance.random() < 0.05 else ONE_MIB + chance.randrange(1, 1000)
    column = chance.choice(clean.idle)
    content = clean.write(clean.sheet.with_cell(row, column, "x" * size))
    return _whole(clean, content, "cell_too_long", row=row)


def long_cell(chance: random.Random) -> Damaged:
    """200 characters, with a comma, a quote and a line break inside: fine."""
    clean = any_clean(chance)
    row = chance.randrange(2, len(clean.sheet.rows) + 2)
    text = 'a, "quoted"\nsecond line ' + "x" * 180
    content = clean.write(clean.sheet.with_cell(row, chance.choice(clean.idle), text))
    return Damaged({clean.file: content}, Handled(), base=clean.truth.counted)


def unix_line_ends(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    return Damaged({clean.file: as_csv(clean.sheet, ending="\n")}, Handled(), base=clean.truth.counted)


def every_cell_quoted(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    return Damaged(
        {clean.file: as_csv(clean.sheet, quoting=csv.QUOTE_ALL)}, Handled(), base=clean.truth.counted
    )


def columns_in_another_order(chance: random.Random) -> Damaged:
    """Columns are found by their names, never by their places."""
    clean = any_clean(chance)
    order = list(clean.sheet.header)
    chance.shuffle(order)
    places = [clean.sheet.at(c) for c in order]
    sheet = type(clean.sheet)(tuple(order), tuple(tuple(r[p] for p in places) for r in clean.sheet.rows))
    return Damaged({clean.file: clean.write(sheet)}, Handled(), base=clean.truth.counted)


def header_in_another_case(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    change = chance.choice((str.upper, str.lower))
    sheet = type(clean.sheet)(tuple(change(h) for h in clean.sheet.header), clean.sheet.rows)
    return Damaged({clean.file: clean.write(sheet)}, Handled(), base=clean.truth.counted)


def misleading_name(chance: random.Random) -> Damaged:
    """The format is recognized from the header, never from the name."""
    clean = any_clean(chance)
    name = chance.choice(("recon.zip", "recon.csv.gz", "recon.xlsx", "recon.json", "recon.parquet", "recon"))
    return Damaged({name: clean.write(clean.sheet)}, Handled(), base=clean.truth.counted)


def a_zip_named_as_csv(chance: random.Random) -> Damaged:
    """An archive that is no workbook; its members' names would lead out of the folder."""
    import zipfile

    clean = any_clean(chance)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            chance.choice(("../../escape.csv", "recon.csv", "/etc/x.csv")), clean.write(clean.sheet)
        )
    return _whole(clean, content.getvalue(), "zip_not_workbook")


def _lines_of(chance: random.Random) -> tuple[new_commerce.Line, ...]:
    return new_commerce.lines(
        chance.randrange(10**9), months=("2026-03",), per_document=6, currencies=("USD",)
    )


def broken_json(chance: random.Random) -> Damaged:
    content = new_commerce.api_page(_lines_of(chance))
    cut = content[: chance.randrange(200, len(content) - 1)]
    return Damaged({"page.json": cut}, refused("json_broken", file="page.json"))


def broken_json_line(chance: random.Random) -> Damaged:
    lines = new_commerce.json_lines(_lines_of(chance)).splitlines(keepends=True)
    at = chance.randrange(len(lines))
    lines[at] = lines[at][: len(lines[at]) // 2] + b"\n"
    return Damaged({"part.json": b"".join(lines)}, refused("json_broken", file="part.json"))


def gzip_bomb(chance: random.Random) -> Damaged:
    """Far more than two hundred times its size."""
    item = {**new_commerce.api_items(_lines_of(chance)[:1])[0], "productName": "x" * 20_000}
    content = as_gzip(as_lines([item] * (300 + chance.randrange(100))))
    return Damaged({"part.json.gz": content}, refused("gzip_ratio", file="part.json.gz"))


def truncated_gzip(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    content = gzip.compress(clean.write(clean.sheet))
    name = clean.file + ".gz"
    cut = content[: chance.randrange(30, len(content) - 1)]
    return Damaged({name: cut}, refused("gzip_truncated", file=name))


def damaged_gzip(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    content = bytearray(gzip.compress(clean.write(clean.sheet)))
    content[chance.randrange(len(content) // 4, len(content) - 8)] ^= 0xFF
    name = clean.file + ".gz"
    return Damaged({name: bytes(content)}, refused("gzip_truncated", "gzip_broken", file=name))


def gzipped(chance: random.Random) -> Damaged:
    clean = any_clean(chance)
    return Damaged(
        {clean.file + ".gz": as_gzip(clean.write(clean.sheet))}, Handled(), base=clean.truth.counted
    )


def truncated_parquet(chance: random.Random) -> Damaged:
    import tempfile
    from pathlib import Path

    every = focus.lines(chance.randrange(10**9), months=("2026-03",))
    with tempfile.TemporaryDirectory() as folder:
        content = focus.write_parquet(focus.file(every), Path(folder) / "x.parquet").read_bytes()
    cut = content[: chance.randrange(20, len(content) - 1)]
    return Damaged({"focus.parquet": cut}, refused("parquet_broken", file="focus.parquet"))


def empty_page(chance: random.Random) -> Damaged:
    """A page of the API with no item names no format: like a header alone, or refused as unknown."""
    return Damaged({"page.json": as_envelope([])}, refused("header_unknown", "file_empty", file="page.json"))


KINDS = (
    empty_file, header_only, unknown_header, missing_column, column_twice, half_a_row, row_too_long, wrong_delimiter,
    utf_16, byte_order_mark, latin_1, nul_bytes, huge_cell, long_cell, unix_line_ends, every_cell_quoted,
    columns_in_another_order, header_in_another_case, misleading_name, a_zip_named_as_csv, broken_json,
    broken_json_line, gzip_bomb, truncated_gzip, damaged_gzip, gzipped, truncated_parquet, empty_page,
)  # fmt: skip
