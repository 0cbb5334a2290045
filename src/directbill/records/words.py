"""The words columns are limited to, where the core does not name them."""

from enum import StrEnum


class Language(StrEnum):
    EN = "en"
    CS = "cs"


class PartnerRole(StrEnum):
    """What a representative may do for a partner; access/roles.py says it in permissions."""

    GLOBAL_ADMINISTRATOR = "global_administrator"
    CONTRIBUTOR = "contributor"
    READER = "reader"


class DeskRole(StrEnum):
    """What a person of the program may do; access/roles.py says it in permissions."""

    REVIEWER = "reviewer"
    CREDIT_ANALYST = "credit_analyst"
    APPROVER = "approver"
    AUDITOR = "auditor"
    PROGRAM_MANAGER = "program_manager"
    ASSESSOR = "assessor"


class ActorKind(StrEnum):
    """Who did something: a signed-in person, whoever followed a link that was sent, or the installation itself."""

    PERSON = "person"
    LINK = "link"
    SYSTEM = "system"


class Proof(StrEnum):
    """What a sign-in says of being a Global administrator. Silence is no denial."""

    PROVED = "proved"
    DENIED = "denied"
    NOT_SAID = "not_said"
    DECLARED = "declared"
    """A local account: nobody but the person says so."""


class ImportState(StrEnum):
    """Where an import of billing files stands."""

    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    REFUSED = "refused"
    FAILED = "failed"
    TAKEN_BACK = "taken_back"


class Scan(StrEnum):
    """What the search for harmful content said of a file."""

    CLEAN = "clean"
    NOT_SCANNED = "not_scanned"


class ConversationState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Side(StrEnum):
    """Who wrote a message."""

    PARTNER = "partner"
    DESK = "desk"


class Answered(StrEnum):
    """What became of a question to the program manager."""

    ANSWERED = "answered"
    RETURNED = "returned"
