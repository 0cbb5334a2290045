"""The letters about a transition: to the company's administrators, and to the provider that is asked."""

from datetime import datetime, timedelta

from directbill.actions.shape import links, outbox, standing_letters
from directbill.actions.shape.outbox import Letter
from directbill.actions.shape.transitioning import Moving
from directbill.core import transition
from directbill.documents.texts import catalog
from directbill.queries import days
from directbill.records.models import CustomerMove, Notice, ProviderLink

LANGUAGES = ("en", "cs")
PAGE = "transition/"


def told(found: Moving, verb: str, *, at: datetime, said: str = "") -> list[Notice]:
    """What an act made of the transition: where it stands, whose turn it is, and what follows."""
    row = found.row
    ended = row.state == transition.State.COMPLETED
    kind = "transition_lapsed" if verb == "lapse" else f"transition_{'completed' if ended else 'changed'}"
    values = {lang: _values(found, lang, said) for lang in LANGUAGES}
    occasion = f"{transition.TABLE.name}:{row.id}:{row.revision}:{verb}"
    return standing_letters.told(kind, found.case, page=PAGE, occasion=occasion, values=values, at=at)


def moved(  # sentence: of which transition, which customer, by which verb
    found: Moving, row: CustomerMove, verb: str, *, said: str, at: datetime
) -> list[Notice]:
    """A customer's move that the desk sent back; of the others the page tells."""
    if verb != "send_back":
        return []
    values = {
        lang: {
            "customer": row.name,
            "says": catalog(lang).say(f"life.customer_move.{row.state}.says"),
            "reason": said,
        }
        for lang in LANGUAGES
    }
    page, occasion = f"{PAGE}customers/{row.number}/", f"{row.id}:{row.revision}"
    return standing_letters.told(
        "customer_sent_back", found.case, page=page, occasion=occasion, values=values, at=at
    )


def to_provider(found: Moving, link: ProviderLink, *, secret: str, at: datetime) -> Notice:
    """The link to answer. Its secret is in the mail alone: the notice on the record is without it."""
    last = days.of(link.expires_at) - timedelta(days=1)
    partner = found.case.row.partner
    wanted = Letter(
        kind="transition_provider",
        subject=("enrollment", found.case.row.reference),
        occasion=str(link.id),
        reader=link.email,
        language=partner.language,
        partner=partner.id,
        due=last,
        values={"company": partner.name, "provider": link.name, "last": last.isoformat()},
        private={"url": links.to(f"/provider/{secret}/")},
    )
    return outbox.queue(wanted, at=at)


def _values(found: Moving, lang: str, said: str) -> dict[str, str]:
    texts, row = catalog(lang), found.row
    key = f"life.{transition.TABLE.name}.{row.state}"
    return {
        "word": texts.say(f"{key}.word"),
        "says": texts.say(f"{key}.says"),
        "reason": said,
        "turn": texts.say(f"transition_page.turn.{row.turn}"),
        "due": row.due.isoformat() if row.due else "",
        "provider": row.provider.get("name", ""),
    }
