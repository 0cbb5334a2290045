"""Every page of the site in each of its states: what the tests, the screenshots and the reader of docs go through.

A page is opened at its address by somebody, and where `do` says so, something is sent there first. A url name that
stands neither here nor in `NO_PAGE` fails tests/journeys/test_every_page.py.
"""

# ruff: noqa: E501 - table
from collections.abc import Callable

from django.urls import reverse

from tests.web import assessing
from tests.web.page import Opened, Page
from tests.web.pressing import press, submit
from tests.web.settled_pages import SETTLED
from tests.web.signin import local
from tests.web.standing_pages import STANDING
from tests.web.story import Story


def choose(selector: str, button: str = "main form button") -> Callable[[Opened], None]:
    def done(page: Opened) -> None:
        page.locator(selector).first.check()
        submit(page, button)

    return done


def answered(*said: str) -> Callable[[Opened], None]:
    """Walk through the quick check: a figure is typed, anything else is chosen, until an answer is known."""

    def done(page: Opened) -> None:
        page.goto("/qualify/")
        for _ in range(20):
            if "/qualify/result/" in page.url:
                return
            figure = page.locator("input#f-answer")
            if figure.count():
                figure.fill(said[0])
            else:
                page.locator(f"main input[value={said[1]}]").check()
            submit(page, "main form button")

    return done


def step(key: str, more: str = "") -> Callable[[Story], str]:
    """A step of Litware's application, as its people have it."""
    return lambda story: story.application("litware", f"progress/{story.keys[key]}/{more}")


def at_application(key: str = "", more: str = "") -> Callable[[Story], str]:
    """Litware's application, or a step of it, at the desk."""

    def found(story: Story) -> str:
        inner = f"{story.keys[key]}/{more}" if key else more
        return f"/desk/applications/{story.keys['at_desk']}/{inner}"

    return found


def forged(page: Opened) -> None:
    page.locator("main form [name=csrfmiddlewaretoken]").first.evaluate(
        "field => { field.value = 'x'.repeat(64) }"
    )
    submit(page, "main form button")


def stale(page: Opened) -> None:
    """As if somebody else had saved meanwhile."""
    page.locator("main [name=revision]").evaluate("field => { field.value = '0' }")
    page.locator("main [name=hours]").fill("Always")
    submit(page, "main form button.second")


def half_signed_in(page: Opened) -> None:
    press("main form button", email="eva@example.com", password=local.PASSWORD)(page)


def second_step(page: Opened) -> None:
    press("main form[action$='begin/'] button")(page)


def co(name: str, more: str) -> Callable[[Story], str]:
    return lambda story: story.company(name, more)


def app(name: str, more: str = "") -> Callable[[Story], str]:
    return lambda story: story.application(name, more)


def at(path: str) -> Callable[[Story], str]:
    return lambda _: path


def link(key: str, more: str = "") -> Callable[[Story], str]:
    return lambda story: story.links[key] + more


def keyed(name: str, before: str, key: str, after: str = "/") -> Callable[[Story], str]:
    """A page of a company that has a record's key in its address."""
    return lambda story: story.company(name, f"{before}{story.keys[key]}{after}")


def batch(name: str, key: str) -> Callable[[Story], str]:
    return lambda story: story.company(name, f"revenue/imports/{story.imports[key].id}/")


def representative(story: Story) -> str:
    from directbill.records import scope  # lazy: Django is set up by now
    from directbill.records.models import Representative

    company = story.companies["contoso"]
    with scope.scoped(scope.EVERYONE):
        found = Representative.objects.get(partner=company.partner, person=company.ben, until=None)
    return story.company("contoso", f"people/{found.id}/")


def notice(story: Story) -> str:
    from directbill.records import scope  # lazy: Django is set up by now
    from directbill.records.models import Notice

    company = story.companies["contoso"]
    with scope.scoped(scope.EVERYONE):
        found = Notice.objects.filter(partner=company.partner, kind="application_submitted").first()
    assert found is not None
    return story.company("contoso", f"notices/{found.id}/")


