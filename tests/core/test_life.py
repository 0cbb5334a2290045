"""The desk's tables: each step by whom, from where, to where; whose turn each state is; what a life says of them."""

from enum import StrEnum
from itertools import chain
from typing import Any

import pytest

from directbill.core import (
    agreement,
    assessment,
    confirmation,
    contract,
    credit,
    decision,
    delivery,
    details,
    enrollment,
    renewal,
    restriction,
    vetting,
)
from directbill.core.findings import Turn
from directbill.core.life import Life
from directbill.core.states import Table
from directbill.core.work import ITSELF, LIVES, RECHECK

STEPS = {
    "confirmation": """
        open                  nobody       waiting -> in_review
        accept                desk         in_review, queried -> accepted
        query                 desk         in_review -> queried
        answer                applicant    queried -> in_review
        adjust                desk         in_review -> in_review
        refuse                desk         in_review, queried -> refused
        reopen                desk         accepted, refused -> in_review
        accept_by_rule        nobody       in_review -> accepted
        refuse_by_rule        nobody       in_review -> refused
        recheck               nobody       queried, accepted, refused -> in_review
    """,
    "assessment": """
        open                  nobody       waiting -> invited
        book                  applicant    invited, overdue -> booked
        rebook                applicant    booked -> booked
        cancel                applicant    booked -> invited
        call_off              assessor     booked -> invited
        miss                  assessor     booked -> invited
        hold                  assessor     booked -> held
        sign_off              assessor     held -> passed
        require               assessor     held -> correcting
        correct               applicant    correcting -> corrected
        send_back             assessor     corrected -> correcting
        close_out             assessor     corrected -> passed
        fail                  assessor     held, correcting, corrected -> failed
        recuse                assessor     invited, overdue, booked, held, correcting, corrected -> invited
        give_up               desk         overdue -> failed
        retake                desk         failed -> invited
        overdue               nobody       invited -> overdue
    """,
    "details": """
        open                  nobody       waiting -> to_give
        give                  applicant    to_give -> given
        change                applicant    given -> to_give
    """,
    "verification": """
        open                  nobody       not_started -> in_progress
        ask                   desk         in_progress -> pending_applicant_action
        provide               applicant    pending_applicant_action -> in_progress
        succeed               desk         in_progress -> succeeded
        fail                  desk         in_progress -> failed
        retry                 applicant    failed -> in_progress
        reject                desk         in_progress, pending_applicant_action, failed -> rejected
        correct               applicant    rejected -> in_progress
        appeal                applicant    rejected -> appealed
        uphold                desk         appealed -> rejected
        overturn              desk         appealed -> in_progress
        renew                 desk         expired -> in_progress
        succeed_by_rule       nobody       in_progress -> succeeded
        fail_by_rule          nobody       in_progress -> failed
        expire                nobody       pending_applicant_action, succeeded, failed -> expired
        recheck               nobody       pending_applicant_action, succeeded, failed, rejected, expired -> in_progress
    """,
    "credit": """
        open                  nobody       waiting -> in_review
        ask                   desk         in_review -> requested
        provide               applicant    requested -> in_review
        order                 desk         in_review -> at_bureau
        receive               third_party  at_bureau -> in_review
        give_up               desk         at_bureau -> in_review
        pass                  desk         in_review -> passed
        refer                 desk         in_review -> referred
        approve               desk         referred -> passed
        return                desk         referred -> in_review
        fail                  desk         in_review -> failed
        retry                 applicant    failed -> in_review
        renew                 desk         expired -> in_review
        expire                nobody       passed -> expired
    """,
    "decision": """
        open                  nobody       waiting -> to_recommend
        wait                  nobody       to_recommend, grant_recommended, refusal_recommended -> waiting
        recommend_grant       desk         to_recommend -> grant_recommended
        recommend_refusal     desk         to_recommend -> refusal_recommended
        return                desk         grant_recommended, refusal_recommended -> to_recommend
        grant                 desk         grant_recommended -> granted
        grant_with_conditions desk         grant_recommended -> granted_with_conditions
        refuse                desk         refusal_recommended -> refused
        appeal                applicant    refused -> appealed
        uphold                desk         appealed -> refused_finally
        overturn              desk         appealed -> to_recommend
        let_stand             nobody       refused -> refused_finally
        prove_conditions     applicant    granted_with_conditions, conditions_answered -> conditions_answered
        send_back             desk         conditions_answered -> granted_with_conditions
        close_some            desk         conditions_answered -> granted_with_conditions
        close_conditions      desk         conditions_answered -> granted
        miss_conditions       nobody       granted_with_conditions -> conditions_missed
        extend                desk         conditions_missed -> granted_with_conditions
        set_aside             desk         conditions_missed -> to_recommend
    """,
    "contract": """
        open                  nobody       waiting -> to_buy
        record                applicant    to_buy -> recorded
        confirm               desk         recorded, renewing -> confirmed
        send_back             desk         recorded -> to_buy
        renew                 applicant    confirmed -> renewing
        decline               desk         renewing -> confirmed
        lapse                 nobody       confirmed -> to_buy
    """,
    "agreement": """
        open                  nobody       waiting -> offered
        accept                applicant    offered -> accepted
        send_back             desk         accepted -> offered
        countersign           desk         accepted -> in_force
    """,
    "renewal": """
        open                  nobody       waiting -> to_recommend
        wait                  nobody       to_recommend, renewal_recommended, refusal_recommended -> waiting
        recommend_renewal     desk         to_recommend -> renewal_recommended
        recommend_refusal     desk         to_recommend -> refusal_recommended
        return                desk         renewal_recommended, refusal_recommended -> to_recommend
        renew                 desk         renewal_recommended -> renewed
        refuse                desk         refusal_recommended -> not_renewed
        appeal                applicant    not_renewed -> appealed
        uphold                desk         appealed -> not_renewed_finally
        overturn              desk         appealed -> to_recommend
        let_stand             nobody       not_renewed -> not_renewed_finally
    """,
    "enrollment": """
        activate                 nobody  pending_activation -> active
        restrict                 nobody  active, active_with_conditions -> restricted
        suspend                  nobody  active, active_with_conditions, restricted -> suspended
        revoke                   nobody  restricted, suspended -> revoked
        ease_to_suspended        nobody  revoked -> suspended
        ease_to_restricted       nobody  suspended, revoked -> restricted
        restore_with_conditions  nobody  active, restricted, suspended, revoked -> active_with_conditions
        restore                  nobody  active_with_conditions, restricted, suspended, revoked -> active
        end                      nobody  pending_activation, active, \
                                         active_with_conditions, restricted, suspended, revoked -> ended
    """,
    "restriction": """
        confirm              desk       proposed -> open
        drop                 desk       proposed -> dropped
        take_step            nobody     open -> open
        revoke               nobody     open -> completed
        cancel               nobody     proposed, open, cure_claimed -> cancelled
        claim_cure           applicant  open -> cure_claimed
        send_back            desk       cure_claimed -> open
        recommend_extension  desk       open, cure_claimed -> extension_recommended
        extend               desk       extension_recommended -> open
        recommend_lift       desk       open, cure_claimed -> lift_recommended
        lift                 desk       lift_recommended -> lift_decided
        lift_partly          desk       lift_recommended -> on_trial
        return               desk       extension_recommended, lift_recommended -> open
        take_effect          nobody     lift_decided -> lifted
        prove                applicant  on_trial -> trial_proven
        send_proof_back      desk       trial_proven -> on_trial
        accept_proof         desk       trial_proven -> lifted
        resume               nobody     on_trial -> open
        appeal               applicant  open -> appealed
        appeal               applicant  completed -> revocation_appealed
        uphold               desk       appealed -> open
        uphold               desk       revocation_appealed -> completed
        overturn             desk       appealed, revocation_appealed -> lifted
        settle               nobody     proposed, open, cure_claimed, extension_recommended, lift_recommended, \
                                        lift_decided, on_trial, trial_proven, appealed -> lifted
        close                nobody     proposed, open, cure_claimed, extension_recommended, lift_recommended, \
                                        lift_decided, on_trial, trial_proven, appealed, completed, \
                                        revocation_appealed -> closed
    """,
    "delivery": """
        claim                 nobody       queued, unknown -> sending
        send                  third_party  sending, unknown -> sent
        put_back              nobody       sending -> queued
        doubt                 nobody       sending -> unknown
        bounce                third_party  sending, sent, unknown -> bounced
    """,
}
TURNS: dict[str, dict[Turn, set[StrEnum]]] = {
    "confirmation": {
        Turn.NOBODY: {confirmation.State.WAITING, confirmation.State.ACCEPTED, confirmation.State.REFUSED},
        Turn.DESK: {confirmation.State.IN_REVIEW},
        Turn.APPLICANT: {confirmation.State.QUERIED},
    },
    "assessment": {
        Turn.NOBODY: {assessment.State.WAITING, assessment.State.PASSED},
        Turn.APPLICANT: {assessment.State.INVITED, assessment.State.OVERDUE, assessment.State.CORRECTING},
        Turn.ASSESSOR: {assessment.State.BOOKED, assessment.State.HELD, assessment.State.CORRECTED},
        Turn.DESK: {assessment.State.FAILED},
    },
    "details": {
        Turn.NOBODY: {details.State.WAITING, details.State.GIVEN},
        Turn.APPLICANT: {details.State.TO_GIVE},
    },
    "verification": {
        Turn.NOBODY: {vetting.State.NOT_STARTED, vetting.State.SUCCEEDED},
        Turn.DESK: {vetting.State.IN_PROGRESS, vetting.State.APPEALED, vetting.State.EXPIRED},
        Turn.APPLICANT: {
            vetting.State.PENDING_APPLICANT_ACTION,
            vetting.State.FAILED,
            vetting.State.REJECTED,
        },
    },
    "credit": {
        Turn.NOBODY: {credit.State.WAITING, credit.State.PASSED},
        Turn.DESK: {credit.State.IN_REVIEW, credit.State.REFERRED, credit.State.EXPIRED},
        Turn.APPLICANT: {credit.State.REQUESTED, credit.State.FAILED},
        Turn.THIRD_PARTY: {credit.State.AT_BUREAU},
    },
    "decision": {
        Turn.NOBODY: {decision.State.WAITING, decision.State.GRANTED, decision.State.REFUSED_FINALLY},
        Turn.DESK: {
            decision.State.TO_RECOMMEND,
            decision.State.GRANT_RECOMMENDED,
            decision.State.REFUSAL_RECOMMENDED,
            decision.State.CONDITIONS_ANSWERED,
            decision.State.CONDITIONS_MISSED,
            decision.State.APPEALED,
        },
        Turn.APPLICANT: {decision.State.GRANTED_WITH_CONDITIONS, decision.State.REFUSED},
    },
    "contract": {
        Turn.NOBODY: {contract.State.WAITING, contract.State.CONFIRMED},
        Turn.APPLICANT: {contract.State.TO_BUY},
        Turn.DESK: {contract.State.RECORDED, contract.State.RENEWING},
    },
    "agreement": {
        Turn.NOBODY: {agreement.State.WAITING, agreement.State.IN_FORCE},
        Turn.APPLICANT: {agreement.State.OFFERED},
        Turn.DESK: {agreement.State.ACCEPTED},
    },
    "renewal": {
        Turn.NOBODY: {renewal.State.WAITING, renewal.State.RENEWED, renewal.State.NOT_RENEWED_FINALLY},
        Turn.APPLICANT: {renewal.State.NOT_RENEWED},
        Turn.DESK: {
            renewal.State.TO_RECOMMEND,
            renewal.State.RENEWAL_RECOMMENDED,
            renewal.State.REFUSAL_RECOMMENDED,
            renewal.State.APPEALED,
        },
    },
    "enrollment": {
        Turn.NOBODY: {
            enrollment.State.PENDING_ACTIVATION,
            enrollment.State.ACTIVE,
            enrollment.State.REVOKED,
            enrollment.State.ENDED,
        },
        Turn.APPLICANT: {
            enrollment.State.ACTIVE_WITH_CONDITIONS,
            enrollment.State.RESTRICTED,
            enrollment.State.SUSPENDED,
        },
    },
    "restriction": {
        Turn.NOBODY: {
            restriction.State.DROPPED,
            restriction.State.LIFT_DECIDED,
            restriction.State.COMPLETED,
            restriction.State.LIFTED,
            restriction.State.CANCELLED,
            restriction.State.CLOSED,
        },
        Turn.APPLICANT: {restriction.State.OPEN, restriction.State.ON_TRIAL},
        Turn.DESK: {
            restriction.State.PROPOSED,
            restriction.State.CURE_CLAIMED,
            restriction.State.EXTENSION_RECOMMENDED,
            restriction.State.LIFT_RECOMMENDED,
            restriction.State.TRIAL_PROVEN,
            restriction.State.APPEALED,
            restriction.State.REVOCATION_APPEALED,
        },
    },
    "delivery": {
        Turn.THIRD_PARTY: {delivery.Delivery.QUEUED, delivery.Delivery.SENDING, delivery.Delivery.UNKNOWN},
        Turn.NOBODY: {delivery.Delivery.SENT, delivery.Delivery.BOUNCED},
    },
}
TABLES: tuple[Table[Any], ...] = (
    *(life.table for life in LIVES.values()),
    enrollment.TABLE,
    restriction.TABLE,
    delivery.TABLE,
)
OF_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
OF_LIFE = pytest.mark.parametrize("life", LIVES.values(), ids=lambda life: life.table.name)


