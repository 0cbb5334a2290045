"""Mapping profiles: any distributor's file, described once by the person who knows it."""

from directbill.ledger.profiles.choice import Choice, among
from directbill.ledger.profiles.draft import Draft
from directbill.ledger.profiles.model import (
    DateOrder,
    Locale,
    MonthFrom,
    Profile,
    Sign,
    Vendor,
    fingerprint,
)
from directbill.ledger.profiles.preview import Shown, preview
from directbill.ledger.profiles.propose import propose
from directbill.ledger.profiles.reader import CATEGORIES, parse, read_profile
from directbill.ledger.profiles.store import confirm, find, fit
from directbill.ledger.profiles.written import written

__all__ = [
    "CATEGORIES", "Choice", "DateOrder", "Draft", "Locale", "MonthFrom", "Profile", "Shown", "Sign", "Vendor", "among",
    "confirm", "find", "fingerprint", "fit", "parse", "preview", "propose", "read_profile", "written",
]  # fmt: skip