def line(story: Story) -> str:
    return story.company("contoso", "revenue/line/?where=recon.csv%3A2")


def at_figure(more: str = "") -> Callable[[Story], str]:
    return lambda story: f"/desk/applications/{story.keys['at_desk']}/revenue_ttm/figure/{more}"


def assessment(more: str = "") -> Callable[[Story], str]:
    return lambda story: f"/assess/{story.keys['assessed']}/{more}"


def at_correction(face: str, key: str) -> Callable[[Story], str]:
    """A nonconformity of Northwind's assessment, on one face."""
    return lambda story: assessing.nonconformity(story, face, story.keys[key])


def not_met(page: Opened) -> None:
    for choice in ("looked_at", "not_met", "major"):
        page.locator(f"main input[value={choice}]").check()
    submit(page, "main form button")


def assessor(story: Story) -> str:
    return f"/desk/assessors/{story.keys['assessor']}/"


def at_desk(story: Story) -> str:
    return f"/desk/conversations/{story.companies['contoso'].partner.id}/{story.keys['theirs']}/"


PUBLIC = (
    Page("start", "filled", "What the program is, what it takes, and what not to do yet.", at("/")),
    Page("question", "figure", "One question of the quick check: a figure.", at("/qualify/revenue_ttm/")),
    Page("question", "refused", "A question left without an answer.", at("/qualify/revenue_ttm/"), do=press(), status=422),
    Page("question", "choice", "A question with a yes, a no, and a way out.", at("/qualify/managed_service/")),
    Page("qualified", "yes", "The quick check says yes, as far as was said.", at("/qualify/"), do=answered("400000", "yes")),
    Page("qualified", "no", "The quick check stops at the first no and says how far away it is.", at("/qualify/"), do=answered("9", "yes")),
    Page("qualified", "unsure", "The quick check cannot say, and says what would settle it.", at("/qualify/"), do=answered("400000", "not_sure")),
    Page("mailbox", "open", "What whoever reads the mailbox of a contact sees: one button.", link("mailbox")),
    Page("mailbox", "over", "A link that a newer one replaced.", link("mailbox_over")),
    Page("sign", "open", "What a co-signer sees: all that would be submitted, and two answers.", link("sign")),
    Page("sign", "refused", "Signing without a name.", link("sign"), do=press("button[value=sign]"), status=422),
    Page("sign", "over", "A link that leads nowhere any more, and what to do.", link("signed")),
)  # fmt: skip

