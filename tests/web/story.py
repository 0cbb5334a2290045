"""One story in a database, which every page of the site is looked at over: companies in each state, their people.

It is told in the days before this one, so that links are open and windows closed whenever it is told.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client, override_settings

from directbill.actions import (
    application,
    conversation,
    desk,
    invitation,
    ledger,
    mailbox,
    partner,
    person,
    register,
    signature,
)
from directbill.actions.conversation import Question
from directbill.actions.ledger import Given as Files
from directbill.actions.partner import AccountGiven
from directbill.core.application import State
from directbill.core.parties import AccountKind
from directbill.core.periods import Month
from directbill.core.registers import Kind
from directbill.core.work import Work
from directbill.gateways import clock
from directbill.records import scope
from directbill.records.models import Application, Evidence, Invitation, LedgerImport, OutboxMessage, Person
from directbill.records.words import DeskRole, PartnerRole, Proof
from tests import cast
from tests.actions import applying, ledgers, publishing
from tests.actions.applying import SAID, Applying
from tests.actions.deciding import Deciding
from tests.actions.examples.register import desk_of
from tests.actions.giving import add, given
from tests.cast import TENANT, Applicant
from tests.fixtures import cast as made
from tests.fixtures import distributor
from tests.fixtures.bill import charge, recon
from tests.gateways.registries import fake as fakes
from tests.web import assessing, departing_story, desk_story, settling, standing_story
from tests.web.browser import Browser
from tests.web.entering import enter
from tests.web.signin import local

SOLD = (
    ("14200.00", "license"), ("9850.40", "azure_usage"), ("3120.00", "perpetual_software"),
    ("2475.10", "reservation"), ("-310.00", "license"), ("880.00", "software_subscription"),
)  # fmt: skip
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
UNKNOWN = distributor.as_distributor_csv(distributor.file(distributor.lines(3)))
SIGNER = {**SAID["people"], "signs": "other", "signer_name": "Eva Example", "signer_email": "eva@example.com"}


@dataclass
class Story:
    """What the pages are about, and the sessions of the people who open them."""

    at: datetime
    companies: dict[str, Applicant] = field(default_factory=dict)
    applications: dict[str, Applying] = field(default_factory=dict)
    imports: dict[str, LedgerImport] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """Addresses only a mail has."""
    keys: dict[str, Any] = field(default_factory=dict)

    def company(self, name: str, more: str = "") -> str:
        """The address of a company's page."""
        return f"/c/{self.companies[name].partner.reference}/{more}"

    def application(self, name: str, more: str = "") -> str:
        found = self.applications[name]
        return f"/c/{found.company.partner.reference}/applications/{found.record.reference}/{more}"


def months(before: date, count: int = 12) -> list[str]:
    """The closed months before a day, oldest first."""
    last = Month(before.year, before.month)
    return [str(last.plus(-n)) for n in range(count, 0, -1)]


def told() -> Story:
    """Everything, in a database whose transactions commit."""
    story = Story(clock.now())
    _first(story)
    _under_way(story)
    _closed(story)
    _others(story)
    _at_the_desk(story)
    _corrected(story)
    _refused(story)
    story.keys |= settling.told(lambda key, name: _submitted(story, key, name))
    graphic = _company(story, "graphic", "Graphic Design Example a.s.")
    story.keys |= standing_story.told(graphic, story.at)
    publishing.proposed(by=_by(story, publishing.manager_person("Mia")), at=story.at)
    story.keys["changing"] = departing_story.settled(story.applications["relecloud"], story.at)
    asks = departing_story.asks(story.applications["woodgrove"], story.at)
    story.keys["asking"], story.links["provider"] = asks["reference"], asks["link"]
    _people(story)
    return story


def _company(story: Story, key: str, name: str) -> Applicant:
    story.companies[key] = found = cast.applicant(name)
    given_ = AccountGiven(
        kind=AccountKind.LOCATION, number=made.OWN, tenant=TENANT, country="CZ", region="europe"
    )
    account = partner.add_account(
        partner=found.partner.id, given=given_, by=cast.acting(found.ada), at=story.at
    )
    story.keys[f"{key}.account"] = account.id
    return found


