"""What closes a verification: any or all of a group, more proof never opens one, and registers that prove nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directbill.core import closing
from directbill.core.closing import Age, Freshness, Group, Named, Needs, Proof
from directbill.core.edition import Source
from directbill.core.registers import Answer, Kind, Outcome, Question, Standing

NAMES = ("extract", "articles", "tax")
KINDS = st.frozensets(st.sampled_from(NAMES))
PROOFS = st.builds(Proof, KINDS, st.frozensets(st.sampled_from(Kind)), st.booleans())
GROUPS = st.builds(
    Group,
    key=st.just("entity"),
    title=st.just({}),
    needs=st.sampled_from(Needs),
    documents=st.lists(st.sampled_from(NAMES), unique=True).map(tuple),
    source=st.just(Source("handbook")),
    registers=st.lists(st.sampled_from(Kind), unique=True).map(tuple),
    link=st.booleans(),
)
LISTS = st.lists(GROUPS, max_size=4).map(tuple)
NUMBER, NAME, ADDRESS = "12345679", "Contoso Example s.r.o.", "Vzorová 1, 110 00 Praha"
FOUND = Answer(
    Question(Kind.ARES, NUMBER, "CZ", datetime(2026, 11, 2, tzinfo=UTC)),
    Outcome.FOUND,
    NAME,
    ADDRESS,
    Standing.ACTIVE,
)


def group(needs: Needs, *, registers: tuple[Kind, ...] = (), link: bool = False) -> Group:
    return Group("entity", {}, needs, NAMES[:2], Source("handbook"), registers, link)


def with_documents(*keys: str) -> Proof:
    return Proof(documents=frozenset(keys))


@pytest.mark.parametrize(
    ("needs", "there", "missing"),
    [
        (Needs.ANY_OF, (), ("extract", "articles")),
        (Needs.ANY_OF, ("tax",), ("extract", "articles")),
        (Needs.ANY_OF, ("articles",), ()),
        (Needs.ALL_OF, ("articles",), ("extract",)),
        (Needs.ALL_OF, ("articles", "extract"), ()),
    ],
)
def test_any_document_or_all_of_them_close_a_group(
    needs: Needs, there: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    assert closing.missing(group(needs), with_documents(*there)) == missing
    assert closing.closed(group(needs), with_documents(*there)) is (missing == ())


def test_a_register_or_the_link_closes_only_a_group_that_names_it() -> None:
    register, link = Proof(registers=frozenset({Kind.ARES})), Proof(link=True)
    named = group(Needs.ALL_OF, registers=(Kind.ARES,), link=True)
    plain = group(Needs.ALL_OF, registers=(Kind.VIES,))
    assert [closing.closed(g, p) for g in (named, plain) for p in (register, link)] == [
        True,
        True,
        False,
        False,
    ]


@given(LISTS, PROOFS, PROOFS)
def test_more_proof_never_opens_a_group(groups: tuple[Group, ...], less: Proof, more: Proof) -> None:
    both = Proof(less.documents | more.documents, less.registers | more.registers, less.link or more.link)
    before = {id(each) for each in closing.still_open(groups, less)}
    assert {id(each) for each in closing.still_open(groups, both)} <= before


@given(GROUPS, PROOFS)
def test_what_is_missing_closes_the_group_once_it_is_there(found: Group, proof: Proof) -> None:
    lacking = closing.missing(found, proof)
    given_too = replace(proof, documents=proof.documents | set(lacking))
    assert closing.closed(found, given_too) or not found.documents
    assert not (closing.closed(found, proof) and lacking)


@given(PROOFS)
def test_a_group_that_names_nothing_is_closed_by_nothing(proof: Proof) -> None:
    for needs in Needs:
        assert not closing.closed(replace(group(needs), documents=()), proof)


@pytest.mark.parametrize(
    ("answer", "confirms"),
    [
        (FOUND, True),
        (replace(FOUND, name="CONTOSO EXAMPLE, S. R. O."), True),
        (replace(FOUND, name="Litware Example s.r.o."), False),
        (replace(FOUND, address="Vzorová 2, 110 00 Praha"), False),
        (replace(FOUND, address=""), False),
        (replace(FOUND, standing=Standing.ENDED), False),
        (replace(FOUND, standing=Standing.UNCLEAR), False),
        (replace(FOUND, outcome=Outcome.NOT_FOUND), False),
        (replace(FOUND, question=replace(FOUND.question, number="87654321")), False),
    ],
)
def test_a_register_proves_only_what_it_says_of_the_company_as_it_is_now(
    answer: Answer, confirms: bool
) -> None:
    assert closing.confirms(answer, number=NUMBER, name=NAME, address=ADDRESS) is confirms


@pytest.mark.parametrize(
    ("issued", "found"),
    [
        (date(2025, 11, 22), Freshness(Age.FRESH, date(2026, 11, 22), date(2026, 11, 22), 0)),
        (date(2025, 11, 21), Freshness(Age.TOO_OLD, date(2026, 11, 22), date(2026, 11, 21), 1)),
        (date(2026, 11, 2), Freshness(Age.FRESH, date(2026, 11, 22), date(2027, 11, 2), 345)),
        (None, Freshness(Age.UNKNOWN, date(2026, 11, 22))),
    ],
)
def test_a_document_is_fresh_to_the_same_day_so_many_months_later(
    issued: date | None, found: Freshness
) -> None:
    kind = Named("extract", {}, (), 12, Source("handbook"))
    assert closing.freshness(kind, issued, on=date(2026, 11, 22)) == found


def test_what_was_issued_on_a_day_the_last_month_has_not_is_fresh_to_its_end() -> None:
    kind = Named("extract", {}, (), 3, Source("handbook"))
    found = closing.freshness(kind, date(2026, 11, 30), on=date(2027, 3, 1))
    assert found == Freshness(Age.TOO_OLD, date(2027, 3, 1), date(2027, 2, 28), 1)


def test_a_kind_without_a_bound_is_never_too_old() -> None:
    kind = Named("articles", {}, (), 0, Source("handbook"))
    assert closing.freshness(kind, date(1993, 1, 1), on=date(2026, 11, 22)) is None


@pytest.mark.parametrize(
    ("asked_by", "asked", "given", "idle"),
    [
        ((), frozenset(), frozenset(), False),
        (("match",), frozenset(), frozenset(), True),
        (("match",), frozenset({"other"}), frozenset({"tax"}), True),
        (("match", "doubt"), frozenset({"doubt"}), frozenset(), False),
        (("match",), frozenset(), frozenset({"extract"}), False),
    ],
)
def test_a_group_is_idle_until_one_of_its_reasons_or_of_its_documents_came(
    asked_by: tuple[str, ...], asked: frozenset[str], given: frozenset[str], idle: bool
) -> None:
    found = replace(group(Needs.ALL_OF), asked_by=asked_by)
    assert closing.idle(found, asked=asked, given=given) is idle
