"""A letter: one notice as it is read in a mail, in text and in HTML, answering the five questions.

Its sentences stand in texts/<language>/letters.toml, by kind: `title`, `greeting` if it has its own, the five answers
`what`, `why`, `turn`, `when`, `otherwise`, `link` (what the link is called), `closing` where no company is concerned.
A sentence may have a twin named `<part>_without` for when one of its values is empty.
"""

import textwrap
from dataclasses import dataclass

from directbill.documents.markup import Markup, el, join
from directbill.documents.texts import Catalog, printable

FIVE = ("what", "why", "turn", "when", "otherwise")
WIDTH = 72
INK = "font:17px/1.5 Georgia,serif;color:#1d1c1a;background:#ffffff"
HEAD = Markup(
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light">'
)
"""As wide as the phone it is read on; and dark text on a light ground, whatever the reader's program prefers."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be kept and sent."""

    title: str
    text: str
    html: str


def written(kind: str, texts: Catalog, *, values: dict[str, str]) -> Letter:
    """The letter of a kind. `values` fill its sentences; `url` is where its link leads, `company` whom it concerns."""
    clean = {name: printable(value) for name, value in values.items()}
    key = f"letter.{kind}"
    answers = [
        (texts.say(f"five.{part}"), _said(texts, f"{key}.{part}", clean))
        for part in FIVE
        if texts.has(f"{key}.{part}")
    ]
    title = texts.say(f"{key}.title", **clean)
    link = (texts.say(f"{key}.link", **clean), clean.get("url", ""))
    own = f"{key}.closing"
    closing = texts.say(own if texts.has(own) else "letter.closing", **clean)
    return Letter(
        title, _text(title, answers, link, closing), _html(title, answers, link, closing, lang=texts.lang)
    )


def _said(texts: Catalog, key: str, values: dict[str, str]) -> str:
    """The sentence, or its twin where a value it needs is empty."""
    needs = {name for _, name, _, _ in texts.parse(texts.texts[key]) if name}
    empty = any(values.get(name) == "" for name in needs)
    return texts.say(f"{key}_without" if empty and texts.has(f"{key}_without") else key, **values)


def _text(title: str, answers: list[tuple[str, str]], link: tuple[str, str], closing: str) -> str:
    parts = [title, *(f"{label}\n{_wrapped(said)}" for label, said in answers)]
    if link[1]:
        parts.append(f"{link[0]}:\n{link[1]}")
    return "\n\n".join((*parts, f"-- \n{_wrapped(closing)}")) + "\n"


def _wrapped(said: str) -> str:
    """Lines of a mail's width; an address is never broken."""
    return textwrap.fill(said, WIDTH, break_long_words=False, break_on_hyphens=False)


def _html(
    title: str, answers: list[tuple[str, str]], link: tuple[str, str], closing: str, *, lang: str
) -> str:  # fmt: skip
    body: list[Markup] = [el("h1", title, style="font-size:20px;line-height:1.3;margin:0 0 16px")]
    label = "font:13px/1.4 system-ui,sans-serif;color:#625e56;margin:14px 0 2px"
    for asked, said in answers:
        body += [el("p", asked, style=label), el("p", said, style="margin:0")]
    if link[1]:
        body.append(el("p", el("a", link[0], href=link[1], style="color:#1f5a92"), style="margin:22px 0"))
    body.append(el("p", closing, style="font:13px/1.4 system-ui,sans-serif;color:#625e56;margin:28px 0 0"))
    sheet = f"margin:0 auto;padding:24px 16px;max-width:560px;overflow-wrap:anywhere;{INK}"
    head = el("head", HEAD, el("title", title))
    return str(join(Markup("<!doctype html>"), el("html", head, el("body", *body, style=sheet), lang=lang)))
