"""The reference page of the settings, and `.env.example`, written from what the settings read."""

import directbill.config.settings  # noqa: F401 - shape: reading the settings is what makes them known
from directbill.config import env

HEAD = """# Settings

Written from what `directbill.config.settings` reads, by `directbill.config.reference`; do not edit it by hand.

Everything that differs between two installations is a variable of the environment. All are optional: without any,
`directbill serve` makes a sandbox in the data folder. No `.env` file is read by itself. A value that cannot be read
is refused when the program starts, with the name of its variable. `directbill doctor` looks at what they promise.

A *secret* may stand in a file instead: the variable with `_FILE` behind its name holds the file's path.

| Variable | Kind | Default | What it is for |
|---|---|---|---|
"""
OF_COMMANDS = (
    env.Variable(
        "DIRECTBILL_LANG",
        "text",
        "",
        "The language of the command line, `en` or `cs`; else `LC_ALL`, `LC_MESSAGES` or `LANG` decide.",
    ),
    env.Variable("NO_COLOR", "text", "", "Any value switches color off on the command line."),
    env.Variable(
        "DIRECTBILL_CHROMIUM", "text", "", "A Chromium for the browser tests, where it is not on the path."
    ),
)
EXAMPLE = """# Settings, all optional, as docs/reference/settings.md explains them. No .env file is read by itself:
# a shell, systemd or a container hands them over. Written by directbill.config.reference.
"""


def pages() -> dict[str, str]:
    """The pages this package answers for, by file name."""
    return {"settings.md": page(), ".env.example": example()}


def page() -> str:
    """Every variable, in the order in which the settings read them."""
    return HEAD + "".join(_row(variable) for variable in _known())


def example() -> str:
    """Every variable with its default, commented out."""
    lines = (f"\n# {variable.says}\n# {variable.name}={variable.default}\n" for variable in _known())
    return EXAMPLE + "".join(lines)


def _known() -> tuple[env.Variable, ...]:
    return (*env.KNOWN.values(), *OF_COMMANDS)


def _row(variable: env.Variable) -> str:
    default = f"`{variable.default}`" if variable.default else ""
    return f"| `{variable.name}` | {variable.kind} | {default} | {variable.says} |\n"