SIGN_IN = (
    Page("sign_in", "empty", "Signing in with a local account.", at("/sign-in/")),
    Page("sign_in", "refused", "Signing in without an address.", at("/sign-in/"), do=press(), status=422),
    Page("sign_in_code", "empty", "The second step.", at("/sign-in/"), do=half_signed_in),
    Page("sign_in_callback", "refused", "Back from the provider without what was asked for.", at("/sign-in/callback/?error=access_denied"), status=403),
    Page("sign_up", "empty", "Making an account.", at("/sign-up/")),
    Page("sign_up", "refused", "An account with a password that is too short.", at("/sign-up/"), do=press(email="new@example.com", name="New", password="short"), status=422),
    Page("signed_out", "filled", "After signing out.", at("/signed-out/")),
    Page("forgotten", "empty", "Asking for another password.", at("/sign-in/forgotten/")),
    Page("forgotten", "sent", "The same answer, whether or not there is an account.", at("/sign-in/forgotten/"), do=press(email="nobody@example.com")),
    Page("forgotten", "refused", "Asking without an address.", at("/sign-in/forgotten/"), do=press(), status=422),
    Page("password_reset", "empty", "Setting another password by the link of the mail.", link("reset")),
    Page("password_reset", "refused", "A new password that is too short.", link("reset"), do=press(password="short"), status=422),
    Page("password_reset", "over", "A link that serves no more.", at("/password/11111111-2222-4333-8444-555555555555/x/"), status=410),
    Page("confirm", "empty", "Proving once more who one is, before what matters.", at("/confirm/"), who="eva"),
    Page("account", "local", "One's own account, with the second step on.", at("/account/"), who="eva"),
    Page("account", "provider", "One's own account, signed in with the company's.", at("/account/"), who="ada"),
    Page("password", "empty", "Changing the password.", at("/account/password/"), who="hal"),
    Page("second_step", "begun", "Turning the second step on.", at("/account/"), who="hal", do=second_step),
    Page("recovery_codes", "shown", "The recovery codes, shown once.", at("/account/"), who="eva", do=press("form[action$='recovery-codes/'] button")),
    Page("second_step_needed", "off", "Why somebody of the desk turns the second step on first.", at("/account/second-step/needed/"), who="waits", later=True),
    Page("sessions", "filled", "Where one is signed in, and the way to end any of it.", at("/account/sessions/"), who="hal"),
    Page("invitation", "signed_out", "An invitation, for somebody who is not signed in.", link("ivo@example.com")),
    Page("invitation", "theirs", "An invitation, for the person it was sent to.", link("ivo@example.com"), who="ivo"),
    Page("invitation", "other", "An invitation, opened by somebody else.", link("ivo@example.com"), who="fay"),
    Page("invitation_account", "empty", "An account made by invitation.", link("ivo@example.com", "account/")),
    Page("join", "proved", "A proved administrator may begin to act for the company.", at("/join/"), who="joining"),
    Page("join", "not_proved", "Without that proof, what to do instead.", at("/join/"), who="hal"),
)  # fmt: skip

COMPANY = (
    Page("home", "several", "Which company, for somebody who acts for several.", lambda _: reverse("home"), who="ada"),
    Page("company_register", "empty", "A company begins with its name.", at("/companies/register/"), who="fay"),
    Page("company_register", "refused", "A company without a name.", at("/companies/register/"), who="fay", do=press(), status=422),
    Page("standing", "submitted", "Where a company stands that has applied.", co("contoso", "standing/"), who="ada"),
    Page("standing", "short", "Where a company stands whose revenue falls short.", co("northwind", "standing/"), who="ada"),
    Page("standing", "empty", "Where a company stands that has given nothing yet.", co("empty", "standing/"), who="dan"),
    Page("task", "before", "A question answered before any application.", co("empty", "answers/support/"), who="dan"),
    Page("account_add", "empty", "Writing down an account.", co("contoso", "accounts/add/"), who="ada"),
    Page("account_add", "refused", "An account without its number.", co("contoso", "accounts/add/"), who="ada", do=press("main form button"), status=422),
    Page("account_change", "filled", "Correcting an account.", keyed("contoso", "accounts/", "contoso.account"), who="ada"),
    Page("people", "filled", "Who acts for the company, and who is invited to.", co("contoso", "people/"), who="ada"),
    Page("people", "refused", "An invitation to no address.", co("contoso", "people/"), who="ada", do=press("main form[novalidate] button"), status=422),
    Page("people", "reader", "The same page for somebody who may not invite.", co("contoso", "people/"), who="cyd"),
    Page("representative", "filled", "Another role for somebody, or an end.", representative, who="ada"),
    Page("revenue", "filled", "The billing files and the documents read from them.", co("contoso", "revenue/"), who="ada"),
    Page("revenue", "empty", "Before any file was given.", co("empty", "revenue/"), who="dan"),
    Page("revenue", "slow", "While files are read.", co("proseware", "revenue/"), who="ada"),
    Page("import", "read", "The receipt of files that were read.", batch("contoso", "read"), who="ada"),
    Page("import", "slow", "Files that wait to be read.", batch("proseware", "pending"), who="ada"),
    Page("import", "faulty", "Files refused for a faulty row, and what can be settled.", batch("contoso", "faulty"), who="ada"),
    Page("import", "unknown", "A file of no known format, with a proposal how to read it.", batch("contoso", "unknown"), who="ada"),
    Page("lines", "filled", "Every line, counted or not and why.", co("contoso", "revenue/lines/"), who="ada"),
    Page("lines", "none", "No line fits what was looked for.", co("contoso", "revenue/lines/?text=zzz"), who="ada"),
    Page("lines", "empty", "No file was read yet.", co("empty", "revenue/lines/"), who="dan"),
    Page("line", "filled", "One line, and why it counts or does not.", line, who="ada"),
    Page("messages", "filled", "Conversations with the desk: what waits for the company first.", co("contoso", "messages/"), who="ada"),
    Page("messages", "empty", "Nobody wrote yet.", co("empty", "messages/"), who="dan"),
    Page("ask", "empty", "Asking the desk.", co("contoso", "messages/ask/"), who="ada"),
    Page("ask", "line", "Asking about one line.", co("contoso", "messages/ask/?line=recon.csv%3A2"), who="ada"),
    Page("ask", "refused", "A question without words.", co("contoso", "messages/ask/"), who="ada", do=press(), status=422),
    Page("conversation", "ours", "A conversation in which it is the company's turn.", keyed("contoso", "messages/", "ours"), who="ada"),
    Page("conversation", "refused", "A message without words.", keyed("contoso", "messages/", "ours"), who="ada", do=press(), status=422),
    Page("conversation", "over", "A conversation that was closed.", keyed("contoso", "messages/", "over"), who="ada"),
    Page("evidence_add_early", "empty", "A document given before any application.", co("empty", "evidence/people/authority_proof/"), who="dan"),
    Page("timeline", "filled", "Everything that happened to the company.", co("contoso", "timeline/"), who="ada"),
    Page("timeline", "begun", "A company whose story has only begun.", co("empty", "timeline/"), who="dan"),
    Page("notice", "filled", "A letter as it was sent.", notice, who="ada"),
)  # fmt: skip

