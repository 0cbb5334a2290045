"""The receipt of an import on paper: every row accounted for, every document with its month and its invoice."""

from directbill.documents.sheet import Sheet
from directbill.documents.texts import Catalog
from directbill.ledger.receipt import Receipt
from directbill.queries.receipt_told import told


def render(receipt: Receipt, texts: Catalog) -> str:
    """The receipt as plain text of eighty columns."""
    found = told(receipt, texts)
    sheet = Sheet()
    sheet.heading(found.heading)
    for said in (found.ids, found.others):
        if said:
            sheet.paragraph(said)
    for file in found.files:
        sheet.caption(file.caption)
        sheet.answers(file.answers)
        if file.documents:
            sheet.table(file.documents)
        for line in file.remarks:
            sheet.line(line)
    for line in found.moved:
        sheet.line(line)
    return sheet.text()
