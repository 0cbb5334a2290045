"""A refusal as text: where, what was found, what to do; one language, no markup."""

from directbill.core.errors import Fault, Refusal
from directbill.documents.texts import Catalog, readable

MOST_SHOWN = 50


def render(refusal: Refusal, texts: Catalog) -> str:
    """All faults of a refusal, in order; beyond fifty only their number is said."""
    shown = [_fault(fault, texts) for fault in refusal.faults[:MOST_SHOWN]]
    more = len(refusal.faults) - MOST_SHOWN
    if more > 0:
        shown.append(texts.say("errors.more", count=more))
    shown.append(texts.say("errors.nothing_changed"))
    page = "\n".join(shown) + "\n"
    return page.replace("\N{NO-BREAK SPACE}", " ")


def on_page(fault: Fault, texts: Catalog) -> tuple[str, str]:
    """What was found and what to do, for whoever reads it on a page: there no option of a command helps."""
    found, do = texts.error(fault)
    key = f"page_do.{fault.code}"
    if not texts.has(key):
        return found, do
    place = {"file": readable(fault.place.file), "found": readable(fault.found)}
    return found, texts.say(key, **{name: readable(value) for name, value in fault.params.items()}, **place)


def where(fault: Fault) -> str:
    """`file:row:column`, as far as known."""
    place = fault.place
    parts = (place.file, place.row, place.column)
    return ":".join(readable(str(part)) for part in parts if part not in ("", None))


def _fault(fault: Fault, texts: Catalog) -> str:
    found, do = texts.error(fault)
    place, file = where(fault), readable(fault.place.file)
    if file and found.startswith(f"{file}:"):
        found = found[len(file) + 1 :].lstrip()
    head = f"{place}: {found}" if place else found
    return f"{head}\n  {texts.say('errors.to_do', do=do)}" if do else head
