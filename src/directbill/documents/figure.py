"""The revenue block: the figure, its distance, how far it can be trusted, and where it is going."""

from decimal import Decimal

from directbill.core.evaluation import Evaluation, Forecast
from directbill.core.findings import Finding, Outcome
from directbill.core.money import EXACT, shown_against, total
from directbill.core.statement import Statement
from directbill.documents.report import Bar, Chart, Revenue
from directbill.documents.words import Words, is_currency

PERCENT = Decimal("0.1")


def revenue_finding(evaluation: Evaluation) -> Finding | None:
    """The finding measured in the statement's currency, if the edition has one."""
    statement = evaluation.facts.statement
    if statement is None:
        return None
    return next((f for f in evaluation.findings if f.unit == statement.currency), None)


def revenue(evaluation: Evaluation, words: Words) -> Revenue | None:
    """The block, or None where there is no statement."""
    statement = evaluation.facts.statement
    if statement is None:
        return None
    finding = revenue_finding(evaluation)
    threshold = finding.threshold if finding else None
    held = _held(statement, finding)
    figure = words.money(held, threshold)
    share = _share(held, threshold)
    return Revenue(
        requirement=finding.requirement if finding else "",
        heading=words.say("revenue.heading", n=len(statement.window)),
        period=words.say("revenue.period", first=statement.window.first, last=statement.window.last),
        currency=statement.currency,
        amount=words.say("amount", currency=statement.currency, amount=figure),
        line=_line(figure, threshold, statement, words),
        of_threshold="" if threshold is None else words.say("revenue.of", threshold=words.money(threshold)),
        distance=distance(finding, words),
        outcome=finding.outcome if finding else None,
        share=share,
        share_text="" if share is None else words.say("revenue.share", share=words.count(share)),
        grade=statement.grade.value,
        grade_title=words.say(f"grade.{statement.grade.value}"),
        grade_reasons=tuple(words.reason(r) for r in statement.grade_reasons),
        band=_band(statement, threshold, words),
        of_whom=_of_whom(finding, statement, words),
        paid=_paid(statement, threshold, words),
        pace=_pace(evaluation.forecast, threshold, held, words),
        leaving=_leaving(evaluation.forecast, statement, words),
        lines=words.say(
            "revenue.lines", counted=statement.lines_counted, not_counted=statement.lines_not_counted
        ),
        missing=_missing(statement, words),
        chart=chart(statement, words, threshold=threshold if held == statement.counted else None),
    )


def _held(statement: Statement, finding: Finding | None) -> Decimal:
    """The figure the threshold is held against: all that counts, what is paid of it, or the least division's."""
    return statement.counted if finding is None or finding.measure is None else finding.measure


def _of_whom(finding: Finding | None, statement: Statement, words: Words) -> str:
    """Whose figure it is, where each division is tested by itself; with what the whole company comes to."""
    key = finding.reason.params.get("division", "") if finding else ""
    if not finding or not key:
        return ""
    whole = words.say("amount", currency=statement.currency, amount=words.money(statement.counted))
    return words.say("revenue.least", division=key, n=len(finding.divisions), whole=whole)


def distance(finding: Finding | None, words: Words) -> str:
    """How far above or short of the threshold, in the unit of the finding."""
    if finding is None or finding.distance is None:
        return ""
    if finding.distance == 0:
        return words.say("revenue.exactly")
    if finding.distance < 0:
        key = "revenue.short_by" if finding.outcome is Outcome.NOT_MET else "revenue.short_so_far"
        return words.say(key, amount=_gap(finding, finding.distance, words))
    return words.say("revenue.above_by", amount=_gap(finding, finding.distance, words))


def _gap(finding: Finding, distance: Decimal, words: Words) -> str:
    """The gap; below half a cent with more digits, for it would be shown as nothing although it decides."""
    if not is_currency(finding.unit):
        return words.count(abs(distance))
    return words.texts.locale.money(abs(shown_against(distance, Decimal(0))))


