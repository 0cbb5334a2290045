"""All models, so that Django finds them."""

from directbill.records.models.agreements import AgreementSignature
from directbill.records.models.applications import Application, Signature, Submission, TaskAnswers
from directbill.records.models.attention import Away, Escalation, Snooze
from directbill.records.models.billing import BillingStatement
from directbill.records.models.bureau import BureauOrder, BureauReport
from directbill.records.models.claims import Claim
from directbill.records.models.clock import ClockShift
from directbill.records.models.conversations import Conversation, Message
from directbill.records.models.criteria import CriterionResult, Independence
from directbill.records.models.decisions import Decision
from directbill.records.models.enrollments import (
    Enrollment,
    EnrollmentStep,
    Restriction,
    RestrictionStep,
    Signal,
)
from directbill.records.models.evaluations import Evaluation
from directbill.records.models.events import Event
from directbill.records.models.evidence import Evidence, EvidenceRevision
from directbill.records.models.issued import IssuedPaper
from directbill.records.models.items import Item, ItemStep
from directbill.records.models.ledgers import Ledger, LedgerFile, LedgerImport
from directbill.records.models.mailboxes import MailboxLink
from directbill.records.models.nonconformities import Nonconformity, NonconformityStep
from directbill.records.models.notes import Note, ReadUntil
from directbill.records.models.notices import Notice, OutboxMessage
from directbill.records.models.partners import Account, Invitation, Partner, Representative
from directbill.records.models.people import DeskMember, Person
from directbill.records.models.publications import EditionTold, Publication
from directbill.records.models.registers import RegisterAnswer
from directbill.records.models.saved_views import SavedView
from directbill.records.models.slots import Slot
from directbill.records.models.standing import Leaving, StandingStep, Waiver
from directbill.records.models.transitions import CustomerMove, ProviderLink, Transition

__all__ = [
    "Account",
    "AgreementSignature",
    "Application",
    "Away",
    "BillingStatement",
    "BureauOrder",
    "BureauReport",
    "Claim",
    "ClockShift",
    "Conversation",
    "CriterionResult",
    "CustomerMove",
    "Decision",
    "DeskMember",
    "EditionTold",
    "Enrollment",
    "EnrollmentStep",
    "Escalation",
    "Evaluation",
    "Event",
    "Evidence",
    "EvidenceRevision",
    "Independence",
    "Invitation",
    "IssuedPaper",
    "Item",
    "ItemStep",
    "Leaving",
    "Ledger",
    "LedgerFile",
    "LedgerImport",
    "MailboxLink",
    "Message",
    "Nonconformity",
    "NonconformityStep",
    "Note",
    "Notice",
    "OutboxMessage",
    "Partner",
    "Person",
    "ProviderLink",
    "Publication",
    "ReadUntil",
    "RegisterAnswer",
    "Representative",
    "Restriction",
    "RestrictionStep",
    "SavedView",
    "Signal",
    "Signature",
    "Slot",
    "Snooze",
    "StandingStep",
    "Submission",
    "TaskAnswers",
    "Transition",
    "Waiver",
]