def written(table: Table[Any]) -> list[str]:
    """The steps of a table, a line each."""
    return [
        f"{row.verb} {row.by} {', '.join(s for s in table.states() if s in row.sources)} -> {row.target}"
        for row in table.steps
    ]


@OF_TABLE
def test_every_step_is_somebodys_deed_from_some_states_to_one(table: Table[Any]) -> None:
    assert written(table) == [" ".join(line.split()) for line in STEPS[table.name].strip().splitlines()]


@OF_TABLE
def test_whose_turn_every_state_is(table: Table[Any]) -> None:
    assert {state: turn for turn, states in TURNS[table.name].items() for state in states} == table.turns


def verbs_named(life: Life[Any]) -> set[str]:
    return set(
        chain(
            life.onward,
            life.back,
            life.reasoned,
            life.makes,
            life.checks,
            life.hears,
            life.once,
            life.leaves,
            life.needs_loss,
            life.by_rule,
        )
    )


@OF_LIFE
def test_a_life_names_verbs_and_states_of_its_table(life: Life[Any]) -> None:
    verbs = {row.verb for row in life.table.steps}
    assert verbs_named(life) - verbs == set()
    assert (life.passed | life.lost | set(life.ends)) - set(life.table.states()) == set()


@OF_LIFE
def test_nothing_has_passed_that_waits_or_is_lost(life: Life[Any]) -> None:
    assert life.passed & (life.lost | {life.table.initial}) == set()