APPLICATION = (
    Page("applications", "filled", "Every application of the company.", co("contoso", "applications/"), who="ada"),
    Page("applications", "empty", "No application yet, and the way to begin one.", co("empty", "applications/"), who="dan"),
    Page("application", "draft", "The task list, with problems and what waits for what.", app("northwind"), who="ada"),
    Page("application", "ready", "The task list with everything done but the sending.", app("woodgrove"), who="ada"),
    Page("application", "edition", "A later edition came into force: the choice.", app("adventure"), who="ada", later=True),
    Page("application", "to_be_signed", "An application that waits for a signature.", app("tailspin"), who="ada"),
    Page("application", "submitted", "An application that was submitted.", app("contoso"), who="ada"),
    Page("application", "amending", "A submitted application that is being added to.", app("wingtip"), who="ada"),
    Page("application", "withdrawn", "An application that was withdrawn.", app("litware"), who="ada"),
    Page("application", "lapsed", "An application that lapsed.", app("proseware"), who="ada"),
    Page("application_task", "company", "Questions about the company, with what is wrong.", app("northwind", "tasks/company/"), who="ada"),
    Page("application_task", "empty", "Questions nobody answered yet.", app("adventure", "tasks/support/"), who="ada"),
    Page("application_task", "refused", "A task that is not finished yet.", app("northwind", "tasks/managed_service/"), who="ada", do=press("button[value=finish]"), status=422),
    Page("application_task", "conflict", "Two people at once: both answers are shown.", app("woodgrove", "tasks/support/"), who="ben", do=stale, status=409),
    Page("application_task", "people", "Who signs, with a document beside its question.", app("wingtip", "tasks/people/"), who="ada"),
    Page("application_task", "accounts", "Which account and region it is for.", app("woodgrove", "tasks/accounts/"), who="ada"),
    Page("application_task", "services", "A list of entries.", app("woodgrove", "tasks/managed_service/"), who="ada"),
    Page("application_task", "revenue", "The revenue, which the files answer.", app("woodgrove", "tasks/revenue/"), who="ada"),
    Page("application_task", "declaration", "What is declared.", app("woodgrove", "tasks/declaration/"), who="ada"),
    Page("application_task", "sent", "Answers that were sent, read only.", app("contoso", "tasks/company/"), who="ada"),
    Page("evidence_add", "empty", "Giving a document.", app("woodgrove", "evidence/people/authority_proof/"), who="ada"),
    Page("evidence_add", "refused", "Without a file.", app("woodgrove", "evidence/people/authority_proof/"), who="ada", do=press(), status=422),
    Page("application_check", "ready", "Check your answers, each with the way to change it.", app("woodgrove", "check/"), who="ada"),
    Page("application_check", "draft", "The same with answers missing.", app("northwind", "check/"), who="ada"),
    Page("application_submit", "ready", "Submit is a task of its own and says what it means.", app("woodgrove", "submit/"), who="ada"),
    Page("application_submit", "hindered", "What stands in the way, each with the way to mend it.", app("northwind", "submit/"), who="ada"),
    Page("application_submitted", "filled", "The confirmation: what happens next, and by whom.", app("contoso", "submitted/"), who="ada"),
    Page("application_submitted", "to_be_signed", "The confirmation while a signature is waited for.", app("tailspin", "submitted/"), who="ada"),
    Page("application_timeline", "filled", "Everything that happened to one application.", app("contoso", "timeline/"), who="ada"),
    Page("application_verb", "recall", "Recalling, with what it means.", app("contoso", "recall/"), who="ada"),
    Page("application_verb", "amend", "Amending, with what it means.", app("contoso", "amend/"), who="ada"),
    Page("application_verb", "refused", "Amending without saying why.", app("contoso", "amend/"), who="ada", do=press(), status=422),
    Page("application_verb", "discard", "Discarding changes.", app("wingtip", "discard/"), who="ada"),
    Page("application_verb", "withdraw", "Withdrawing, which ends it.", app("contoso", "withdraw/"), who="ada"),
    Page("application_verb", "ask_again", "Sending the person who signs a new link.", app("tailspin", "ask_again/"), who="ada"),
    Page("application_progress", "filled", "Every step to the decision, with whose turn it is.", app("litware", "progress/"), who="ada"),
    Page("application_item", "theirs", "One step: five answers, both clocks, what may be done, and its history.", step("asked"), who="ada"),
    Page("application_item", "waits", "A step that waits for others says for which.", app("litware", "progress/credit/"), who="ada"),
    Page("application_talk", "filled", "What both sides wrote about an application, with what is new.", app("litware", "messages/"), who="ada"),
    Page("application_plans", "shut", "The support plans beside each other, before one may be bought.", app("litware", "progress/plan/plans/"), who="ada"),
    Page("application_slots", "offered", "Times of the interview, each as clocks of several zones show it.", app("litware", "progress/assessment/slots/"), who="ada"),
    Page("application_claim", "stated", "A criterion with what the company claims of it, and its documents.", app("litware", "progress/assessment/criteria/mfa_for_all/"), who="ada"),
    Page("application_claim", "refused", "Nothing that shows it.", app("litware", "progress/assessment/criteria/security_contact/"), who="ada", do=choose("main input[value=met]", "main form [value=state]"), status=422),
    Page("application_nonconformity", "open", "A nonconformity: what was found, and the answer with documents of the shelf.", at_correction("portal", "unanswered"), who="ada"),
    Page("application_nonconformity", "refused", "Without words.", at_correction("portal", "unanswered"), who="ada", do=press("main form [value=answer]"), status=422),
    Page("application_paper", "refused", "The letter of a decision, and how its file is checked.", lambda story: story.application("adatum", story.keys["letter"]), who="ada"),
    Page("application_deed", "empty", "What a verb asks for.", step("asked", "provide/"), who="ada"),
    Page("application_deed", "refused", "What is missing, beside its field.", step("asked", "provide/"), who="ada", do=press(), status=422),
)  # fmt: skip

