"""A claim beside a finding, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from directbill.core import claims
from directbill.core.claims import Claim
from directbill.core.criteria import Finding
from directbill.documents.texts import Catalog, printable


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with its documents, each by name and SHA-256."""

    claim: Claim
    documents: tuple[tuple[str, str], ...] = ()


def said(claimed: Claim | None, texts: Catalog) -> str:
    """What the company claims."""
    if claimed is None:
        return texts.say("claim.none")
    return texts.say("claim.said", result=texts.say(f"assess.result_{claimed.result}"))


def difference(  # sentence: of what was claimed, what was found, in which words
    claimed: Claim | None, found: Finding, texts: Catalog
) -> str:
    """How the finding differs from the claim."""
    return texts.say(f"claim.difference_{claims.difference(claimed, found)}")


def lines(  # sentence: of what was claimed, what was found, in which words
    claimed: Claimed, found: Finding, texts: Catalog
) -> Iterator[str]:
    """The claim on paper: what is claimed and why, the difference, and each document with its digest."""
    words = printable(claimed.claim.text.replace("\n", " "))
    yield " · ".join(filter(None, (said(claimed.claim, texts), words)))
    yield difference(claimed.claim, found, texts)
    for name, sha256 in claimed.documents:
        yield f"{printable(name)} · SHA-256 {sha256}"
