"""References people read to each other: short, without letters that are mistaken for digits."""

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def new(prefix: str) -> str:
    """A fresh reference such as `APP-7K3F-9QXM`. 30^8 of them: a clash is refused by the database and tried again."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{prefix}-{drawn[:4]}-{drawn[4:]}"


def secret() -> str:
    """The secret of a link: 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)
