"""The enrollment form: numbers that cannot be right are refused before anything is kept."""

import pytest

from directbill.core.errors import Fault, Place, Refusal
from directbill.core.work import Work
from tests.actions.deciding import Deciding, begun

pytestmark = pytest.mark.django_db


def asked() -> tuple[Deciding, str]:
    case = begun().passed(Work.CONFIRMATION)
    return case, case.of(Work.DETAILS)[0].key


def test_every_wrong_number_is_told_at_once_and_nothing_is_kept() -> None:
    case, key = asked()
    before = case.steps(key)
    said = {"iban": "CZ6508000000192000145398", "tax_id": "DE136695976", "domain": "contoso", "lei": "1"}
    with pytest.raises(Refusal) as refused:
        case.do(key, "give", **said)
    assert refused.value.faults == (
        Fault("number_form", Place(column="domain"), "contoso"),
        Fault("number_checksum", Place(column="iban"), "CZ6508000000192000145398"),
        Fault("number_country", Place(column="tax_id"), "DE136695976"),
        Fault("number_length", Place(column="lei"), "1"),
    )
    assert case.steps(key) == before


def test_an_account_of_a_country_without_iban_is_given_as_the_country_writes_it() -> None:
    case, key = asked()
    case.do(key, "give", bank_country="US", iban="021000021 1234567890", tax_id="")
    assert case.row(key).state == "given"
