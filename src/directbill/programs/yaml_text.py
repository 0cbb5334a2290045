"""YAML read strictly: every scalar is text, a key stands once, and each key's line is known."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from directbill.core.errors import Fault, Place, of_system
from directbill.programs.book import Book, spelled
from directbill.programs.positions import KeyPath
from directbill.programs.reader import Section


def open_yaml(path: Path, file: str) -> tuple[Section, Book]:
    """Parse a YAML mapping, named `file` in faults. Other text gives an empty section and a fault."""
    book = Book(file)
    try:
        root = _compose(path.read_text(encoding="utf-8"), book)
    except OSError as failure:
        book.faults += of_system(failure, file=file).faults
        root = None
    except (yaml.YAMLError, UnicodeDecodeError) as failure:
        mark = getattr(failure, "problem_mark", None)
        place = Place(file, mark.line + 1 if mark else None)
        book.faults.append(Fault("scenario_not_yaml", place, str(getattr(failure, "problem", failure))))
        root = None
    tree = _tree(root, (), book) if root else {}
    if not isinstance(tree, dict):
        book.fault("program_wants_table", (), found=str(tree)[:40])
        tree = {}
    return Section(tree, (), book), book


def _compose(text: str, book: Book) -> yaml.Node | None:
    """The tree of nodes; none where an alias could make it endless."""
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            place = Place(book.file, event.start_mark.line + 1 if event.start_mark else None)
            book.faults.append(Fault("scenario_alias", place, f"*{event.anchor}"))
            return None
    root: yaml.Node | None = yaml.compose(text, Loader=yaml.BaseLoader)
    return root


def _tree(node: yaml.Node, path: KeyPath, book: Book) -> Any:
    book.lines.setdefault(path, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return dict(_pairs(node, path, book))
        case yaml.SequenceNode():
            return [_tree(item, (*path, place), book) for place, item in enumerate(node.value)]
        case _:
            return node.value


def _pairs(node: yaml.MappingNode, path: KeyPath, book: Book) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in seen:
            place = Place(book.file, line, spelled((*path, key)))
            book.faults.append(Fault("scenario_key_twice", place, key))
        seen.add(key)
        book.lines.setdefault((*path, key), line)
        yield key, _tree(value, (*path, key), book)
