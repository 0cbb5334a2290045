"""Mapping profiles: any distributor's file, described once by the person who knows it."""

from directbill.ledger.profiles.model import DateOrder, Locale, MonthFrom, Profile, Sign, Vendor

__all__ = ["DateOrder", "Locale", "MonthFrom", "Profile", "Sign", "Vendor"]