DESK = (
    Page("desk", "filled", "Applications handed to the desk.", at("/desk/"), who="rea"),
    Page("desk_queue", "filled", "What waits for the desk, by its day.", at("/desk/queue/"), who="rea"),
    Page("desk_queue", "raised", "What was put before the program manager stands on top of their queue.", at("/desk/queue/"), who="max"),
    Page("desk_keys", "filled", "The keyboard shortcuts, and the way to turn them off.", at("/desk/keys/"), who="rea"),
    Page("desk_saved_views", "filled", "One's own views of the queue, to be opened, renamed and removed.", at("/desk/queue/views/"), who="rea"),
    Page("desk_away", "filled", "Who is away until when, and what of theirs waits for a colleague.", at("/desk/away/"), who="rea"),
    Page("desk_snooze", "refused", "A step laid aside without a day and a reason.", at_application("open", "snooze/"), who="rea", do=press(), status=422),
    Page("desk_escalate", "empty", "A step put before the program manager.", at_application("open", "escalate/"), who="rea"),
    Page("desk_escalate", "answer", "The program manager answers, or returns the step.", at_application("checked", "escalate/"), who="max"),
    Page("desk_queue", "empty", "A filter under which nothing waits.", at("/desk/queue/?show=mine"), who="rea"),
    Page("desk_application", "filled", "One application with everything that is to be settled.", at_application(), who="rea"),
    Page("desk_item", "ours", "One step at the desk: what may be done, and who works on it.", at_application("open"), who="rea"),
    Page("desk_item", "checks", "A verification: the numbers by themselves, and what registers say beside what the company says.", at_application("checked"), who="rea"),
    Page("desk_talk", "filled", "Messages of both sides, and notes that only the desk reads.", at_application("", "messages/"), who="rea"),
    Page("desk_talk", "refused", "A note without words.", at_application("", "messages/"), who="rea", do=press("button[value=note]"), status=422),
    Page("desk_figure", "filled", "The figure as it was submitted, with its lines, at the desk.", at_figure(), who="rea"),
    Page("desk_line", "filled", "One line of a figure at the desk.", at_figure("line/?where=recon.csv%3A2"), who="rea"),
    Page("desk_plans", "shut", "The same at the desk.", lambda story: f"/desk/applications/{story.keys['at_desk']}/plan/plans/", who="rea"),
    Page("desk_paper", "refused", "The same at the desk.", link("letter_at_desk"), who="rea"),
    Page("desk_deed", "empty", "A verb that needs a reason.", at_application("open", "reject/"), who="rea"),
    Page("desk_deed", "closing", "A verification of which nothing closes the groups: each open one is named.", at_application("open", "succeed/"), who="rea", do=press("main form .actions button"), status=422),
    Page("desk_deed", "refused", "Without a reason.", at_application("open", "reject/"), who="rea", do=press(), status=422),
    Page("desk_item", "assessment", "The assessment at the desk: who assesses, and the way to appoint somebody.", at_application("assessment"), who="rea"),
    Page("desk_nonconformity", "answered", "A nonconformity at the desk, with its history.", at_correction("desk", "answered"), who="rea"),
    Page("desk_appoint", "filled", "Whom an assessment may be given to, with their organization.", at_application("assessment", "appoint/"), who="rea"),
    Page("desk_appoint", "refused", "Without a choice.", at_application("assessment", "appoint/"), who="rea", do=press(), status=422),
    Page("desk_assessors", "filled", "Who assesses, for which organization, and how much each has to do.", at("/desk/assessors/"), who="rea"),
    Page("desk_assessor", "filled", "For which organization somebody assesses.", assessor, who="max"),
    Page("desk_assessor", "refused", "Without a name.", assessor, who="max", do=press(organization=""), status=422),
    Page("desk_editions", "filled", "Which editions are in force, and what was proposed.", at("/desk/editions/"), who="max"),
    Page("desk_edition", "proposed", "What an edition would mean for everybody, whom it binds when, the letters, and the act of the second person.", at("/desk/editions/2025-10-01/"), who="max"),
    Page("desk_people", "filled", "Who works at the desk, and who is invited to.", at("/desk/people/"), who="max"),
    Page("desk_people", "refused", "An invitation to no address.", at("/desk/people/"), who="max", do=press("main form[novalidate] button"), status=422),
    Page("desk_conversations", "filled", "Conversations that wait for the desk.", at("/desk/conversations/"), who="rea"),
    Page("desk_conversation", "theirs", "A conversation in which it is the desk's turn.", at_desk, who="rea"),
    Page("desk_conversation", "refused", "An answer without words.", at_desk, who="rea", do=press(), status=422),
)  # fmt: skip

