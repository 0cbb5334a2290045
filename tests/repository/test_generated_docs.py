"""Pages of docs/reference that a function writes are what the function writes today.

A generator is `module:function` taking nothing and returning the page. To write the pages anew:
`.venv/bin/python -m tests.repository.test_generated_docs`
"""

from importlib import import_module

import pytest

from tests.repository.sources import ROOT

GENERATED: dict[str, str] = {}


def generate(where: str) -> str:
    module, _, function = where.partition(":")
    page = getattr(import_module(module), function)()
    assert isinstance(page, str)
    return page


@pytest.mark.parametrize("page", GENERATED)
def test_the_page_is_fresh(page: str) -> None:
    assert (ROOT / "docs/reference" / page).read_text(encoding="utf-8") == generate(GENERATED[page])


if __name__ == "__main__":
    for page, where in GENERATED.items():
        (ROOT / "docs/reference" / page).write_text(generate(where), encoding="utf-8")
