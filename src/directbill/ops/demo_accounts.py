"""The accounts of the demo: made-up people, with passwords made for one data folder."""

import json
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from directbill.gateways import keys

FILE = "demo-accounts.json"
WORDS = 4
SYLLABLES = (
    "ba be bo da de do fa fi ga go ka ki ko la le lo ma mi mo na ne no pa pe pi ra re ro sa se ta to va vi zo"
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One person: what they are in the demo (without a company: at the desk), and how they sign in."""

    name: str
    role: str
    company: str
    email: str
    password: str = field(repr=False)


def read(data: Path) -> list[DemoAccount]:
    """The accounts of a data folder; none where there is no demo."""
    path = data / FILE
    if not path.is_file():
        return []
    return [DemoAccount(**each) for each in json.loads(path.read_text(encoding="utf-8"))]


def keep(data: Path, accounts: list[DemoAccount]) -> None:
    """Keep them in a file that this account alone can read; the first ones stay."""
    keys.keep(data / FILE, json.dumps([asdict(account) for account in accounts], indent=1))


def new_password() -> str:
    """A password that can be typed: four made-up words, 61 bits."""
    syllables = SYLLABLES.split()
    return "-".join("".join(secrets.choice(syllables) for _ in range(3)) for _ in range(WORDS))
