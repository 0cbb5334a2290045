"""Findings of an assessment in words."""

from directbill.core.criteria import Finding, Status
from directbill.documents.texts import Catalog


def said(found: Finding, texts: Catalog) -> str:
    """What came out, with the grade of a nonconformity; before that, how far the work is."""
    if found.status != Status.LOOKED_AT:
        return texts.say(f"assess.status_{found.status}")
    result = texts.say(f"assess.result_{found.result}")
    return f"{result} · {texts.say(f'assess.grade_{found.grade}')}" if found.grade else result