ASSESSOR = (
    Page("assess", "filled", "The assessments somebody has, each with its five answers.", at("/assess/"), who="asa"),
    Page("assess_one", "filled", "An assessment: what is missing, the plan by area, what the company submitted.", assessment(), who="asa"),
    Page("assess_declare", "open", "The declaration of independence, in full.", assessment("declare/"), who="asa"),
    Page("assess_criterion", "empty", "One criterion: what it means, typical evidence, and what was found.", assessment("criteria/mfa_for_all/"), who="asa"),
    Page("assess_criterion", "refused", "A result that is not explained.", assessment("criteria/mfa_for_all/"), who="asa", do=not_met, status=422),
    Page("assess_slots", "offered", "The times that are offered, and a form for another one.", assessment("slots/"), who="asa"),
    Page("assess_nonconformity", "answered", "A nonconformity with the company's answer, to be closed out or rejected.", at_correction("assess", "answered"), who="asa"),
    Page("assess_deed", "empty", "A verb of the assessor.", assessment("recuse/"), who="asa"),
)  # fmt: skip

FAILURES = (
    Page("failure", "not_found", "Nothing is there, or nothing this reader may know of.", at("/no-such-page/"), who="ada", status=404),
    Page("failure", "forged", "A form from a page that was open for too long.", co("contoso", "messages/ask/"), who="ada", do=forged, status=403),
)  # fmt: skip

