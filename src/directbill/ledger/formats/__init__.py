"""The known export formats, one file each; a file is recognized by its header only."""

from directbill.ledger.formats import (
    cost_management,
    daily_rated,
    focus,
    insights,
    legacy_license,
    legacy_usage,
    nce_recon,
)
from directbill.ledger.formats.format import Format

FORMATS: tuple[Format, ...] = (
    nce_recon.FORMAT,
    daily_rated.FORMAT,
    legacy_license.FORMAT,
    legacy_usage.FORMAT,
    legacy_usage.DAILY,
    cost_management.FORMAT,
    insights.ELIGIBILITY,
    insights.SUBSCRIPTIONS,
    *focus.FORMATS,
)
"""Mapped files are not here: a profile makes a format of its own."""