def _ledger(story: Story, key: str, share: int = 1) -> LedgerImport:
    rows = [
        charge(f"{float(amount) / share:.2f}", month, category)
        for month in months(story.at.date(), 14)
        for amount, category in SOLD
    ]
    return ledgers.imported(story.companies[key], {"recon.csv": recon(*rows)}, at=story.at)


def _begin(story: Story, key: str, **changed: dict[str, Any] | None) -> Applying:
    """An application with answers; a task that is changed to None is left out."""
    company = story.companies[key]
    story.applications[key] = found = applying.begun(company)
    accounts = {"region": "europe", "account": str(story.keys[f"{key}.account"])}
    for task, values in {**SAID, "accounts": accounts, **changed}.items():
        if values is not None:
            applying.say(found, task, values)
    return found


def _submitted(  # sentence: in which story, under which key, which company
    story: Story, key: str, name: str
) -> Deciding:
    """A company whose application was just submitted, with a document."""
    company = _company(story, key, name)
    _ledger(story, key)
    app = _begin(story, key)
    add(app, given(title="Extract from the register", covers_from=date(2026, 1, 1)), at=story.at)
    application.submit(which=app.which, by=_by(story, company.ada), at=story.at)
    return Deciding(app, story.at)


def _by(story: Story, who: Person) -> Any:
    return cast.later(cast.acting(who), story.at)


def _first(story: Story) -> None:
    """Contoso applied: it has everything a company may have."""
    company = _company(story, "contoso", "Contoso Example s.r.o.")
    story.imports["read"] = _ledger(story, "contoso")
    app = _begin(story, "contoso")
    add(app, given(title="Extract from the register", covers_from=date(2026, 1, 1)), at=story.at)
    with scope.scoped(scope.EVERYONE):
        story.keys["evidence"] = Evidence.objects.get(partner=company.partner).id
    application.submit(which=app.which, by=_by(story, company.ada), at=story.at)
    story.imports["unknown"] = ledgers.imported(company, {"export.csv": UNKNOWN}, at=story.at)
    faulty = recon(charge("1.00", Subtotal=""))
    story.imports["faulty"] = ledgers.imported(company, {"faulty.csv": faulty}, at=story.at)
    _talk(story, company)
    story.keys["invited"] = _invited(story, company, "gus@example.com").id


def _at_the_desk(story: Story) -> None:
    """Litware is half way: confirmed, being verified, with a question to answer."""
    case = _submitted(story, "litware", "Litware Example a.s.").passed(Work.CONFIRMATION, Work.DETAILS)
    app, company = case.app, case.app.company
    first, second = case.of(Work.VERIFICATION)[:2]
    story.links["mailbox_over"] = _address("mailbox_asked", app.record.reference)
    later = story.at + timedelta(seconds=1)
    mailbox.ask(which=case.which(first.key), by=_by(story, company.ada), at=later)
    story.links["mailbox"] = _address("mailbox_asked", app.record.reference)
    case.do(first.key, "ask")
    case.do(second.key, "succeed")
    _assessed(story, case)
    desk_story.written(case, first.key)
    story.keys |= {
        "asked": first.key,
        "open": case.of(Work.VERIFICATION)[2].key,
        "checked": _checked(story, case),
        "at_desk": app.id,
    }
    desk_story.attended(case, story.keys["checked"])


def _refused(story: Story) -> None:
    """Adatum was refused: there is a letter of it."""
    case = _submitted(story, "adatum", "Adatum Example s.r.o.")
    case.do(case.of(Work.CONFIRMATION)[0].key, "refuse")
    key = case.of(Work.DECISION)[0].key
    case.do(key, "recommend_refusal")
    case.do(key, "refuse")
    story.keys |= {"refused": case.app.id, "letter": f"progress/{key}/papers/{case.row(key).revision}/"}
    story.links["letter_at_desk"] = f"/desk/applications/{case.app.id}/{key}/papers/{case.row(key).revision}/"


