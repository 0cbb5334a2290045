"""XLSX: a workbook is read row by row, and only as far as it is asked for."""

from directbill.ledger.carriers.xlsx.records import peek, read

__all__ = ["peek", "read"]
