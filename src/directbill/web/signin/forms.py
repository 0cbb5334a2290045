"""The forms of signing in: a few fields each, what was typed, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict

from directbill.core.errors import Fault
from directbill.documents.texts import Catalog

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form. `key` names its sentences: a label, and a help where there is one."""

    name: str
    kind: str
    autocomplete: str
    key: str = ""
    value: str = ""
    error: str = ""
    help: str = ""
    label: str = ""
    inputmode: str = ""
    locked: bool = False

    @property
    def described_by(self) -> str:
        """The ids of what explains the field."""
        parts = (("help", self.help), ("error", self.error))
        return " ".join(f"f-{self.name}-{part}" for part, there in parts if there)


EMAIL = Field("email", "email", "username", key="email")
NAME = Field("name", "text", "name", key="name")
PASSWORD = Field("password", "password", "current-password", key="password")
NEW = Field("password", "password", "new-password", key="new_password")
OLD = Field("old", "password", "current-password", key="old_password")
FIRST_CODE = Field("code", "text", "one-time-code", key="first_code", inputmode="numeric")
CODE = Field("code", "text", "one-time-code", key="code", inputmode="numeric")


def shown(
    fields: Iterable[Field], texts: Catalog, *, typed: QueryDict | None = None, faults: tuple[Fault, ...] = ()
) -> tuple[Field, ...]:
    """The fields as the page shows them; passwords and codes are never shown again."""
    return tuple(_shown(field, texts, data=typed, faults=faults) for field in fields)


def typed(data: QueryDict, name: str, *, strip: bool = True) -> str:
    """What was typed into a field, bounded; a password keeps its blanks."""
    text = data.get(name, "")[: LONGEST + 1]
    return text.strip() if strip else text


def _shown(field: Field, texts: Catalog, *, data: QueryDict | None, faults: tuple[Fault, ...]) -> Field:
    key = f"signin.field.{field.key}"
    wrong = next((texts.error(fault)[0] for fault in faults if fault.place.column == field.name), "")
    secret = field.kind == "password" or field.name == CODE.name
    value = field.value if data is None or secret or field.locked else typed(data, field.name)
    helped = texts.say(f"{key}.help") if texts.has(f"{key}.help") else ""
    return replace(field, label=texts.say(f"{key}.label"), help=helped, error=wrong, value=value)
