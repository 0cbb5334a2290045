"""One page of the site in one of its states."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.web.story import Story

Opened = Any
"""Playwright's page."""


@dataclass(frozen=True)
class Page:
    name: str
    """Of its address."""
    state: str
    about: str
    """One sentence for the reader of docs/reference/pages.md."""
    at: Callable[[Story], str]
    who: str = ""
    do: Callable[[Opened], None] | None = None
    status: int = 200
    later: bool = False
    """On an installation on which a later edition is in force, and the desk signs in with two steps."""

    @property
    def id(self) -> str:
        return f"{self.name}-{self.state}"
