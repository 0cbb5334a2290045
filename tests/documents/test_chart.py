"""The chart drawn by our own hand."""

from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree

from tests.documents import sample

from directbill.documents import chart
from directbill.documents.presenter import present
from directbill.documents.report import Chart
from directbill.documents.texts import catalog


def drawn(evaluation: sample.Evaluation) -> Chart:
    revenue = present(evaluation, catalog("en")).revenue
    assert revenue is not None
    return revenue.chart


def shapes(of: Chart, kind: str) -> list[dict[str, str]]:
    root = ElementTree.fromstring(chart.svg(of))
    return [dict(e.attrib) for e in root.iter("rect") if e.get("class") == kind]


def text(of: Chart, kind: str) -> list[tuple[str, str]]:
    root = ElementTree.fromstring(chart.svg(of))
    return [(e.text or "", e.attrib["y"]) for e in root.iter("text") if e.get("class") == kind]


def test_each_month_stands_on_the_months_before_it() -> None:
    months, before = shapes(drawn(sample.evaluation()), "month"), shapes(drawn(sample.evaluation()), "before")
    assert (len(months), len(before)) == (12, 11)
    for month, ground in zip(months[1:], before, strict=True):
        assert Decimal(month["y"]) + Decimal(month["height"]) == Decimal(ground["y"])
        assert Decimal(ground["y"]) + Decimal(ground["height"]) == chart.BASE


def test_the_chart_has_a_title_and_a_text_alternative() -> None:
    root = ElementTree.fromstring(chart.svg(drawn(sample.evaluation())))
    assert (root.attrib["role"], root.attrib["aria-labelledby"]) == ("img", "chart-title chart-desc")
    assert [root.findtext("title"), root.findtext("desc")] == [
        "Revenue month by month, USD",
        (
            "12 months from November\xa02025 to October\xa02026: between 15,230.11 and 32,300.00 a month, "
            "271,904.18 in all, against the threshold of 300,000.00. The figures are in the table of months."
        ),
    ]


def test_the_total_never_runs_into_the_threshold() -> None:
    short, plenty = drawn(sample.evaluation()), drawn(sample.eligible())
    for each in (short, plenty):
        line = Decimal(chart.scale_of(each).y(each.threshold or Decimal(0)))
        label = Decimal(text(each, "total")[0][1])
        assert not label - chart.LETTERS // 2 < line < label


def test_a_missing_month_is_an_outline_with_a_question_mark() -> None:
    band = drawn(sample.evaluation(sample.banded()))
    assert len(shapes(band, "gone")) == 2
    assert [label for label, _ in text(band, "name")].count("?") == 2


def test_a_month_of_refunds_goes_down() -> None:
    months = tuple(
        replace(m, counted=-m.counted if n == 5 else m.counted) for n, m in enumerate(sample.EXACT_MONTHS)
    )
    assert len(shapes(drawn(sample.evaluation(sample.statement(months=months))), "less")) == 1


def test_nothing_but_zeros_or_refunds_can_still_be_drawn() -> None:
    for factor in (0, -1):
        months = tuple(replace(m, counted=m.counted * factor) for m in sample.EXACT_MONTHS)
        low = drawn(sample.evaluation(sample.statement(months=months)))
        assert chart.svg(replace(low, threshold=None, threshold_text="")).startswith("<svg")
    assert chart.svg(replace(low, bars=())) == ""
