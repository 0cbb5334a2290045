"""Where a page sends somebody: a path of ours, in whatever form another address is written."""

import pytest

from directbill.web import addresses

ELSEWHERE = [
    "",
    "evil.example",
    "account/",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "//evil.example/%2e%2e",
    "/%0d%0aSet-Cookie:x=1\r\n",
    "/\tevil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/\x00//evil.example",
    "http://evil.example",
    "https:evil.example",
    "https:///evil.example",
    "HTTP://evil.example/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "/..//evil.example",
    "/account//evil.example",
    "http://testserver@evil.example/",
    "http://[::1",
    "/\u2215evil.example",
    "/\uff0fevil.example",
    "/" + "a" * 2000,
]
OURS = [
    "/",
    "/account/",
    "/applications/APP-7K3F-9QXM/?show=all&page=2#lines",
    "/search/?q=a%20b//c",
    "/%2f%2fevil.example",
    "/?next=//evil.example",
    "/redirect?to=http://evil.example",
]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_leads_elsewhere_is_replaced(path: str) -> None:
    assert addresses.safe(path, "/account/") == "/account/"
    assert addresses.with_next("/sign-in/", path) == "/sign-in/"


@pytest.mark.parametrize("path", OURS)
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert addresses.safe(path) == path


def test_nothing_is_the_start_page() -> None:
    assert (addresses.safe(None), addresses.with_next("/sign-in/", "/")) == ("/", "/sign-in/")
