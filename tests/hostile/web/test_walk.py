"""Every page of the site: what looking at it may not do, which methods it takes, what its answer tells a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from directbill.documents.texts import catalog
from directbill.records.words import DeskRole
from directbill.web.ui import languages
from tests import cast
from tests.hostile.web import world as worlds
from tests.hostile.web.tables import counted
from tests.hostile.web.world import NAMES, World, drained, path
from tests.web import pages

pytestmark = pytest.mark.django_db
WHO: dict[str, Callable[[World], Client]] = {
    "nobody": lambda found: Client(),
    "administrator": lambda found: pages.as_(found.made.company.ada),
    "reader": lambda found: pages.as_(found.made.company.cyd),
    "stranger": lambda found: pages.as_(found.dan),
    "reviewer": lambda found: pages.as_(found.rea),
    "manager": lambda found: pages.as_(cast.at_desk("Max", DeskRole.PROGRAM_MANAGER)),
}
FINE = {200, 302, 403, 404, 405, 410}
ODD = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "A" * 200)
WRITING = ("post", "put", "patch", "delete")


@pytest.fixture
def found() -> World:
    return worlds.world()


@pytest.mark.one_in(2)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_any_page_writes_no_record(found: World, who: str, method: str) -> None:
    client = WHO[who](found)
    before = counted()
    for name in NAMES:
        answer = getattr(client, method)(path(name, found))
        assert answer.status_code in FINE, (name, answer.status_code)
        assert method == "get" or drained(answer) == b"", name
        drained(answer)
    assert counted() == before


@pytest.mark.parametrize("who", ["nobody", "administrator"])
def test_no_other_method_does_anything(found: World, who: str) -> None:
    client = WHO[who](found)
    before = counted()
    for name in NAMES:
        for method in ODD:
            answer = client.generic(method, path(name, found))
            assert answer.status_code in {302, 303, 403, 404, 405}, (name, method, answer.status_code)
            drained(answer)
    assert counted() == before


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    ("who", "lang"), [("nobody", "cs"), ("administrator", "en"), ("stranger", "en"), ("reviewer", "cs")]
)
def test_a_page_that_does_not_take_a_method_says_so_in_words_and_what_to_do(
    found: World, who: str, lang: str
) -> None:
    client, say, refused = WHO[who](found), catalog(lang).say, set()
    client.cookies[languages.COOKIE] = lang
    words = [" ".join(say(f"failure.not_allowed.{part}").split()) for part in ("title", "means", "do")]
    for name in NAMES:
        for method in ("get", "post"):
            answer = getattr(client, method)(path(name, found))
            body = drained(answer)
            if answer.status_code == 405:
                refused.add((name, method))
                told = pages.text(body)
                assert (bool(answer["Allow"]), [w for w in words if w not in told]) == (True, []), name
    assert ("language", "get") in refused


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "https://evil.example"}, {"origin": "null"}, {"referer": "https://evil.example/x"}],
    ids=["no token", "foreign origin", "no origin", "foreign referer"],
)
def test_nothing_is_taken_that_did_not_come_from_a_page_of_ours(
    found: World, headers: dict[str, str]
) -> None:
    """Not one address takes a form without its secret, nor with the secret from elsewhere."""
    client = Client(enforce_csrf_checks=True)
    pages.enter(client, found.made.company.ada)
    secret = _secret(client)
    before = counted()
    for name in NAMES:
        for method in WRITING:
            body = (
                {"csrfmiddlewaretoken": secret} if "origin" in headers else {"csrfmiddlewaretoken": "x" * 64}
            )
            answer = getattr(client, method)(path(name, found), body, headers=headers)
            refused = (403, 404, 405) if name in BY_SIGNATURE else (403, 404)
            assert answer.status_code in refused, (name, method, answer.status_code)
    assert counted() == before


BY_SIGNATURE = {"bureau_reports"}
"""Addresses for machines: a signature stands where pages of ours have the form's secret."""


def _secret(client: Client) -> str:
    from tests.web.browser import Page

    return Page("/account/", client.get("/account/").content.decode()).forms[0].values["csrfmiddlewaretoken"]


HEADERS: dict[str, Callable[[str], bool]] = {
    "Content-Security-Policy": lambda v: "default-src 'none'" in v and "unsafe" not in v and "*" not in v,
    "X-Frame-Options": lambda v: v == "DENY",
    "X-Content-Type-Options": lambda v: v == "nosniff",
    "Referrer-Policy": lambda v: v in ("same-origin", "no-referrer"),
    "Cross-Origin-Opener-Policy": lambda v: v == "same-origin",
    "Cache-Control": lambda v: "no-store" in v,
}


@pytest.mark.one_in(2)
@pytest.mark.parametrize("who", ["nobody", "administrator", "stranger", "reviewer"])
def test_every_answer_is_kept_by_nobody_framed_by_nobody_and_runs_nothing_foreign(
    found: World, who: str
) -> None:
    """So the back button of a browser whose user signed out shows nothing, and no cache on the way keeps it."""
    client = WHO[who](found)
    told: dict[str, Any] = {}
    for name in NAMES:
        for method in ("get", "post"):
            answer = getattr(client, method)(path(name, found))
            wrong = [h for h, fine in HEADERS.items() if not fine(answer.headers.get(h, ""))]
            if wrong:
                told[f"{method} {name} {answer.status_code}"] = wrong
            drained(answer)
    assert told == {}


EVIL = [
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "/%0d%0aX: 1\r\nX: 1",
]


@pytest.mark.one_in(2)
@pytest.mark.parametrize("evil", EVIL)
def test_no_address_and_no_form_leads_away_from_the_site(found: World, evil: str) -> None:
    for who in ("nobody", "administrator"):
        for name in NAMES:
            client = WHO[who](found)
            there = path(name, found)
            joined = "&" if "?" in there else "?"
            for answer in (
                client.get(f"{there}{joined}next={evil}&from={evil}"),
                client.post(there, {"next": evil, "from": evil, "back": evil, "url": evil}),
            ):
                where = answer.headers.get("Location", "/")
                assert where.startswith("/"), (name, where)
                assert not where.startswith(("//", "/\\")), (name, where)
                assert f'href="{evil}'.encode() not in drained(answer), name


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "testserver.evil.example", "a b", "x@testserver"]
)
def test_under_a_foreign_host_name_nothing_is_answered(found: World, host: str) -> None:
    """Else a name of an attacker that leads to this machine would let their page read ours."""
    for name in NAMES:
        answer = Client().get(path(name, found), headers={"host": host})
        assert (name, answer.status_code) == (name, 400)
        assert host not in answer.content.decode()
