"""Elements of a page: every text is escaped; only what was built here is markup."""

from html import escape

from directbill.documents.texts import printable


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


Child = str | Markup | None


def el(name: str, *children: Child, **attributes: str | None) -> Markup:
    """One element. An attribute of None is left out; `class_` is class, an underscore in a name is a hyphen."""
    named = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    written = "".join(f' {key}="{escape(value)}"' for key, value in named if value is not None)
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def join(*children: Child) -> Markup:
    """Children one after the other."""
    return Markup("".join(c if isinstance(c, Markup) else _escaped(c) for c in children if c is not None))


def _escaped(text: str) -> str:
    return escape(printable(text), quote=False)
