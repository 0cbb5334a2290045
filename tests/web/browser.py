"""A browser without script: opens pages, fills in the forms it finds there, and sends them with their secrets."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client


@dataclass
class Form:
    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    """Each: label, name, value."""


class Page(HTMLParser):
    """What a reader sees of a page, and its forms."""

    def __init__(self, path: str, html: str) -> None:
        super().__init__()
        self.path, self.forms, self.text, self.title, self.links = path, [], "", "", {}
        self._tag, self._href = "", ""
        self.feed(html)

    forms: list[Form]
    links: dict[str, str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self._tag = tag
        if tag == "form":
            self.forms.append(Form(given.get("action") or self.path))
        if tag == "input" and self.forms and given.get("name"):
            self.forms[-1].values[given["name"]] = given.get("value", "")
        if tag == "button" and self.forms:
            self.forms[-1].buttons.append(("", given.get("name", ""), given.get("value", "")))
        if tag == "a":
            self._href = given.get("href", "")

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            return
        self.text += f" {words}"
        if self._tag == "title":
            self.title += words
        if self._tag == "a":
            self.links[words] = self._href
        if self._tag == "button" and self.forms and self.forms[-1].buttons:
            _, name, value = self.forms[-1].buttons[-1]
            self.forms[-1].buttons[-1] = (words, name, value)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._tag:
            self._tag = ""


class Browser:
    """One browser with its cookies."""

    def __init__(self, **client: Any) -> None:
        self.client = Client(enforce_csrf_checks=True, **client)
        self.answer: Any = None

    def open(self, path: str) -> Page:
        return self._follow(self.client.get(path))

    def send(self, page: Page, button: str = "", **values: str) -> Page:
        """Send the form that has the button, or the fields."""
        form = next(
            f
            for f in page.forms
            if (not button or button in [b[0] for b in f.buttons]) and values.keys() <= f.values.keys()
        )
        pressed = next((b for b in form.buttons if b[0] == button and b[1]), None)
        data = {**form.values, **values, **({pressed[1]: pressed[2]} if pressed else {})}
        return self._follow(self.client.post(form.action, data))

    def _follow(self, answer: HttpResponse) -> Page:
        for _ in range(10):
            self.answer = answer
            if answer.status_code not in (301, 302, 303) or "://" in answer["Location"]:
                break
            answer = self.client.get(answer["Location"])
        return Page(answer.request["PATH_INFO"], answer.content.decode())  # type: ignore[attr-defined] - of the test client

    @property
    def status(self) -> int:
        return int(self.answer.status_code)