def _assessed(story: Story, case: Deciding) -> None:
    """Asa of Litware Assessments has the assessment; Bo could have it instead."""
    key = case.of(Work.ASSESSMENT)[0].key
    bo = cast.at_desk("Bo", DeskRole.ASSESSOR).desk_roles.get()
    by = _by(story, cast.at_desk("Max", DeskRole.PROGRAM_MANAGER))
    desk.place(member=bo.id, organization="Fabrikam Audit", by=by, at=story.at)
    case.appointed(key)
    asa = cast.at_desk("Asa", DeskRole.ASSESSOR).desk_roles.get()
    desk.place(member=asa.id, organization="Tailspin Assessments", by=by, at=story.at)
    assessing.prepared(
        case, key, ada=_by(story, case.app.company.ada), asa=_by(story, asa.person), at=story.at
    )
    story.keys |= {"assessment": key, "assessor": asa.id, "assessed": case.row(key).id}


def _corrected(story: Story) -> None:
    """Relecloud was assessed: one nonconformity is answered, one waits for the company. Its form changed."""
    case = _submitted(story, "relecloud", "Relecloud Example a.s.").passed(Work.CONFIRMATION)
    story.keys |= {"corrected": case.app.id, **assessing.corrected(case), **settling.changed(case)}


def _checked(story: Story, case: Deciding) -> str:
    """Two registers were asked: one says another name than the company, one was silent."""
    key = next(e.item.key for e in desk_of(case).entries if e.registers)
    by = _by(story, cast.at_desk("Rea", DeskRole.REVIEWER))
    with fakes.running() as fake, override_settings(**fakes.settings_of(fake)):
        fake.name = "Contoso Example a.s."
        for kind, fake.trouble in ((Kind.ARES, ""), (Kind.VIES, "MS_UNAVAILABLE")):
            register.ask(which=case.which(key), kind=kind, by=by, at=story.at)
    return key


def _talk(story: Story, company: Applicant) -> None:
    rea, by = cast.at_desk("Rea", DeskRole.REVIEWER), _by(story, company.ada)
    for key, subject, text in (
        ("theirs", "Tax on the invoices", "Are the amounts of our invoices before tax?"),
        ("ours", "Which account counts?", "We sell from two accounts. Which of them counts?"),
        ("over", "Where the letter goes", "May the letter go to our lawyer as well?"),
    ):
        asked = Question(subject=subject, text=text)
        story.keys[key] = conversation.open(partner=company.partner.id, question=asked, by=by, at=story.at).id
    conversation.answer(
        partner=company.partner.id,
        conversation=story.keys["ours"],
        text="The one you apply for.\n\nThe other counts under its own application.",
        by=_by(story, rea),
        at=story.at + timedelta(seconds=1),
    )
    conversation.close(partner=company.partner.id, conversation=story.keys["over"], by=by, at=story.at)


def _invited(story: Story, company: Applicant, email: str) -> Invitation:
    found = invitation.make(
        partner=company.partner.id,
        email=email,
        role=PartnerRole.CONTRIBUTOR,
        by=_by(story, company.ada),
        at=story.at,
    )
    story.links[email] = _address("invitation_", str(found.id))
    return found


def _address(kind: str, subject: str = "") -> str:
    """The address in the newest mail of a kind."""
    with scope.scoped(scope.EVERYONE):
        sent = OutboxMessage.objects.filter(notice__kind__startswith=kind)
        sent = sent.filter(notice__subject=subject) if subject else sent
        url = str(sent.order_by("queued_at").last().private["url"])  # type: ignore[union-attr] - it was sent just now
    return "/" + url.split("://", 1)[1].split("/", 1)[1]


def _under_way(story: Story) -> None:
    """Northwind falls short and has problems; Woodgrove is ready; Adventure began under an earlier edition."""
    _company(story, "northwind", "Northwind Example s.r.o.")
    _ledger(story, "northwind", share=3)
    wrong = {**SAID["company"], "contact_email": "not an address", "country": ""}
    left_out = dict.fromkeys(("declaration", "support", "managed_service", "company"))
    app = _begin(story, "northwind", **left_out)
    applying.say(app, "company", wrong, finished=False)
    _company(story, "woodgrove", "Woodgrove Example a.s.")
    _ledger(story, "woodgrove")
    _begin(story, "woodgrove")
    _company(story, "adventure", "Adventure Example s.r.o.")
    story.applications["adventure"] = applying.begun(story.companies["adventure"])


