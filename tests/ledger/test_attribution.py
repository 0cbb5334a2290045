"""Whose a line is: by role, by the reseller named, by the billed partner."""

import pytest

from directbill.core.errors import Refusal
from directbill.core.ledger import Attribution
from directbill.core.parties import Role
from directbill.ledger import attribution
from directbill.ledger.attribution import Scope, Whose

INDIRECT = Scope(frozenset({"6900001", "6900002"}))
DIRECT = Scope(frozenset({"6900001"}), Role.DIRECT_BILL)


@pytest.mark.parametrize(("reseller", "whose"), [
    ("6900001", Whose(Attribution.OWN, "6900001")), ("6900002", Whose(Attribution.OWN, "6900002")),
    ("", Whose(Attribution.BLANK)), ("0", Whose(Attribution.ZERO)), ("-1", Whose(Attribution.REMOVED)),
    ("6800001", Whose(Attribution.PROVIDER)), ("6700001", Whose(Attribution.OTHER)),
    ("06900001", Whose(Attribution.OTHER)),
])  # fmt: skip
def test_an_indirect_reseller_owns_what_names_it(reseller: str, whose: Whose) -> None:
    assert attribution.of(reseller, "6800001", scope=INDIRECT) == whose


def test_a_declared_id_is_own_even_where_it_is_the_providers() -> None:
    assert attribution.of("6900001", "6900001", scope=INDIRECT) == Whose(Attribution.OWN, "6900001")


def test_without_a_billed_partner_a_blank_reseller_is_blank() -> None:
    assert attribution.of("", "", scope=INDIRECT) == Whose(Attribution.BLANK)


@pytest.mark.parametrize(("reseller", "owner", "whose"), [
    ("", "6900001", Whose(Attribution.OWN, "6900001")), ("0", "6900001", Whose(Attribution.OWN, "6900001")),
    ("6700001", "6900001", Whose(Attribution.OTHER)), ("-1", "6900001", Whose(Attribution.REMOVED)),
    ("", "6800001", Whose(Attribution.OTHER)), ("", "", Whose(Attribution.BLANK)),
])  # fmt: skip
def test_a_direct_bill_partner_owns_what_it_was_billed_for_itself(
    reseller: str, owner: str, whose: Whose
) -> None:
    assert attribution.of(reseller, owner, scope=DIRECT) == whose


def test_declared_ids_are_taken_as_they_are() -> None:
    assert attribution.settle(INDIRECT, [("6700001", "6800001")]) is INDIRECT


def test_the_only_reseller_named_is_taken_and_said_to_be_assumed() -> None:
    pairs = [("6900001", "6800001"), ("", "6800001"), ("0", "6800001"), ("-1", ""), ("6800001", "6800001")]
    assert attribution.settle(Scope(), pairs) == Scope(frozenset({"6900001"}), assumed=True)


@pytest.mark.parametrize("more", [" 6900001 ", "NULL", " null", " 0 ", "6800001 "])
def test_blanks_and_a_literal_null_make_no_other_company(more: str) -> None:
    pairs = [("6900001", "6800001"), (more, "6800001")]
    assert attribution.settle(Scope(), pairs) == Scope(frozenset({"6900001"}), assumed=True)


def test_several_resellers_are_refused_without_naming_them() -> None:
    with pytest.raises(Refusal) as refused:
        attribution.settle(Scope(), [("6900001", ""), ("6700001", "")])
    assert (refused.value.code, "6700001" in str(refused.value), "6900001" in str(refused.value)) == (
        "ids_ambiguous", False, False,
    )  # fmt: skip


def test_nobody_named_leaves_all_unattributed() -> None:
    assert attribution.settle(Scope(), [("", "6800001"), ("0", "")]) == Scope()


def test_the_billed_partner_is_assumed_for_direct_bill() -> None:
    found = attribution.settle(Scope(role=Role.DIRECT_BILL), [("0", "6900001"), ("6700001", "6800001")])
    assert found == Scope(frozenset({"6900001"}), Role.DIRECT_BILL, assumed=True)


@pytest.mark.parametrize(("ids", "account"), [(("1",), "1"), (("1", "2"), ""), ((), "")])
def test_a_file_of_own_rows_names_no_account_where_there_are_several(
    ids: tuple[str, ...], account: str
) -> None:
    assert attribution.own(Scope(frozenset(ids))) == Whose(Attribution.OWN, account)
