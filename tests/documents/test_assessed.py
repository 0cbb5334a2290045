"""The report says who signed what on which day, every criterion, and each nonconformity with how it was closed."""

from dataclasses import replace
from datetime import date

import pytest

from directbill.core.claims import Claim
from directbill.core.criteria import Finding, Grade, Result, Status
from directbill.core.desk import Area, Criterion, Desk
from directbill.core.edition import Source
from directbill.core.form import Files
from directbill.documents import assessed, papers
from directbill.documents.assessed import Parts, Said
from directbill.documents.claimed import Claimed
from directbill.documents.papers import Card, Row
from directbill.documents.texts import catalog

MAJOR = Finding(Status.LOOKED_AT, Result.NOT_MET, Grade.MAJOR, "Half have none.")
MET = Finding(Status.LOOKED_AT, Result.MET)
ONE, TWO = (day.replace(" ", "\N{NO-BREAK SPACE}") for day in ("20 Nov 2026", "4 Dec 2026"))
FIRST, SECOND = date(2026, 11, 20), date(2026, 12, 4)


def criterion(key: str) -> Criterion:
    title = {"en": f"Criterion {key}", "cs": f"Kritérium {key}"}
    return Criterion(key, "security", title, title, (title,), Source("x"))


def parts(*found: tuple[str, tuple[Said, ...]], verb: str = "close_out") -> Parts:
    desk = Desk(
        program="p",
        edition="2024-04-10",
        entries=(),
        asks={},
        limits={},
        files=Files(1, (), 1, 1, Source("x")),
        areas=(Area("security", {"en": "Security", "cs": "Zabezpečení"}),),
        criteria=(criterion("a"), criterion("b")),
    )
    return Parts(
        company="Contoso Example s.r.o.",
        reference="APP-7K3F-9QXM",
        edition="Edition of 10 April 2024",
        desk=desk,
        verb=verb,
        signed_by="Asa",
        signed_on=SECOND,
        reason="",
        declared=("Asa", "Litware Assessments", FIRST),
        found=dict(found),
    )


def test_a_closed_nonconformity_stands_with_everything_that_was_found_of_it() -> None:
    closed = (Said(MAJOR, FIRST, "Asa"), Said(MET, SECOND, "Asa"))
    made = assessed.report(parts(("a", closed), ("b", (Said(MET, FIRST, "Asa"),))), catalog("en"))
    assert made.lead == (
        f"Asa found on {TWO} that the company can do the work: the assessment has passed.",
        f"Asa (Litware Assessments) declared on {ONE} to be independent of the company.",
    )
    history = (f"{ONE}, Asa: not met · major Half have none.", f"{TWO}, Asa: met")
    assert made.cards == (
        Card(
            "Nonconformities",
            (Row("Criterion a", f"closed on {TWO}", (f"closed on {TWO}", *history)),),
        ),
        Card("Security", (Row("Criterion a", "met"), Row("Criterion b", "met"))),
    )


def test_one_that_was_not_passed_says_so_and_what_was_not_looked_at() -> None:
    made = assessed.report(parts(("a", (Said(MAJOR, FIRST, "Asa"),)), verb="fail"), catalog("en"))
    assert "the assessment has not passed." in made.lead[0]
    assert [row.answer for card in made.cards for row in card.rows] == [
        f"open since {ONE}",
        "not met · major · Half have none.",
        "not looked at",
    ]


@pytest.mark.parametrize("lang", ["en", "cs"])
def test_the_same_report_gives_the_same_bytes_in_each_language(lang: str) -> None:
    made = assessed.report(parts(), catalog(lang))
    assert papers.render(made) == papers.render(made)
    assert papers.render(made).startswith(b"%PDF-")


def test_a_claim_stands_beside_its_finding_with_the_difference_and_its_documents() -> None:
    made = replace(
        parts(("a", (Said(MAJOR, FIRST, "Asa"),)), ("b", (Said(MET, FIRST, "Asa"),))),
        claimed={"a": Claimed(Claim("met", "A policy\nenforces it."), (("proof.pdf", "0" * 64),))},
    )
    area = assessed.report(made, catalog("en")).cards[-1]
    said = "not met · major · Half have none."
    assert area.rows == (
        Row(
            "Criterion a",
            said,
            (
                said,
                "The company claims: met · A policy enforces it.",
                "The assessor found less than was claimed.",
                f"proof.pdf · SHA-256 {'0' * 64}",
            ),
        ),
        Row("Criterion b", "met"),
    )
