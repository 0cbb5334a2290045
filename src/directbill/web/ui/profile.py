"""The accepted version of the enrollment form beside the one under review, field by field, on both sides' pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from directbill.access.permissions import Permission
from directbill.core import profile as versions
from directbill.core.form import Field, FieldKind
from directbill.core.profile import Profile, Version
from directbill.core.work import LIVES, Work
from directbill.queries import days, profile
from directbill.records.models import Item
from directbill.web.ui import fields
from directbill.web.ui.itemized import View


@dataclass(frozen=True, slots=True)
class Row:
    """One answer in both versions. `says` is what its change is verified by, and whether it can ever change."""

    label: str
    accepted: str
    under_review: str
    differs: bool
    says: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Both versions: who gave each, since when it holds or what it waits for, and every answer."""

    accepted: str
    under_review: str
    rows: tuple[Row, ...]


def of(view: View, row: Item) -> Shown | None:
    """The versions of the form; None on other items, and before it was given."""
    if view.desk is None or row.work != Work.DETAILS:
        return None
    own = next((each for each in view.rows if each.id == row.id), row)
    found = profile.of(own, view.rows, desk=view.desk)
    if found.accepted is None and found.under_review is None:
        return None
    return Shown(_accepted(view, found.accepted), _under_review(view, found), tuple(_rows(view, row, found)))


def _accepted(view: View, found: Version | None) -> str:
    if found is None or found.since is None:
        return view.texts.say("profile.none_accepted")
    day, given = days.of(found.since), days.of(found.given.at)
    return view.texts.say("profile.accepted", by=found.given.by, given=given, day=day)


def _under_review(view: View, found: Profile) -> str:
    version = found.under_review
    if version is None or view.desk is None:
        return view.texts.say("profile.none_under_review")
    waits = ", ".join(view.texts.own(view.desk.entry(key).title) for key in version.waits)
    day = days.of(version.given.at)
    return view.texts.say("profile.under_review", by=version.given.by, day=day, waits=waits)


def _rows(view: View, row: Item, found: Profile) -> Iterator[Row]:
    for each in _fields(view, row):
        yield Row(
            view.texts.own(each.label),
            _text(view, each, found.accepted),
            _text(view, each, found.under_review),
            _differs(each, found),
            " ".join(_notes(view, each, found)),
        )


def _fields(view: View, row: Item) -> Iterator[Field]:
    """What the form asks for."""
    for verb in sorted(LIVES[Work.DETAILS].onward):
        yield from (f for f in view.ask(row, verb).fields if f.kind is not FieldKind.EVIDENCE)


def _text(view: View, each: Field, version: Version | None) -> str:
    """An answer as a page shows it; what is restricted only to those who may read it, and to the company itself."""
    if version is None:
        return ""
    own = view.owner.partner_id in view.actor.partners
    reads = own or view.may(Permission.DETAILS_READ_RESTRICTED)
    value = version.given.values.get(each.key, "")
    return fields.given(each, value, texts=view.texts, reads=reads) if value else ""


def _differs(each: Field, found: Profile) -> bool:
    """Whether the version under review says something else than the accepted one."""
    version, before = found.under_review, found.accepted.given if found.accepted else None
    return version is not None and each.key in versions.changed(version.given, before)


def _notes(view: View, each: Field, found: Profile) -> Iterator[str]:
    version = found.under_review
    if version and view.desk and _differs(each, found):
        rests = [key for key in version.waits if each.key in view.desk.entry(key).rests_on]
        titles = ", ".join(view.texts.own(view.desk.entry(key).title) for key in rests)
        yield view.texts.say("profile.waits" if titles else "profile.unverified", items=titles)
    if each.fixed:
        yield view.texts.say("profile.fixed")
