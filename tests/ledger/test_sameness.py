"""The same document again: the same rows, further parts, or another version."""

from decimal import Decimal
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.core.periods import Month
from directbill.ledger.receipt import Done
from directbill.ledger.store import Store
from tests.fixtures import cast, insights, legacy
from tests.fixtures import new_commerce as nce
from tests.fixtures.bill import charge, invoice, recon
from tests.fixtures.table import Table, as_csv
from tests.ledger.reading import Imported, load

G = invoice("2026-03")
ONE, TWO, THREE = (charge(f"{n}.00") for n in (1, 2, 3))


def done(found: Imported) -> list[Done]:
    return [d.done for f in found.receipt.files for d in f.documents]


def ambiguous(folder: Path, files: dict[str, bytes], **wishes: object) -> list[tuple[str, str, str, str]]:
    with pytest.raises(Refusal) as refused:
        load(folder, files, **wishes)  # type: ignore[arg-type]
    return [(f.code, f.place.file, f.found, f.params["other"]) for f in refused.value.faults]


def test_the_same_rows_in_another_order_and_carrier_are_the_same_document(tmp_path: Path) -> None:
    every = nce.lines(3, months=("2026-03",))
    files = {
        "a.csv": as_csv(nce.portal(every)), "b.csv": as_csv(nce.portal(every[::-1])), "c.json": nce.api_page(every),
        "d.json": nce.json_lines(every, pascal=True), "e.csv": as_csv(nce.camel_case(every)),
    }  # fmt: skip
    found = load(tmp_path, files)
    assert ([f.done for f in found.receipt.files], {r["file"] for r in found.rows}) == (
        [Done.NEW, *[Done.SAME] * 4], {"a.csv"},
    )  # fmt: skip


def test_no_common_row_makes_parts(tmp_path: Path) -> None:
    found = load(tmp_path, {"a.csv": recon(ONE), "b.csv": recon(TWO), "c.csv": recon(THREE)})
    assert (found.amounts(), done(found)) == (
        [Decimal(1), Decimal(2), Decimal(3)],
        [Done.NEW, Done.PART, Done.PART],
    )
    assert [(d.lines, d.file) for d in found.documents] == [(3, "a.csv, b.csv, c.csv")]


def test_a_repeated_part_is_the_same_part(tmp_path: Path) -> None:
    files = {"a.csv": recon(ONE, TWO), "b.csv": recon(THREE), "c.csv": recon(TWO, ONE)}
    found = load(tmp_path, files)
    assert done(found) == [Done.NEW, Done.PART, Done.SAME]


def test_some_common_rows_are_refused_with_both_names(tmp_path: Path) -> None:
    files = {"a.csv": recon(ONE, TWO), "b.csv": recon(ONE, THREE)}
    assert ambiguous(tmp_path, files) == [("document_ambiguous", "b.csv", G, "a.csv")]


def test_rows_counted_twice_are_another_version(tmp_path: Path) -> None:
    """Identical-looking lines are legitimate: once and twice is not the same."""
    assert ambiguous(tmp_path, {"a.csv": recon(ONE), "b.csv": recon(ONE, ONE)})[0][0] == "document_ambiguous"


def test_said_to_be_parts_they_are_added(tmp_path: Path) -> None:
    found = load(tmp_path, {"a.csv": recon(ONE, TWO), "b.csv": recon(ONE, THREE)}, parts=(G,))
    assert found.amounts() == [Decimal(1), Decimal(2), Decimal(1), Decimal(3)]


LEGACY = {
    f"{month}.csv": as_csv(legacy.license_file(legacy.license_lines(1, months=(month,))))
    for month in ("2026-03", "2026-04")
}
"""Two files that name no document."""


def test_one_number_stands_for_two_files_only_where_they_are_said_to_be_its_parts(tmp_path: Path) -> None:
    """They would become one document, with one month for both."""
    with pytest.raises(Refusal) as refused:
        load(tmp_path, LEGACY, document="D1")
    fault = refused.value.faults[0]
    assert (fault.code, fault.place.file, fault.params["other"]) == (
        "document_of_several", "2026-04.csv", "2026-03.csv",
    )  # fmt: skip
    assert done(load(tmp_path, LEGACY, document="D1", parts=("D1",))) == [Done.NEW, Done.PART]


