"""The text of a cell or of a shared item: its runs joined, without what only tells how they are pronounced."""

import re
from xml.parsers.expat import XMLParserType

from directbill.ledger.carriers.sheet import CELL_LIMIT
from directbill.ledger.carriers.xlsx.xml_stream import Attributes

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class RichText:
    """Collects `text` from the `<t>` elements it is shown; hardly more of it than a cell may hold."""

    def __init__(self, parser: XMLParserType) -> None:
        self.parser = parser
        self.text = self.run = ""
        self.aloud = self.as_is = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "rPh":
            self.aloud = True
        elif name == "t" and not self.aloud:
            self.run, self.as_is = "", attributes.get("xml:space") == "preserve"
            self.parser.CharacterDataHandler = self.take

    def take(self, text: str) -> None:
        if len(self.text) + len(self.run) <= CELL_LIMIT:
            self.run += text

    def end(self, name: str) -> None:
        if name == "rPh":
            self.aloud = False
        elif name == "t" and not self.aloud:
            self.parser.CharacterDataHandler = None
            self.text += unescaped(self.run if self.as_is else self.run.strip())


def unescaped(text: str) -> str:
    """Characters XML has no place for stand as `_x000D_` in a workbook."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