def chart(statement: Statement, words: Words, *, threshold: Decimal | None) -> Chart:
    """The months as bars, each with the running total it leads to."""
    bars: list[Bar] = []
    for month in statement.months:
        running = total((bars[-1].running if bars else Decimal(0), month.counted))
        bars.append(
            Bar(
                month=str(month.month),
                short=words.texts.locale.month_short(month.month),
                axis=words.texts.locale.month_dates[month.month.month - 1].rstrip("."),
                year="" if bars and month.month.month != 1 else str(month.month.year),
                long=words.texts.locale.month(month.month),
                value=month.counted,
                text=words.money(month.counted, threshold) if month.covered else words.say("chart.no_data"),
                running=running,
                running_text=words.money(running, threshold),
                lines=month.lines,
                covered=month.covered,
            )
        )
    return Chart(
        title=words.say("chart.title", currency=statement.currency),
        description=_described(bars, threshold, words),
        bars=tuple(bars),
        threshold=threshold,
        threshold_text="" if threshold is None else words.money(threshold),
        month_label=words.say("table.month"),
        running_label=words.say("table.running"),
        legend_month=words.say("chart.this_month"),
        legend_before=words.say("chart.before"),
        missing_label=words.say("chart.no_data"),
    )


def _described(bars: list[Bar], threshold: Decimal | None, words: Words) -> str:
    if not bars:
        return ""
    key = "chart.described" if threshold is None else "chart.described_against"
    return words.say(
        key,
        n=len(bars),
        first=bars[0].month,
        last=bars[-1].month,
        total=bars[-1].running_text,
        threshold="" if threshold is None else words.money(threshold),
        least=min(bars, key=lambda b: b.value).text,
        most=max(bars, key=lambda b: b.value).text,
    )


def _line(figure: str, threshold: Decimal | None, statement: Statement, words: Words) -> str:
    if threshold is None:
        return words.say("amount", currency=statement.currency, amount=figure)
    bar = words.money(threshold)
    return words.say("revenue.line", currency=statement.currency, figure=figure, threshold=bar)


def _share(counted: Decimal, threshold: Decimal | None) -> Decimal | None:
    """Percent of the threshold, cut and not rounded, so that 100 is only said when it is reached."""
    if not threshold:
        return None
    percent = EXACT.divide(counted * 100, threshold)
    return percent.quantize(PERCENT, rounding="ROUND_FLOOR")


def _band(statement: Statement, threshold: Decimal | None, words: Words) -> str:
    if statement.low == statement.high:
        return ""
    across = threshold is not None and statement.low < threshold <= statement.high
    key = "revenue.band_across" if across else "revenue.band"
    low, high = (words.money(end, threshold) for end in (statement.low, statement.high))
    return words.say(key, low=low, high=high, currency=statement.currency)


def _paid(statement: Statement, threshold: Decimal | None, words: Words) -> str:
    """The figure that does not decide, beside the one that does."""
    if not words.edition.revenue.billed_decides:
        amount = words.money(statement.counted, threshold)
        return words.say("revenue.billed", amount=amount, currency=statement.currency)
    if statement.paid is None:
        return words.say("revenue.paid_unknown")
    amount = words.money(statement.paid, threshold)
    return words.say("revenue.paid", amount=amount, currency=statement.currency)


def _missing(statement: Statement, words: Words) -> str:
    if not statement.missing:
        return ""
    months = words.texts.locale.months(statement.missing)
    return words.say("revenue.missing", n=len(statement.missing), months=months)


def _pace(forecast: Forecast | None, threshold: Decimal | None, held: Decimal, words: Words) -> str:
    if forecast is None or threshold is None or not forecast.projections:
        return ""
    likely = forecast.projections[0]
    if held < threshold:
        key = "pace.crosses" if likely.crosses else "pace.never"
        return words.say(key, month=likely.crosses or "", n=len(likely.figures))
    key = "pace.falls" if likely.falls else "pace.stays"
    return words.say(key, month=likely.falls or "", n=len(likely.figures))


def _leaving(forecast: Forecast | None, statement: Statement, words: Words) -> str:
    if forecast is None or not forecast.leaving:
        return ""
    first = forecast.leaving[0]
    if first.leaves in statement.missing:
        return words.say("pace.leaving_missing", month=first.leaves)
    return words.say("pace.leaving", amount=words.money(first.amount), month=first.leaves)


def revenue_assumptions(words: Words) -> tuple[str, ...]:
    """What the edition's revenue rule rests on where its source is silent."""
    rule = words.edition.revenue
    sources = (rule.source, *rule.value_sources.values())
    return tuple(dict.fromkeys(words.texts.own(s.note) for s in sources if s.assumed and s.note))
