"""A figure that is below the threshold never looks like it, wherever it is shown."""

from decimal import Decimal
from pathlib import Path

from tests.fixtures import cast, invoices
from tests.fixtures.bill import charge, invoice, recon, year
from tests.judge import Answer, check, put, run

BAR = "300000.00"
HAIR = Decimal("0.000000000000001")


def ask(folder: Path, *charges: dict[str, str], more: dict[str, bytes] | None = None) -> Answer:
    answer = check(*put(folder, {"recon.csv": recon(*charges), **(more or {})}), ids=[cast.OWN])
    assert answer.code == 0, answer.err
    return answer


def by_a_hair(*more: dict[str, str]) -> list[dict[str, str]]:
    """A year that comes to the threshold less the smallest amount a file can hold."""
    return [*year("25000.00")[1:], charge(str(25000 - HAIR), cast.WINDOW[0]), *more]


def test_the_smallest_distance_is_written_out_in_digits(tmp_path: Path) -> None:
    answer = ask(tmp_path, *by_a_hair())
    finding = answer.finding("revenue_ttm")
    assert (finding["measure"], finding["distance"]) == ("299999.999999999999999", "-0.000000000000001")
    assert finding["reason"]["params"]["distance"] == "0.000000000000001"


def test_what_the_figure_would_be_and_what_is_ahead_are_shown_below_the_threshold(tmp_path: Path) -> None:
    short = [
        charge("300.00", "2026-03", "marketplace"),
        *year("25000.00")[1:],
        charge("24700.00", cast.WINDOW[0]),
    ]
    answer = ask(tmp_path, *short[:-1], charge(str(Decimal("24700.00") - HAIR), cast.WINDOW[0]))
    assert answer.statement["if_counted"] == [
        {"category": "marketplace", "counted": "299999.999999999999999"}
    ]
    ahead = ask(tmp_path, *by_a_hair()).result["forecast"]["projections"][0]["figures"]
    assert ahead[0]["figure"] == BAR
    later = [*year("25000.00")[:-1], charge(str(25000 - HAIR), cast.WINDOW[-1])]
    assert ask(tmp_path, *later).result["forecast"]["projections"][0]["figures"][0]["figure"] != BAR


def test_what_is_paid_is_shown_below_the_threshold(tmp_path: Path) -> None:
    register = [invoices.Invoice(invoice(m), m, Decimal("25000.00"), paid=True) for m in cast.WINDOW]
    unpaid = charge("9.00", "2026-03", InvoiceNumber="G9")
    register.append(invoices.Invoice("G9", "2026-03", Decimal("9.00")))
    answer = ask(tmp_path, *by_a_hair(unpaid), more={"i.json": invoices.page(register)})
    statement = answer.statement
    shown = {statement[key] for key in ("paid", "paid_low", "paid_high")}
    assert (answer.finding("revenue_ttm")["outcome"], shown) == ("met", {"299999.999999999999999"})
    assert [w["code"] for w in answer.finding("revenue_ttm")["warnings"]] == ["paid_would_flip"]


def test_no_face_shows_the_threshold_as_the_sum_of_less(tmp_path: Path) -> None:
    """Only when the short month has left the window is the threshold reached."""
    ask(tmp_path, *year("25000.00")[:-1], charge(str(25000 - HAIR), cast.WINDOW[-1]))
    path = str(tmp_path / "recon.csv")
    base = ("--partner-id", cast.OWN, "--as-of", cast.AS_OF)
    for argv in (("check", path, *base), ("explain", "revenue_ttm", path, *base)):
        lines = [line for line in run(*argv).out.splitlines() if "300,000.00" in line]
        bare = [line for line in lines if " of " not in line and "threshold" not in line]
        assert [line.split()[:2] for line in bare] == [["October", "2027"]] * (argv[0] == "explain")


def test_a_value_that_was_assumed_behind_a_figure_is_told(tmp_path: Path) -> None:
    answer = ask(tmp_path, *year("25000.00"))
    assumed = {f["requirement"]: f["assumed"] for f in answer.result["findings"]}
    assert (assumed["revenue_ttm"], assumed["indirect_tenure"], assumed["first_level_support"]) == (
        True, True, False,
    )  # fmt: skip