@OF_LIFE
def test_every_step_that_makes_a_thing_pass_is_a_step_onward_or_comes_from_where_it_passed(
    life: Life[Any],
) -> None:
    free = [row.verb for row in life.table.steps if row.target in life.passed and row.verb not in life.onward]
    sources = {s for row in life.table.steps if row.verb in free for s in row.sources}
    assert sources <= life.passed | lately_passed(life)


def lately_passed(life: Life[Any]) -> frozenset[StrEnum]:
    """A grant whose conditions were missed is still a grant."""
    return decision.GRANTED if life is decision.LIFE else frozenset()


@OF_LIFE
def test_what_a_person_does_against_the_company_needs_a_reason(life: Life[Any]) -> None:
    against = {row.verb for row in life.table.steps if row.target in life.lost and row.by is not Turn.NOBODY}
    assert against <= life.reasoned


@OF_LIFE
def test_a_proposal_is_confirmed_by_verbs_of_the_same_side(life: Life[Any]) -> None:
    assert bool(life.makes) == bool(life.checks)
    assert {life.table.doer(verb) for verb in life.makes | life.checks | life.hears} <= {Turn.DESK}


@OF_LIFE
def test_what_opens_by_itself_and_rules_are_nobodys_deed(life: Life[Any]) -> None:
    verbs = {row.verb for row in life.table.steps}
    nobodys = verbs & {*ITSELF, RECHECK} | life.by_rule
    assert {life.table.doer(verb) for verb in nobodys} == {Turn.NOBODY}
    assert life.table.verbs(life.table.initial) == ("open",)


@OF_TABLE
def test_a_verb_is_the_deed_of_one_side(table: Table[Any]) -> None:
    pairs = {(row.verb, row.by) for row in table.steps}
    assert len(pairs) == len({row.verb for row in table.steps})
