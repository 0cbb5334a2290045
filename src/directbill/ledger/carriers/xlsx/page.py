"""A sheet's own XML, row by row: what each cell says as text, and what a spreadsheet has spoiled."""

from collections.abc import Iterator
from typing import IO

from directbill.ledger.carriers.sheet import CELL_LIMIT
from directbill.ledger.carriers.xlsx import cell_values
from directbill.ledger.carriers.xlsx.cell_values import Written
from directbill.ledger.carriers.xlsx.rich_text import RichText, unescaped
from directbill.ledger.carriers.xlsx.row import Row, Spoiled
from directbill.ledger.carriers.xlsx.shared_strings import SharedStrings
from directbill.ledger.carriers.xlsx.xml_stream import Attributes, Broken, Depth, Stream

DIGITS = "0123456789"
LETTERS, LAST_COLUMN, LAST_ROW = 3, 16_384, 1_048_576
LONGEST_NUMBER = 10
FORMULA_SHOWN = 160


def rows(file: IO[bytes], written: Written, *, strings: SharedStrings) -> Iterator[Row]:
    """The rows that are not blank, in order."""
    reader = _Reader(file, written)
    more = True
    while more:
        more = reader.stream.advance()
        for row in reader.rows:
            # only now, row by row: a chunk of XML may name a great many long texts
            row.resolve(strings)
            if row.cells or row.spoiled:
                yield row
        reader.rows.clear()


class _Reader:
    """What the parser tells of, made rows. Cells may stand in any order in their row; rows may not."""

    def __init__(self, file: IO[bytes], written: Written) -> None:
        self.stream = Stream(file, self)
        self.parser = self.stream.parser
        self.written = written
        self.rich = RichText(self.parser)
        self.depth = Depth()
        self.columns: dict[str, int] = {}
        self.rows: list[Row] = []
        self.row, self.last, self.before, self.counted = Row(0), 0, 0, False
        self.in_sheet = self.in_row = self.in_cell = self.in_value = False
        self.cell: Attributes = {}
        self.text = self.formula = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            if self.in_cell or not self.in_row:
                raise Broken("<c>")
            self.in_cell = True
            self.cell, self.text, self.formula = attributes, "", ""
        elif name == "v":
            if self.in_value or not self.in_cell:
                raise Broken("<v>")
            self.in_value = True
            self.parser.CharacterDataHandler = self.take
        elif name == "row":
            self.start_row(attributes)
        else:
            self.start_other(name, attributes)

    def end(self, name: str) -> None:
        if name == "v":
            self.in_value = False
            self.parser.CharacterDataHandler = None
        elif name == "c":
            self.in_cell = False
            self.end_cell()
        elif name == "row":
            self.in_row = False
            self.rows.append(self.row)
        else:
            self.end_other(name)

    def start_row(self, attributes: Attributes) -> None:
        if self.in_row or not self.in_sheet:
            raise Broken("<row>")
        self.in_row = True
        self.counted = "r" not in attributes
        self.last, self.before = 0, self.row.number
        self.row = Row(self.before + 1)
        if not self.counted:
            self.renumber(attributes["r"])

    def renumber(self, number: str) -> None:
        """The row says its own number; where it does not, its first cell may."""
        if not (
            number.isdecimal() and len(number) <= LONGEST_NUMBER and self.before < int(number) <= LAST_ROW
        ):
            raise Broken(f"{self.before} < {number}?")
        self.row.number, self.counted = int(number), False

    def start_other(self, name: str, attributes: Attributes) -> None:
        self.depth.start(name)
        if name == "f" and self.in_cell:
            self.formula = "="
            self.parser.CharacterDataHandler = self.take_formula
        elif name == "sheetData":
            self.in_sheet = True
        elif self.in_cell:
            self.rich.start(name, attributes)

    def end_other(self, name: str) -> None:
        self.depth.end()
        if name == "f":
            self.parser.CharacterDataHandler = None
        elif name == "sheetData":
            self.in_sheet = False
        elif self.in_cell:
            self.rich.end(name)

    def take(self, text: str) -> None:
        if len(self.text) <= CELL_LIMIT:
            self.text += text

    def take_formula(self, text: str) -> None:
        self.formula = (self.formula + text)[:FORMULA_SHOWN]

    def end_cell(self) -> None:
        """A cell without a value is blank, but for a formula: that has to have one."""
        column, kind = self.column(), self.cell.get("t", "n")
        if kind == "inlineStr":
            self.text, self.rich.text = self.rich.text, ""
        if self.text:
            self.row.put(column, self.value(kind, column))
        elif self.formula and kind not in ("str", "e"):
            self.row.spoiled.append(Spoiled("xlsx_formula_without_value", column, self.formula))

    def value(self, kind: str, column: int) -> str:
        """What the cell says, by its kind."""
        match kind:
            case "n":
                return self.number(column)
            case "s":
                return self.shared(column)
            case "inlineStr":
                return self.text
            case "str":
                return unescaped(self.text)
            case "e":
                self.row.spoiled.append(Spoiled("xlsx_error_value", column, self.text))
                return ""
        return cell_values.other(kind, self.text)

    def column(self) -> int:
        """The cell's column. Writers may leave the address out: then it follows the one before."""
        address = self.cell.get("r", "")
        letters = address.rstrip(DIGITS)
        if self.counted and letters:
            self.renumber(address[len(letters) :])
        self.last = self.last + 1 if not letters else self.columns.get(letters) or self.learned(letters)
        return self.last

    def learned(self, letters: str) -> int:
        number = 0
        for letter in letters[:LETTERS]:
            number = number * 26 + ord(letter) - ord("A") + 1
        if not (
            letters.isascii() and letters.isupper() and number <= LAST_COLUMN and len(letters) <= LETTERS
        ):
            raise Broken(f'<c r="{letters}">')
        self.columns[letters] = number
        return number

    def number(self, column: int) -> str:
        value = self.written.number(self.text, self.cell.get("s", ""))
        if len(value) > cell_values.DIGITS_KEPT and self.written.is_too_long(value):
            self.row.spoiled.append(Spoiled("id_as_number", column, value))
        return value

    def shared(self, column: int) -> str:
        """For now the number of a text: texts are looked up row by row."""
        if not (self.text.isdecimal() and len(self.text) <= LONGEST_NUMBER):
            raise Broken(f"<v>{self.text}</v>")
        self.row.shared.append(column - 1)
        return self.text
