"""Where the figure of an item is shown to the desk."""

from django.urls import reverse

from directbill.access.permissions import Permission
from directbill.queries import submitted_ledger
from directbill.records.models import Item
from directbill.web.ui.itemized import View


def link(view: View, row: Item) -> str:
    """The page of the figure of an item; empty where it has none, or none was submitted."""
    is_one = view.desk is not None and bool(view.desk.entry(row.key).figure)
    shown = is_one and view.may(Permission.LEDGER_READ) and submitted_ledger.known(view.owner) is not None
    return url(row, "desk_figure") if shown else ""


def url(row: Item, name: str) -> str:
    """A page of an item at the desk, by its name."""
    return reverse(name, args=[row.application_id, row.key])
