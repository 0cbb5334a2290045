"""Answers as a person reads them, whatever they were asked by."""

from directbill.core.form import Field, FieldKind, Item, Value
from directbill.documents.texts import Catalog

PICKED = frozenset({FieldKind.CHOICE, FieldKind.COUNTRY, FieldKind.CURRENCY})


def shown(asked: Field, value: Value, *, texts: Catalog) -> str:
    """An answer as a person reads it."""
    if not isinstance(value, str):
        return "; ".join(filter(None, (_item_shown(asked, item, texts) for item in value)))
    if asked.kind in (FieldKind.YES_NO, FieldKind.CONFIRM) and value:
        return texts.say(f"ui.{value}")
    if asked.kind in PICKED and value in asked.choices:
        return texts.own(asked.choices[value])
    return texts.locale.day(value) if asked.kind is FieldKind.DATE and value else value


def given(asked: Field, value: Value, *, texts: Catalog, reads: bool) -> str:
    """An answer as this reader may see it: of a restricted one, the others see only that it was given."""
    return shown(asked, value, texts=texts) if reads or not asked.restricted else _given(value, texts)


def _given(value: Value, texts: Catalog) -> str:
    return texts.say("item.not_shown") if value else ""


def _item_shown(asked: Field, item: Item, texts: Catalog) -> str:
    return ", ".join(filter(None, (shown(f, item.get(f.key, ""), texts=texts) for f in asked.fields)))
