"""The clock: the only place of the command line that reads it, besides the fault report."""

from datetime import date, datetime


def today() -> date:
    """The day it is for the person at the keyboard."""
    return datetime.now().astimezone().date()
