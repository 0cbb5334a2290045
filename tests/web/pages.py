"""Opening pages as somebody would: a client that is signed in, and what a page says."""

import html
import re
from typing import Any

from django.test import Client

from directbill.records.models import Person
from directbill.records.words import Proof
from tests.web.entering import enter


def as_(person: Person) -> Client:
    """A browser in which the person is signed in."""
    client = Client(headers={"accept-language": "en"})
    return enter(client, person, administrator=Proof.DECLARED, tenant=None)


def text(content: bytes) -> str:
    """What a page says, without its markup."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body))).strip()


def heading(content: bytes) -> str:
    """The page's main heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", content.decode(), flags=re.DOTALL)
    return text(found.group(1).encode()) if found else ""


def downloaded(answer: Any) -> bytes:
    """The content of a file that was handed out; the file is closed as the server closes it, the database is not."""
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content
