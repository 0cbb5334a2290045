"""The roles, each with everything it may do. This table is the documentation; a test holds it row by row."""

from collections.abc import Mapping
from enum import StrEnum

from directbill.access.permissions import Permission
from directbill.records.words import DeskRole, PartnerRole

P = Permission
Role = PartnerRole | DeskRole | StrEnum


class OtherRole(StrEnum):
    """Those who are neither of a partner nor of the desk."""

    MAILBOX = "mailbox"
    """Whoever reads a mailbox and followed the link that was sent there."""
    SIGNATORY = "signatory"
    """Whoever followed the link to sign one application, or to accept for an indirect provider."""
    SYSTEM = "system"
    """The installation itself: jobs and commands."""


READING = frozenset(
    {
        P.APPLICATION_READ,
        P.CONVERSATION_READ,
        P.ENROLLMENT_READ,
        P.EVENT_READ,
        P.EVIDENCE_READ,
        P.ITEM_READ,
        P.LEDGER_READ,
        P.PARTNER_READ,
    }
)
WORKING = READING | {
    P.ACCOUNT_CHANGE,
    P.ANSWERS_CHANGE,
    P.APPLICATION_BEGIN,
    P.CONVERSATION_CLOSE,
    P.CONVERSATION_OPEN,
    P.CONVERSATION_WRITE,
    P.EVIDENCE_CHANGE,
    P.ITEM_ANSWER,
    P.LEDGER_IMPORT,
    P.MAILBOX_ASK,
    P.MESSAGE_WRITE,
    P.RESTRICTION_ANSWER,
    P.TRANSITION_WORK,
}
NOTING = frozenset({P.NOTE_READ, P.NOTE_WRITE})
AT_DESK = READING | {P.PUBLICATION_READ}
OF_PARTNER: Mapping[PartnerRole, frozenset[P]] = {
    PartnerRole.GLOBAL_ADMINISTRATOR: WORKING
    | {
        P.AGREEMENT_ACCEPT,
        P.APPLICATION_AMEND,
        P.APPLICATION_RECALL,
        P.APPLICATION_SUBMIT,
        P.APPLICATION_WITHDRAW,
        P.INVITATION_MAKE,
        P.LEAVING_GIVE,
        P.REPRESENTATIVE_CHANGE_ROLE,
        P.REPRESENTATIVE_END,
        P.TRANSITION_ASK,
    },
    PartnerRole.CONTRIBUTOR: WORKING,
    PartnerRole.READER: READING,
}
OF_DESK: Mapping[DeskRole, frozenset[P]] = {
    DeskRole.REVIEWER: AT_DESK
    | NOTING
    | {
        P.CONVERSATION_ANSWER,
        P.CONVERSATION_CLOSE,
        P.DECISION_RECOMMEND,
        P.DETAILS_READ_RESTRICTED,
        P.ITEM_ASSIGN,
        P.ITEM_REVIEW,
        P.MAILBOX_ASK,
        P.MESSAGE_WRITE,
        P.REGISTER_ASK,
        P.RESTRICTION_REVIEW,
        P.SIGNAL_DISMISS,
        P.TRANSITION_REVIEW,
        P.WAIVER_PROPOSE,
    },
    DeskRole.CREDIT_ANALYST: AT_DESK
    | NOTING
    | {
        P.CONVERSATION_ANSWER,
        P.CREDIT_READ,
        P.CREDIT_REVIEW,
        P.DETAILS_READ_RESTRICTED,
        P.ITEM_ASSIGN,
        P.MESSAGE_WRITE,
    },
    DeskRole.APPROVER: AT_DESK
    | NOTING
    | {
        P.AGREEMENT_COUNTERSIGN,
        P.DECISION_HEAR,
        P.DECISION_TAKE,
        P.ITEM_ASSIGN,
        P.RESTRICTION_DECIDE,
        P.RESTRICTION_HEAR,
        P.TRANSITION_COMPLETE,
        P.WAIVER_DECIDE,
    },
    DeskRole.AUDITOR: AT_DESK | {P.CREDIT_READ, P.NOTE_READ, P.PROGRAM_READ},
    DeskRole.PROGRAM_MANAGER: AT_DESK
    | NOTING
    | {
        P.CONVERSATION_ANSWER,
        P.CONVERSATION_CLOSE,
        P.DECISION_HEAR,
        P.DESK_INVITE,
        P.ESCALATION_ANSWER,
        P.ITEM_ASSIGN,
        P.MESSAGE_WRITE,
        P.PROGRAM_READ,
        P.PUBLICATION_CONFIRM,
        P.PUBLICATION_PROPOSE,
        P.RESTRICTION_HEAR,
    },
    DeskRole.ASSESSOR: frozenset({P.ASSESSMENT_HOLD}),
}
OF_OTHERS: Mapping[OtherRole, frozenset[P]] = {
    OtherRole.MAILBOX: frozenset({P.MAILBOX_PROVE}),
    OtherRole.SIGNATORY: frozenset({P.APPLICATION_SIGN, P.TRANSITION_ACCEPT}),
    OtherRole.SYSTEM: frozenset(
        {
            P.APPLICATION_LAPSE,
            P.BILLING_RECORD,
            P.CLOCK_MOVE,
            P.DESK_APPOINT,
            P.DESK_INVITE,
            P.ENROLLMENT_CLOCK,
            P.ITEM_CLOCK,
            P.LEDGER_EVALUATE,
            P.NOTICE_SEND,
        }
    ),
}