def test_one_number_stands_for_the_same_rows_in_two_files(tmp_path: Path) -> None:
    sheet = legacy.license_file(legacy.license_lines(1, months=("2026-03",)))
    files = {"a.csv": as_csv(sheet), "b.csv": as_csv(Table(sheet.header, sheet.rows[::-1]))}
    assert done(load(tmp_path, files, document="D1")) == [Done.NEW, Done.SAME]


@pytest.mark.parametrize("newer", ["a.csv", "b.csv"])
def test_the_newer_file_replaces_the_other_whichever_comes_first(newer: str, tmp_path: Path) -> None:
    found = load(
        tmp_path, {"a.csv": recon(ONE, TWO), "b.csv": recon(ONE, THREE)}, newer=(f"some/where/{newer}",)
    )
    assert {row["file"] for row in found.rows} == {newer}


def test_one_refused_document_refuses_all(tmp_path: Path) -> None:
    other = charge("9.00", "2026-04")
    with Store.temporary() as store:
        with pytest.raises(Refusal):
            load(tmp_path, {"a.csv": recon(ONE, TWO, other), "b.csv": recon(ONE, THREE)}, store=store)
        assert store.documents() == ()


@pytest.mark.parametrize("wish", [{"parts": ("G404",)}, {"newer": ("nowhere.csv",)}, {"document": "D404"}])
def test_a_wish_that_fits_nothing_is_refused(wish: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        load(tmp_path, {"a.csv": recon(ONE)}, **wish)  # type: ignore[arg-type]
    assert refused.value.code == "option_fits_nothing"


def test_a_later_import_with_other_rows_is_a_newer_version(tmp_path: Path) -> None:
    with Store.temporary() as store:
        load(tmp_path, {"a.csv": recon(ONE, TWO)}, store=store)
        found = load(tmp_path, {"b.csv": recon(ONE, THREE)}, store=store, at="2026-11-22T10:00:00+01:00")
    assert (found.amounts(), done(found)) == ([Decimal(1), Decimal(3)], [Done.REPLACES])
    assert [(d.version, d.known_until, d.file) for d in found.documents] == [
        ("1", "2026-11-22T10:00:00+01:00", "a.csv"), ("2", "", "b.csv"),
    ]  # fmt: skip


def test_a_later_part_is_added_when_it_is_said_to_be_one(tmp_path: Path) -> None:
    with Store.temporary() as store:
        load(tmp_path, {"a.csv": recon(ONE)}, store=store)
        found = load(tmp_path, {"b.csv": recon(TWO)}, store=store, parts=(G,))
    assert (found.amounts(), done(found), [d.lines for d in found.documents]) == (
        [Decimal(1), Decimal(2)], [Done.PART], [2],
    )  # fmt: skip


def test_the_same_rows_again_change_nothing(tmp_path: Path) -> None:
    with Store.temporary() as store:
        before = load(tmp_path, {"a.csv": recon(ONE, TWO)}, store=store)
        after = load(tmp_path, {"b.csv": recon(TWO, ONE)}, store=store)
    assert (after.rows, done(after), after.documents) == (before.rows, [Done.SAME], before.documents)


def test_a_replaced_file_named_as_the_newer_one_replaces_what_replaced_it(tmp_path: Path) -> None:
    first = {"a.csv": recon(ONE, TWO)}
    with Store.temporary() as store:
        load(tmp_path, first, store=store)
        load(tmp_path, {"b.csv": recon(ONE, THREE)}, store=store)
        again = load(tmp_path, first, store=store)
        named = load(tmp_path, first, store=store, newer=("a.csv",))
    assert (again.amounts(), named.amounts(), done(named)) == (
        [Decimal(1), Decimal(3)], [Decimal(1), Decimal(2)], [Done.REPLACES],
    )  # fmt: skip


def test_the_same_file_for_another_company_is_read_again(tmp_path: Path) -> None:
    content = recon(ONE, charge("5.00", reseller=cast.OWN_SECOND))
    with Store.temporary() as store:
        load(tmp_path, {"a.csv": content}, store=store)
        found = load(tmp_path, {"a.csv": content}, store=store, ids=frozenset({cast.OWN, cast.OWN_SECOND}))
    assert found.amounts() == [Decimal(1), Decimal(5)]


def test_a_number_of_two_tenants_is_two_documents(tmp_path: Path) -> None:
    found = load(tmp_path, {"a.csv": recon(ONE, {**TWO, "PartnerId": cast.PROVIDER_SECOND_TENANT})})
    assert [d.id for d in found.documents] == [G, f"{G}@e0685043"]


def test_a_report_is_one_document_a_month_and_a_newer_report_replaces_only_its_months(tmp_path: Path) -> None:
    march, april, may = (insights.lines(n, months=(f"2026-0{n}",)) for n in (3, 4, 5))
    with Store.temporary() as store:
        load(tmp_path, {"old.csv": as_csv(insights.eligibility((*march, *april)))}, store=store)
        found = load(tmp_path, {"new.csv": as_csv(insights.eligibility((*april, *may)))}, store=store)
    assert {(row["file"], str(row["month"])[:7]) for row in found.rows} == {
        ("old.csv", "2026-03"), ("new.csv", "2026-04"), ("new.csv", "2026-05"),
    }  # fmt: skip


def test_identical_lines_in_another_order_are_the_same_document(tmp_path: Path) -> None:
    found = load(tmp_path, {"a.csv": recon(ONE, ONE, TWO), "b.csv": recon(TWO, ONE, ONE)})
    assert (found.amounts(), done(found)) == ([Decimal(1), Decimal(1), Decimal(2)], [Done.NEW, Done.SAME])


@pytest.mark.parametrize("stored", [True, False])
def test_parts_have_one_month_the_one_most_lines_of_all_give(stored: bool, tmp_path: Path) -> None:
    """The first part alone says March; with the second, April."""
    late = [charge(f"{n}.00", OrderDate="4/2/2026") for n in (5, 6)]
    with Store(tmp_path / "ledger") if stored else Store.temporary() as store:
        found = load(tmp_path, {"a.csv": recon(ONE), "b.csv": recon(*late)}, store=store)
    assert ({str(m)[:7] for m in found.column("month")}, [str(d.month) for d in found.documents]) == (
        {"2026-04"}, ["2026-04"],
    )  # fmt: skip


@pytest.mark.parametrize("stored", [True, False])
def test_a_later_part_can_move_the_whole_document(stored: bool, tmp_path: Path) -> None:
    late = [charge(f"{n}.00", OrderDate="4/2/2026") for n in (5, 6)]
    with Store(tmp_path / "ledger") if stored else Store.temporary() as store:
        load(tmp_path, {"a.csv": recon(ONE)}, store=store)
        found = load(tmp_path, {"b.csv": recon(*late)}, store=store, parts=(G,))
    assert ({str(m)[:7] for m in found.column("month")}, found.receipt.moved) == (
        {"2026-04"}, ((G, Month(2026, 3), Month(2026, 4)),),
    )  # fmt: skip


@pytest.mark.parametrize("wish", [{}, {"parts": (G,)}])
def test_a_part_that_is_here_already_adds_and_replaces_nothing(
    wish: dict[str, object], tmp_path: Path
) -> None:
    with Store.temporary() as store:
        before = load(tmp_path, {"a.csv": recon(ONE, TWO), "b.csv": recon(THREE)}, store=store)
        after = load(tmp_path, {"c.csv": recon(TWO, ONE)}, store=store, **wish)  # type: ignore[arg-type]
    assert (after.rows, done(after)) == (before.rows, [Done.SAME])


def test_of_several_parts_only_what_is_not_here_is_added(tmp_path: Path) -> None:
    with Store.temporary() as store:
        load(tmp_path, {"a.csv": recon(ONE), "b.csv": recon(TWO)}, store=store)
        found = load(tmp_path, {"c.csv": recon(ONE), "d.csv": recon(THREE)}, store=store, parts=(G,))
    assert (found.amounts(), [d.lines for d in found.documents]) == (
        [Decimal(1), Decimal(2), Decimal(3)],
        [3],
    )


def test_the_document_in_other_parts_is_the_same_document(tmp_path: Path) -> None:
    with Store.temporary() as store:
        before = load(tmp_path, {"a.csv": recon(ONE, TWO), "b.csv": recon(THREE)}, store=store)
        after = load(tmp_path, {"c.csv": recon(ONE), "d.csv": recon(TWO, THREE)}, store=store)
    assert (after.rows, done(after)) == (before.rows, [Done.SAME, Done.SAME])


def test_another_resellers_slice_of_the_document_takes_nothing_away(tmp_path: Path) -> None:
    with Store.temporary() as store:
        before = load(tmp_path, {"a.csv": recon(ONE)}, store=store)
        after = load(tmp_path, {"b.csv": recon(charge("9.00", reseller=cast.RIVAL))}, store=store)
    assert (after.rows, after.receipt.others) == (before.rows, 1)
