"""The report on a terminal."""

import io
from pathlib import Path

import pytest
from rich.console import Console
from tests.documents import sample

from directbill.core.evaluation import Evaluation
from directbill.core.findings import Outcome
from directbill.documents import terminal
from directbill.documents.presenter import present
from directbill.documents.texts import catalog

EVERY = {
    "short": sample.evaluation(),
    "band": sample.evaluation(sample.banded(), name="2025-10-01", following=""),
    "without_data": sample.without_data(),
    "eligible": sample.eligible(),
    "oldest_edition": sample.evaluation(name="2018-08-31", following="2020-10-27"),
}


class Encoded(io.StringIO):
    """A text stream that can only carry one encoding."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding


def shown(evaluation: Evaluation, lang: str = "en", width: int = 80, encoding: str = "utf-8") -> str:
    page = Encoded(encoding)
    terminal.render(evaluation, catalog(lang), console=Console(file=page, width=width))
    return page.getvalue()


def test_the_first_lines_answer() -> None:
    assert shown(EVERY["short"]).splitlines()[:6] == [
        "CSP direct bill · edition 2024-04-10 · as of 22 Nov 2026        NOT ELIGIBLE YET",
        "Example Reseller & Sons · PartnerIDs 6048879, 6048880 · indirect reseller",
        "",
        "Revenue, 12 closed months                           USD 271,904.18 of 300,000.00",
        "  Nov 25 ▄▅▅▆▅▆▆▇▆▇██ Oct 26                                  short by 28,095.82",
        "  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━───────  90.6%",
    ]


def test_what_comes_later_stands_beside_what_is_needed_to_apply() -> None:
    lines = shown(EVERY["short"]).replace("\N{EN DASH}", "~").splitlines()
    assert lines[12:20] == [
        "To apply                                    Later",
        "  ✓ Partner ID          2 accounts            ~ Assessment   after Revenue",
        "  ? Authority to sign   you have not said     ~ Verification after Application",
        "  ✓ First-level support you said so           ~ Credit check after Verification",
        "  ✗ Revenue             short by 28,095.82    ~ Support plan do not buy yet",
        "  ✓ Months as reseller  26 of 12              ~ Agreement    after Assessment",
        "  ? Receivables         you have not said",
        "  ✓ Managed service     1 listed",
    ]


def under(heading: str, text: str) -> str:
    """What stands under a heading up to the next blank line, as one line."""
    lines = text.splitlines()
    after = lines[lines.index(heading) + 1 :]
    end = after.index("") if "" in after else len(after)
    return " ".join(line.strip() for line in after[:end])


def test_what_is_open_now_says_whose_turn_by_when_and_what_otherwise() -> None:
    now = under("What to do now", shown(EVERY["short"]))
    assert now.endswith(
        "Whose turn: Yours. By when: No deadline runs. Otherwise: You cannot apply. A partner already in the program "
        "is restricted in the end; new purchases stop first. In full: directbill explain revenue_ttm"
    )


def test_what_comes_later_says_so_too_and_once_for_all_it_is_the_same_for() -> None:
    later = under("What comes later", shown(EVERY["short"]).replace("\N{EN DASH}", "~"))
    assert later == (
        "~ Assessment, Support plan. Whose turn: Yours. By when: After the step named above. Otherwise: The "
        "application cannot be granted. A partner already in the program is restricted in the end; new purchases "
        "stop first. ~ Verification, Credit check, Agreement. Whose turn: Yours. By when: After the step named "
        "above. Otherwise: The application cannot be granted."
    )


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize("name", EVERY)
def test_every_open_item_is_named_where_the_answers_are(name: str, lang: str) -> None:
    report = present(EVERY[name], catalog(lang))
    titles = {i.title for g in report.groups for i in g.items if i.outcome is not Outcome.MET}
    said = [*report.standing, *report.later, *report.steps]
    assert [title for title in titles if not any(title in text for text in said)] == []


@pytest.mark.parametrize(
    ("name", "asked"),
    [("short", "revenue_ttm"), ("band", "signing_authority"), ("eligible", "business_verification")],
)
def test_the_hint_names_what_fails_first_else_what_is_open_first(name: str, asked: str) -> None:
    assert f"In full: directbill explain {asked}\n" in shown(EVERY[name])


def test_where_rows_were_left_out_the_report_says_how_many_and_what_follows() -> None:
    figure = sample.statement(rejected=3)
    text = " ".join(shown(sample.evaluation(figure)).split())
    assert "but 3 faulty rows were left out and could decide it." in text
    assert "NOT DECIDED YET" in text


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_is_wider_than_the_terminal(name: str, lang: str, width: int) -> None:
    assert max(map(len, shown(EVERY[name], lang, width).splitlines())) <= width


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_czech_line_ends_with_a_word_of_one_letter(name: str, width: int) -> None:
    ends = [
        line
        for line in shown(EVERY[name], "cs", width).splitlines()
        if line[-2:].strip().lower() in set("ksvzouai")
    ]
    assert ends == []


@pytest.mark.parametrize("name", EVERY)
def test_a_pipe_gets_no_colors_and_no_blanks_at_line_ends(name: str) -> None:
    text = shown(EVERY[name])
    assert "\x1b" not in text
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_a_terminal_gets_colors_and_no_color_is_honored(monkeypatch: pytest.MonkeyPatch) -> None:
    def colored() -> bool:
        page = io.StringIO()
        console = Console(file=page, width=80, force_terminal=True, color_system="truecolor")
        terminal.render(EVERY["short"], catalog("en"), console=console)
        return "\x1b[1;31m" in page.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert colored()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colored()


@pytest.mark.parametrize("lang", ["en", "cs"])
@pytest.mark.parametrize("name", EVERY)
def test_an_ascii_terminal_gets_marks_and_letters_it_can_show(name: str, lang: str) -> None:
    text = shown(EVERY[name], lang, encoding="ascii")
    assert text.isascii()
    assert "\ufffd" not in text


def test_czech_without_its_accents_is_still_czech() -> None:
    assert "ZADOST ZATIM NELZE PODAT" in shown(EVERY["short"], "cs", encoding="ascii")
    assert "  11/25 =++*+**%*%## 10/26" in shown(EVERY["short"], "cs", encoding="ascii")


def test_markup_in_the_users_words_stays_text() -> None:
    named = sample.replace(sample.partner(), name="[red]Firm[/red] :smile:")
    facts = sample.replace(EVERY["short"].facts, partner=named)
    assert "[red]Firm[/red] :smile:" in shown(sample.replace(EVERY["short"], facts=facts))


def test_a_missing_month_is_a_dot_and_a_month_of_nothing_is_the_lowest_block() -> None:
    report = present(EVERY["band"], catalog("en"))
    assert report.revenue is not None
    bars = (
        *report.revenue.chart.bars[:4],
        sample.replace(report.revenue.chart.bars[0], value=sample.Decimal(-5)),
    )
    assert "".join(terminal.levels(bars)) == "▇██·▁"


def test_months_of_only_refunds_draw_without_fault() -> None:
    report = present(EVERY["short"], catalog("en"))
    assert report.revenue is not None
    refunds = [sample.replace(bar, value=-bar.value) for bar in report.revenue.chart.bars]
    assert set(terminal.levels(refunds)) == {"▁"}


def test_the_picture_in_the_documentation_fetches_nothing() -> None:
    drawn = (Path(__file__).parents[2] / "docs" / "images" / "report.svg").read_text(encoding="utf-8")
    assert ("url(http" in drawn, "font-face" in drawn, len(drawn) < 60_000) == (False, False, True)


@pytest.mark.parametrize("width", [60, 80])
def test_a_figure_or_a_date_is_never_broken_at_the_end_of_a_line(width: int) -> None:
    text = shown(EVERY["short"], "cs", width)
    assert [line for line in text.splitlines() if line.endswith((" 300", " 271"))] == []
    assert "300 000,00" in text