EVERY = (*PUBLIC, *SIGN_IN, *COMPANY, *APPLICATION, *SETTLED, *STANDING, *DESK, *ASSESSOR, *FAILURES)

NO_PAGE = {
    "desk_report": "file", "application_report": "file", "assess_report": "file", "assess_document": "file",
    "desk_invitation": "POST", "desk_assign": "POST", "desk_hand_over": "POST", "desk_presence": "text", "desk_register": "POST", "desk_mailbox": "POST", "application_mailbox": "POST", "desk_evidence": "file", "language": "POST", "qualify": "redirect", "qualify_again": "POST", "account_login": "sign_in",
    "desk_paper_file": "file", "application_paper_file": "file", "bureau_reports": "POST", "desk_text": "file", "application_text": "file",
    "restriction_sheet": "file", "restriction_notice": "file", "desk_restriction_sheet": "file", "desk_restriction_notice": "file", "desk_population_file": "file",
    "sign_in_provider": "POST", "sign_out": "POST", "second_step_begin": "POST", "second_step_off": "POST",
    "session_end": "POST", "invitation_change": "POST", "import_settle": "POST", "evidence_remove": "POST",
    "application_begin": "POST", "application_edition": "POST", "ledger_file": "file", "evidence_file": "file",
    "application_pdf": "file",
}  # fmt: skip
"""Addresses that show no page of their own: they take a form, lead on, or hand out a file."""
