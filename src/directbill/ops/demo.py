"""The demo: a program desk and three companies, made through the actions as people would make them.

What there is stands in demo.toml. The people and what they gave are made in one transaction; then the worker reads
the billing files, and one application is sent. A demo that was interrupted goes on with the next start.
`python -m directbill.ops.demo` makes it unless it is there; with `finish`, what may go on in the background.
"""

import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from directbill.ops import demo_accounts, parent
from directbill.ops.demo_accounts import DemoAccount
from directbill.ops.told import say, telling

HERE = Path(__file__).parent
FINISH = "finish"


def main() -> None:
    """Make it in the installation that the environment describes."""
    import django  # lazy: the environment comes first

    django.setup()
    from directbill.gateways import clock  # lazy: only after Django is set up
    from directbill.ops import demo_company  # lazy: only after Django is set up

    story = read()
    data = Path(os.environ["DIRECTBILL_DATA"])
    demo_accounts.keep(data, list(invented(story)))
    passwords = {account.email: account.password for account in demo_accounts.read(data)}
    say(made=demo_company.make(story, passwords, at=clock.now()))


def finish() -> None:
    """Go on where `main` ended, while the pages are shown: what takes longer than somebody waits."""
    import django  # lazy: the environment comes first

    parent.watch()
    django.setup()
    from directbill.gateways import clock  # lazy: only after Django is set up
    from directbill.ops import demo_company, demo_partner  # lazy: only after Django is set up

    story = read()
    demo_company.finish(story, at=clock.now())
    demo_partner.finish(story, at=clock.now())


def read() -> dict[str, Any]:
    """What there is."""
    return tomllib.loads((HERE / "demo.toml").read_text(encoding="utf-8"))


def invented(story: Mapping[str, Any]) -> Iterator[DemoAccount]:
    """Everybody with a password of their own, the company's people first."""
    for company in story["company"]:
        for person in company["person"]:
            yield _invented(person, company["name"])
    for person in story["desk"]:
        yield _invented(person, "")


def _invented(person: Mapping[str, Any], company: str) -> DemoAccount:
    password = demo_accounts.new_password()
    return DemoAccount(person["name"], person["role"], company, person["email"], password)


if __name__ == "__main__":
    telling(finish if FINISH in sys.argv else main)
