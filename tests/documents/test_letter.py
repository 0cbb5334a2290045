"""Letters answer the five questions in every language, and read the same on a phone, in text, beside hostile names."""

import re
import string
from typing import TYPE_CHECKING, Any

import pytest

from directbill.documents import letter
from directbill.documents.letter import FIVE, Letter
from directbill.documents.texts import catalog, languages

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ENDS_LIKE_A_SENTENCE = ("company", "name", "reason", "signer")
"""Values that may end with a full stop of their own, such as a company's `s.r.o.`"""
WITHOUT_AN_ANSWER: dict[str, str] = {}
"""`kind.part`, and why this letter does not answer this question. So far every letter answers all five."""
VALUES = {
    "reference": "APP-7K3F-9QXM",
    "company": "Contoso Example s.r.o.",
    "name": "Eva Svobodová",
    "signer": "Eva Svobodová",
    "reason": "A power of attorney is missing.",
    "date": "2026-11-22",
    "last": "2026-12-06",
    "number": "1",
    "inviter": "Ada",
    "role": "contributor",
    "at": "2026-11-22",
    "url": "https://partner.example.com/applications/APP-7K3F-9QXM/",
}


def kinds() -> list[str]:
    found = (re.match(r"letter\.(\w+)\.\w+$", key) for key in catalog("en").texts)
    return sorted({match.group(1) for match in found if match})


EVERY = [pytest.param(kind, lang, id=f"{kind}-{lang}") for kind in kinds() for lang in languages()]


def written(kind: str, lang: str = "en", **changed: str) -> Letter:
    return letter.written(kind, catalog(lang), values=VALUES | changed)


@pytest.mark.parametrize(("kind", "lang"), EVERY)
class TestEveryLetter:
    def test_it_answers_the_five_questions_or_says_why_not(self, kind: str, lang: str) -> None:
        texts = catalog(lang)
        missing = [part for part in ("title", *FIVE, "link") if not texts.has(f"letter.{kind}.{part}")]
        assert [part for part in missing if f"{kind}.{part}" not in WITHOUT_AN_ANSWER] == []

    def test_no_sentence_ends_in_a_value_that_has_its_own_full_stop(self, kind: str, lang: str) -> None:
        said = {
            k: t
            for k, t in catalog(lang).texts.items()
            if k.startswith((f"letter.{kind}.", "letter.closing"))
        }
        twice = rf"\{{({'|'.join(ENDS_LIKE_A_SENTENCE)})\}}\."
        assert {key: text for key, text in said.items() if re.search(twice, text)} == {}

    def test_a_twin_stands_beside_a_sentence_that_has_a_value(self, kind: str, lang: str) -> None:
        texts = catalog(lang).texts
        twins = [k for k in texts if k.startswith(f"letter.{kind}.") and k.endswith("_without")]
        needs = {k: named(texts[k.removesuffix("_without")]) - named(texts[k]) for k in twins}
        assert [k for k, names in needs.items() if not names] == []

    def test_its_mail_holds_the_same_in_text_and_in_html(self, kind: str, lang: str) -> None:
        found, texts = written(kind, lang), catalog(lang)
        labels = [texts.say(f"five.{part}") for part in FIVE]
        assert [
            label for label in labels if f"\n{label}\n" not in found.text or f">{label}</p>" not in found.html
        ] == []
        assert found.title in found.text
        assert VALUES["url"] in found.text
        assert f'href="{VALUES["url"]}"' in found.html


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_reason_that_was_not_given_is_said_to_be_missing() -> None:
    assert "The reason given: A power of attorney is missing." in written("signature_declined").text
    assert "No reason was given." in written("signature_declined", reason="").text
    assert "reason:" not in written("application_recalled", reason="").text


def test_a_letter_without_an_address_has_no_link() -> None:
    found = written("application_withdrawn", url="")
    assert "<a " not in found.html
    assert "Open the application" not in found.text


HOSTILE = (
    '<script>alert(1)</script>"onload="x\N{RIGHT-TO-LEFT OVERRIDE}\x1b[31m\r\nBcc: all@example.com {url}'
)


def test_a_hostile_name_is_text_and_nothing_else() -> None:
    found = written("signature_declined", company=HOSTILE, reason=HOSTILE)
    assert "<script" not in found.html
    assert [mark for mark in "\x1b\r\N{RIGHT-TO-LEFT OVERRIDE}" if mark in found.html + found.text] == []
    assert "\nBcc:" not in found.text
    assert "{url}" in found.text


def test_the_text_is_as_wide_as_a_mail_and_breaks_no_address() -> None:
    long = f"https://partner.example.com/sign/{'s' * 90}/"
    lines = written(
        "signature_declined", "cs", url=long, reason=f"Nejprve prosím opravte {long} a pak"
    ).text.splitlines()
    assert lines.count(long) == 2
    assert [line for line in lines if len(line) > letter.WIDTH and line != long] == []


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 375])
def test_a_letter_is_as_wide_as_the_phone_it_is_read_on(browser: "Browser", width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700}, is_mobile=True, color_scheme="dark")
    for kind in kinds():
        page.set_content(written(kind, "cs", company="Nejneobhospodařovávatelnějšími" * 3).html)
        seen: Any = page.evaluate(
            "[document.documentElement.scrollWidth, getComputedStyle(document.body).backgroundColor]"
        )
        assert (kind, seen) == (kind, [width, "rgb(255, 255, 255)"])
    page.close()