def _closed(story: Story) -> None:
    """Tailspin waits for a signature; Wingtip amends; Litware withdrew; Proseware's lapsed."""
    tailspin = _company(story, "tailspin", "Tailspin Example s.r.o.")
    _ledger(story, "tailspin")
    app = _begin(story, "tailspin", people=SIGNER)
    signature.ask(which=app.which, by=_by(story, tailspin.ada), at=story.at)
    story.links["sign"] = _address("signature_asked", app.record.reference)
    wingtip = _company(story, "wingtip", "Wingtip Example s.r.o.")
    _ledger(story, "wingtip")
    app = _begin(story, "wingtip", people=SIGNER)
    signature.ask(which=app.which, by=_by(story, wingtip.ada), at=story.at)
    story.links["signed"] = _address("signature_asked", app.record.reference)
    application.recall(which=app.which, reason="Another signs.", by=_by(story, wingtip.ada), at=story.at)
    applying.say(app, "people", SAID["people"])
    application.submit(which=app.which, by=_by(story, wingtip.ada), at=story.at)
    reason = "A service is missing."
    application.amend(which=app.which, reason=reason, by=_by(story, wingtip.ada), at=story.at)
    litware = _company(story, "litware", "Litware Example s.r.o.")
    app = story.applications["litware"] = applying.begun(litware)
    application.withdraw(which=app.which, reason="Too early.", by=_by(story, litware.ada), at=story.at)
    proseware = _company(story, "proseware", "Proseware Example s.r.o.")
    app = story.applications["proseware"] = applying.begun(proseware)
    with scope.scoped(scope.EVERYONE):
        Application.objects.filter(id=app.id).update(state=State.LAPSED, closed_at=story.at)
    story.imports["pending"] = ledger.receive(
        partner=proseware.partner.id,
        given=Files(files=ledgers.files({"recon.csv": ledgers.ENOUGH})),
        by=_by(story, proseware.ada),
        at=story.at,
    )


def _others(story: Story) -> None:
    """Dan's company has nothing yet; the desk; Eva has a local account with two steps; Fay and Gus have nothing."""
    fabrikam, dan = cast.stranger()
    story.companies["empty"] = Applicant(fabrikam, dan, dan, dan)
    eva = local.account()
    local.with_second_step(eva, clock.wall() - timedelta(minutes=5))
    local.account("hal@example.com")
    local.account("jan@example.com")
    person.ask_reset(email="jan@example.com", by=ledgers.JOB, at=story.at)
    story.links["reset"] = _address("password_reset")
    _invited(story, story.companies["contoso"], "ivo@example.com")


def _people(story: Story) -> None:
    company = story.companies["contoso"]
    rea = Person.objects.get(login="rea@example.com")
    for key, who in {
        "ada": company.ada, "ben": company.ben, "cyd": company.cyd, "dan": story.companies["empty"].ada,
        "rea": rea, "fay": cast.person("Fay"), "gus": cast.person("Gus"), "ivo": cast.person("Ivo"),
        "max": cast.at_desk("Max", DeskRole.PROGRAM_MANAGER), "asa": cast.at_desk("Asa", DeskRole.ASSESSOR),
        "eva": Person.objects.get(login="eva@example.com"),
    }.items():  # fmt: skip
        client = enter(Client(), who)
        story.sessions[key] = client.cookies["sessionid"].value
    waits = enter(Client(), rea, two_steps=False)
    story.sessions["waits"] = waits.cookies["sessionid"].value
    for _ in range(2):
        browser = Browser(headers={"user-agent": FIREFOX})
        local.sign_in(browser, email="hal@example.com")
        story.sessions["hal"] = browser.client.cookies["sessionid"].value
    story.sessions["joining"] = (
        enter(Client(), story.companies["empty"].ada, administrator=Proof.PROVED, tenant=TENANT)
        .cookies["sessionid"]
        .value
    )
