"""Outcome, editions, facts and answers: section 9."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from directbill.core.periods import Month
from tests.fixtures import cast
from tests.fixtures.bill import charge, recon, year
from tests.judge import Answer, check, put, run

ATTESTED = ("signing_authority", "first_level_support", "receivables_infrastructure")


def company(*, answers: dict[str, str] | None = None, happened: str = "", more: str = "") -> str:
    said = {**dict.fromkeys(ATTESTED, "yes"), "partner_id": "yes", **(answers or {})}
    tables = "".join(f'\n[answers.{key}]\nanswer = "{word}"\n' for key, word in said.items())
    managed = '\n[answers.managed_service]\nanswer = "yes"\nitems = ["Managed backup"]\n'
    return f'name = "The company"\n{more}\n[[accounts]]\nid = "{cast.OWN}"\n{tables}{managed}{happened}'


def ask(
    folder: Path,
    *charges: dict[str, str],
    text: str = "",
    options: tuple[str, ...] = (),
    **more: str,
) -> Answer:
    paths = put(folder, {"recon.csv": recon(*charges), "partner.toml": (text or company()).encode()})
    answer = check(paths[0], ids=[], options=("--partner", str(paths[1]), *options), **more)
    assert answer.code == 0, answer.err
    return answer


def test_all_met_is_eligible(tmp_path: Path) -> None:
    assert ask(tmp_path, *year()).result["outcome"] == "eligible"


def test_one_thing_not_met_is_not_eligible(tmp_path: Path) -> None:
    assert ask(tmp_path, *year("1.00")).result["outcome"] == "not_eligible"


@pytest.mark.parametrize("key", ATTESTED)
def test_an_answer_not_given_is_unknown_and_leaves_it_undecided(key: str, tmp_path: Path) -> None:
    answer = ask(tmp_path, *year(), text=company(answers={key: "unknown"}))
    assert (answer.finding(key)["outcome"], answer.result["outcome"]) == ("unknown", "undecided")


@pytest.mark.parametrize("key", ATTESTED)
def test_an_answer_of_no_is_not_met(key: str, tmp_path: Path) -> None:
    answer = ask(tmp_path, *year(), text=company(answers={key: "no"}))
    assert (answer.finding(key)["outcome"], answer.result["outcome"]) == ("not_met", "not_eligible")


def test_not_met_beats_unknown(tmp_path: Path) -> None:
    answer = ask(tmp_path, *year("1.00"), text=company(answers={"signing_authority": "unknown"}))
    assert answer.result["outcome"] == "not_eligible"


TO_APPLY = (
    "partner_id", "signing_authority", "first_level_support", "revenue_ttm", "indirect_tenure",
    "receivables_infrastructure", "managed_service",
)  # fmt: skip
LATER = (
    "capability_assessment",
    "business_verification",
    "credit_check",
    "support_plan",
    "partner_agreement",
)


def test_the_phases_are_those_of_the_source_text(tmp_path: Path) -> None:
    phases = {f["requirement"]: f["phase"] for f in ask(tmp_path, *year()).result["findings"]}
    assert phases == dict.fromkeys(TO_APPLY, "to_apply") | dict.fromkeys(LATER, "to_be_authorized")


def test_later_steps_are_not_yet_and_decide_nothing(tmp_path: Path) -> None:
    answer = ask(tmp_path, *year())
    assert {answer.finding(key)["outcome"] for key in LATER} == {"not_yet"}


def test_the_support_plan_waits_for_the_credit_check_in_plain_words(tmp_path: Path) -> None:
    finding = ask(tmp_path, *year()).finding("support_plan")
    assert ("credit_check" in finding["after"], "not" in finding["reason"]["text"].lower()) == (True, True)


def test_a_plan_bought_too_early_is_warned_of(tmp_path: Path) -> None:
    text = company(happened="\n[happened]\nsupport_plan = 2026-10-01\n")
    answer = ask(tmp_path, *year(), text=text)
    assert (answer.finding("support_plan")["outcome"], "plan_before_credit_check" in answer.out) == (
        "not_yet",
        True,
    )


def test_an_id_alone_leaves_every_attestation_unknown(tmp_path: Path) -> None:
    answer = check(*put(tmp_path, {"recon.csv": recon(*year())}), ids=[cast.OWN])
    assert {answer.finding(k)["outcome"] for k in (*ATTESTED, "managed_service")} == {"unknown"}
    assert (answer.finding("revenue_ttm")["outcome"], answer.result["outcome"]) == ("met", "undecided")


def test_one_attributed_id_in_the_files_is_taken_and_marked_assumed(tmp_path: Path) -> None:
    answer = check(*put(tmp_path, {"recon.csv": recon(*year("5.00"))}), ids=[])
    assert (answer.code, answer.counted, "assumed" in answer.out) == (0, Decimal("60.00"), True)


def test_an_id_between_blanks_is_the_same_company(tmp_path: Path) -> None:
    lines = [*year("5.00"), charge("7.00", reseller=f" {cast.OWN} "), charge("9.00", reseller="NULL")]
    answer = check(*put(tmp_path, {"recon.csv": recon(*lines)}), ids=[])
    assert (answer.counted, answer.result["partner"]["ids"]) == (Decimal("67.00"), [cast.OWN])


def test_several_ids_in_the_files_ask_which_and_show_none_of_them(tmp_path: Path) -> None:
    lines = (charge("5.00"), charge("987654.32", reseller=cast.RIVAL))
    answer = check(*put(tmp_path, {"recon.csv": recon(*lines)}), ids=[])
    shown = answer.out + answer.err
    assert (answer.code, "--partner-id" in shown) == (2, True)
    assert [w for w in (cast.OWN, cast.RIVAL, "987654") if w in shown] == []


EDITIONS = {
    "2018-08-31": "2018-08-31", "2020-10-26": "2018-08-31", "2020-10-27": "2020-10-27", "2023-04-23": "2020-10-27",
    "2023-04-24": "2023-04-24", "2024-04-09": "2023-04-24", "2024-04-10": "2024-04-10", "2026-11-22": "2024-04-10",
}  # fmt: skip


@pytest.mark.parametrize(("as_of", "edition"), EDITIONS.items())
def test_the_newest_enabled_edition_of_the_day_applies(as_of: str, edition: str, tmp_path: Path) -> None:
    month = str(Month.of(date.fromisoformat(as_of)).plus(-2))
    assert ask(tmp_path, charge("1.00", month), as_of=as_of).result["edition"] == edition


def test_a_day_before_the_first_edition_is_refused(tmp_path: Path) -> None:
    answer = check(*put(tmp_path, {"recon.csv": recon(charge("1.00"))}), ids=[cast.OWN], as_of="2018-08-30")
    assert (answer.code, answer.out) == (2, "")


def test_a_later_edition_is_a_preview_and_says_so(tmp_path: Path) -> None:
    answer = ask(tmp_path, charge("1.00", "2024-03"), as_of="2024-05-10", options=("--edition", "2025-10-01"))
    assert (answer.result["edition"], "preview" in answer.out) == ("2025-10-01", True)


def test_the_next_edition_is_named_with_what_it_would_say(tmp_path: Path) -> None:
    following = ask(tmp_path, *year()).result["next_edition"]
    assert (following["edition"], following["outcome"]) == ("2025-10-01", "not_eligible")


def test_after_the_last_edition_there_is_no_next(tmp_path: Path) -> None:
    assert ask(tmp_path, *year(), options=("--edition", "2025-10-01")).result["next_edition"] is None


def test_what_would_flip_if_perpetual_software_counted_is_named(tmp_path: Path) -> None:
    lines = [*year("20000.00"), charge("60000.00", category="perpetual_software")]
    plain = ask(tmp_path, *year("20000.00")).finding("revenue_ttm")["reason"]["code"]
    finding = ask(tmp_path, *lines).finding("revenue_ttm")
    assert (finding["outcome"], finding["reason"]["code"] != plain) == ("not_met", True)


@pytest.mark.parametrize(("lines", "options", "code"), [
    ("30000.00", ("--exit-code",), 0), ("1.00", ("--exit-code",), 10), ("1.00", (), 0),
])  # fmt: skip
def test_the_exit_code_tells_the_outcome_when_asked(
    lines: str, options: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    paths = put(tmp_path, {"recon.csv": recon(*year(lines)), "partner.toml": company().encode()})
    answer = run(
        "check",
        str(paths[0]),
        "--partner",
        str(paths[1]),
        "--as-of",
        cast.AS_OF,
        "--format",
        "json",
        *options,
    )
    assert answer.code == code


def test_undecided_is_eleven(tmp_path: Path) -> None:
    path = put(tmp_path, {"recon.csv": recon(*year())})[0]
    answer = run(
        "check", str(path), "--partner-id", cast.OWN, "--as-of", cast.AS_OF, "--format", "json", "--exit-code"
    )
    assert answer.code == 11


def test_distance_is_measure_less_threshold(tmp_path: Path) -> None:
    finding = ask(tmp_path, *year("20000.00")).finding("revenue_ttm")
    assert (finding["measure"], finding["threshold"], finding["distance"]) == (
        "240000.00",
        "300000.00",
        "-60000.00",
    )


def test_nothing_but_the_result_goes_to_standard_output(tmp_path: Path) -> None:
    answer = ask(tmp_path, *year())
    assert (answer.out.lstrip()[0], answer.err != "") == ("{", True)


def test_check_writes_nothing_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIRECTBILL_DATA", str(tmp_path / "data"))
    paths = put(tmp_path, {"recon.csv": recon(*year())})
    before = sorted(tmp_path.rglob("*"))
    check(*paths, ids=[cast.OWN])
    assert sorted(tmp_path.rglob("*")) == before
