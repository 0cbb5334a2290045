"""Texts that could harm a page, a record or a reader: refused by the name of their field."""

import unicodedata
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.gateways.media import made as made_files
from tests.hostile.web.tables import counted
from tests.hostile.web.test_lost import FORMS, Made
from tests.web import pages

pytestmark = pytest.mark.django_db
RTL, NUL = "\N{RIGHT-TO-LEFT OVERRIDE}", "\x00"
ODD = {
    "null byte": f"abc{NUL}def",
    "control": "abc\x07def",
    "escape": "\x1b[31mred\x1b[0m",
    "override": f"invoice{RTL}fdp.exe",
    "isolate": "a\N{RIGHT-TO-LEFT ISOLATE}b",
    "zero width": "zero\N{ZERO WIDTH SPACE}width",
    "byte order mark": "a\N{ZERO WIDTH NO-BREAK SPACE}b",
    "private use": "a\ue000b",
    "line separator": "a\N{LINE SEPARATOR}b",
}
TALK = {("ask", "text"), ("message", "text"), ("desk", "text")}
"""Messages are kept as they were written, for they prove something, and shown without what could harm their reader."""
CHOSEN = {"role", "revision", "country", "kind"}
"""What is chosen, not typed."""
FIELDS = [
    (form, name)
    for form, (_, sent) in FORMS.items()
    for name in sent
    if (form, name) not in TALK and name not in CHOSEN
]
MORE = [("evidence", "covers_from"), ("account", "tenant"), ("account", "valid_from")]
FIELDS += [each for each in MORE if each not in FIELDS]
ALSO = {"ask": {"text": "Why?"}}


def names(field: str, page: str) -> bool:
    """Whether the summary of problems leads to the field."""
    return f'href="#f-{field}"' in page


def file_of(form: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("register.pdf", made_files.pdf())} if form == "evidence" else {}


@pytest.mark.parametrize(("form", "name"), FIELDS, ids=["-".join(each) for each in FIELDS])
def test_what_cannot_be_seen_is_refused_by_its_field_and_nothing_is_written(form: str, name: str) -> None:
    made = Made()
    client, path, sent = pages.as_(made.who(form)), made.path(form), FORMS[form][1] | ALSO.get(form, {})
    before, told = counted(), {}
    for odd, text in ODD.items():
        answer = client.post(path, {**sent, name: text, **file_of(form)})
        told[odd] = (answer.status_code, names(name, answer.content.decode()), counted() == before)
    assert {odd: found for odd, found in told.items() if found != (422, True, True)} == {}


@pytest.mark.parametrize(("form", "name"), sorted(TALK))
def test_a_message_with_what_cannot_be_seen_harms_no_reader(form: str, name: str) -> None:
    made = Made()
    for odd, text in ODD.items():
        answer = pages.as_(made.who(form)).post(made.path(form), {**FORMS[form][1], name: text})
        assert answer.status_code == (422 if odd == "null byte" else 302), odd
    for client, path in ((made.made.company.ada, "message"), (made.who("desk"), "desk")):
        page = pages.as_(client).get(made.path(path)).content.decode()
        hidden = [c for c in page if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Co", "Zl")]
        assert hidden == []


@pytest.mark.parametrize("surrogate", ["%ED%A0%80", "%FF%FE", "%C0%AF", "%F4%90%80%80"])
@pytest.mark.parametrize("form", FORMS)
def test_bytes_that_are_no_text_never_break_a_page(form: str, surrogate: str) -> None:
    """Lone surrogates, overlong forms and bytes beyond Unicode: a browser sends none, an attacker does."""
    made = Made()
    client = pages.as_(made.who(form))
    body = "&".join(f"{name}={surrogate}" for name in FORMS[form][1])
    answer = client.post(made.path(form), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302, 404, 409, 422)


LONG = "9" * 5000
NUMBERS = ["-1", "1e9", "NaN", "٣", "0x10", LONG, "1.5", "", " 1", "²", "99999999999999999999"]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_is_none_or_too_long_changes_nothing(number: str) -> None:
    made = Made()
    client = pages.as_(made.made.company.ada)
    before = counted()
    for form in ("task", "withdraw"):
        answer = client.post(made.path(form), {**FORMS[form][1], "revision": number})
        assert answer.status_code in (409, 422), form
    at = made.parts["c"]
    for address in (
        f"/{at}/timeline/?before={number}",
        f"/{at}/revenue/lines/?after={number}",
        f"/{at}/revenue/line/?where=a.csv:{number}",
        f"/desk/?after={number}",
    ):
        assert client.get(address).status_code in (200, 404, 422), address
    assert counted() == before


@pytest.mark.parametrize(
    "odd", ["%00", "%0a", "%ED%A0%80", "%E2%80%AE", "a" * 5000, "..%2f..%2f", "'%22<script>"]
)
def test_an_odd_address_is_not_there_and_breaks_nothing(odd: str) -> None:
    made = Made()
    client = pages.as_(made.made.company.ada)
    at = f"/{made.parts['c']}"
    for address in (
        f"/c/{odd}/standing/",
        f"{at}/answers/{odd}/",
        f"{at}/applications/{odd}/",
        f"{at}/evidence/{odd}/{odd}/",
        f"/{made.parts['a']}/{odd}/",
        f"/qualify/{odd}/",
        f"/sign/{odd}/",
        f"/invitation/{odd}/",
        f"{at}/revenue/lines/?text={odd}&month={odd}&document={odd}",
        f"{at}/revenue/line/?where={odd}",
        f"{at}/messages/ask/?line={odd}",
        f"/sign-in/?next={odd}",
    ):
        answer = client.get(address)
        assert answer.status_code in (200, 302, 404, 422), (address, answer.status_code)
        assert "<script>" not in answer.content.decode(), address


SHOWN = (
    '=HYPERLINK("http://evil.example")',
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}}",
)


@pytest.mark.parametrize("text", SHOWN)
def test_what_is_no_more_than_text_is_kept_and_shown_as_text(text: str) -> None:
    made = Made()
    ada, rea = pages.as_(made.made.company.ada), pages.as_(made.who("desk"))
    answer = ada.post(made.path("ask"), {"subject": text, "text": text})
    assert answer.status_code == 302
    for client, path in (
        (ada, answer["Location"]),
        (ada, f"/{made.parts['c']}/messages/"),
        (rea, made.path("desk")),
    ):
        page = client.get(path).content.decode()
        assert not any(bad in page for bad in ("<script>alert", "<img src=x", ">49<")), path
    assert text in pages.text(ada.get(answer["Location"]).content)
