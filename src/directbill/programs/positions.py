"""On which line each key of a TOML text stands. tomllib checks and reads the text but keeps no positions."""

import re
import tomllib
from bisect import bisect_right
from collections import Counter

KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'",
    re.DOTALL,
)
_PART = re.compile(r'[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|\'[^\']*\'')
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SCALAR = re.compile(r"[^,\]}#\n]+")


def index(text: str) -> dict[KeyPath, int]:
    """Map every key path of a valid TOML text to its line, the first line being 1.

    Items of arrays and of arrays of tables are numbered from 0.
    """
    return _Walk(text).document()


def line_of(lines: dict[KeyPath, int], path: KeyPath) -> int | None:
    """The line of a key; of the nearest table above it where the key itself is absent."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None


class _Walk:
    """One pass over a text that tomllib has accepted, so that no syntax needs checking here."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.lines: dict[KeyPath, int] = {}
        self.counts: Counter[KeyPath] = Counter()

    def document(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self.lines

    def _header(self) -> KeyPath:
        line, array = self._line(), self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        self._skip(_BLANK)
        *parents, last = self._key()
        self._skip(_BLANK)
        self.at += 2 if array else 1
        path: KeyPath = ()
        for part in parents:
            self.lines.setdefault((*path, part), line)
            path = self._newest((*path, part))
        path = (*path, last)
        if array:
            self.lines.setdefault(path, line)
            self.counts[path] += 1
        path = self._newest(path)
        self.lines.setdefault(path, line)
        return path

    def _newest(self, path: KeyPath) -> KeyPath:
        """Under an array of tables, a header means its last item."""
        return (*path, self.counts[path] - 1) if path in self.counts else path

    def _pair(self, table: KeyPath) -> None:
        line, path = self._line(), table
        for part in self._key():
            path = (*path, part)
            self.lines.setdefault(path, line)
        self._skip(_BLANK)
        self.at += 1
        self._skip(_BLANK)
        self._value(path)

    def _key(self) -> list[str]:
        parts = [self._skip(_PART)]
        while _DOT.match(self.text, self.at):
            self._skip(_DOT)
            parts.append(self._skip(_PART))
        return [next(iter(tomllib.loads(f"{part} = 0"))) for part in parts]

    def _value(self, path: KeyPath) -> None:
        self.lines.setdefault(path, self._line())
        match self.text[self.at]:
            case "[":
                self._items(path)
            case "{":
                self._inline(path)
            case '"' | "'":
                self._skip(_STRING)
            case _:
                self._skip(_SCALAR)

    def _items(self, path: KeyPath) -> None:
        number = 0
        while self._more("]"):
            self._value((*path, number))
            number += 1

    def _inline(self, path: KeyPath) -> None:
        while self._more("}"):
            self._pair(path)

    def _more(self, closing: str) -> bool:
        """Step over the opening bracket or a comma; False once the closing bracket is passed."""
        if self.text[self.at] in "[{,":
            self.at += 1
        self._skip(_BLANK)
        if self.text[self.at] == ",":
            return self._more(closing)
        if self.text[self.at] == closing:
            self.at += 1
            return False
        return True

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        assert found, f"not TOML at {self.at}"
        self.at = found.end()
        return found.group()

    def _line(self) -> int:
        return bisect_right(self.starts, self.at)
