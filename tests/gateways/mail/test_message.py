"""One mail as it travels."""

from email import message_from_bytes
from email.policy import default

import pytest

from directbill.gateways.mail import message
from directbill.gateways.mail.failures import Permanent, Temporary
from tests.gateways.mail.letters import PLAIN, mail

BREAKS = ["\r\nBcc: eve@example.com", "\nBcc: eve@example.com", "\r", "\0", "\N{RIGHT-TO-LEFT OVERRIDE}"]


def test_the_same_message_is_the_same_bytes_at_every_attempt() -> None:
    assert message.composed(PLAIN, readable=False) == message.composed(PLAIN, readable=False)


def test_it_carries_text_and_html_and_says_that_nobody_wrote_it() -> None:
    found = message_from_bytes(message.composed(PLAIN, readable=False), policy=default)
    assert (found["Subject"], found["To"], found["Message-ID"]) == (
        "Žádost je podaná",
        "ada@example.com",
        f"<{'a' * 64}@desk.example.com>",
    )
    assert (found["Auto-Submitted"], found["Content-Language"]) == ("auto-generated", "cs")
    assert [part.get_content_type() for part in found.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().strip() for part in found.iter_parts()] == [PLAIN.text.strip(), PLAIN.html]


def test_a_message_of_the_folder_can_be_read_in_an_editor_and_one_for_a_server_is_seven_bits() -> None:
    assert PLAIN.text.strip().encode() in message.composed(PLAIN, readable=True)
    assert message.composed(PLAIN, readable=False).isascii()


@pytest.mark.parametrize("broken", BREAKS)
def test_no_subject_begins_another_header(broken: str) -> None:
    found = message_from_bytes(message.composed(mail(subject=f"A{broken}"), readable=False), policy=default)
    assert found["Bcc"] is None
    assert str(found["Subject"]).isprintable()


@pytest.mark.parametrize("broken", [*BREAKS, ", eve@example.com", "@example.com", "> RCPT", " "])
def test_what_is_no_single_address_is_refused_for_good(broken: str) -> None:
    with pytest.raises(Permanent):
        message.composed(mail(recipient=f"ada@example.com{broken}"), readable=False)


@pytest.mark.parametrize(
    "unfit", ["", "ada", "@example.com", "ada@", "ádá@example.com", f"ada@{'a' * 250}.com"]
)
def test_an_address_no_mail_can_be_sent_to_is_refused_for_good(unfit: str) -> None:
    with pytest.raises(Permanent):
        message.address(unfit)


def test_a_domain_with_letters_of_its_language_is_sent_to() -> None:
    assert message.address("ada@háčky.example.com") == "ada@xn--hky-ela4t.example.com"


def test_a_sender_that_is_no_address_blames_no_recipient() -> None:
    with pytest.raises(Temporary, match="the sender"):
        message.composed(mail(sender="directbill"), readable=False)


def test_answers_go_where_the_installation_says() -> None:
    found = message_from_bytes(
        message.composed(mail(reply_to="Desk <desk@example.com>"), readable=False), policy=default
    )
    assert str(found["Reply-To"]) == "Desk <desk@example.com>"


def test_an_event_travels_beside_the_text_with_its_method_and_is_the_same_bytes_at_every_attempt() -> None:
    said = "BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\nSUMMARY:Pohovor\r\nEND:VCALENDAR\r\n"
    made = [message.composed(mail(calendar=said), readable=False) for _ in range(2)]
    *_, part = message_from_bytes(made[0], policy=default).iter_parts()
    assert (made[0] == made[1], part.get_content_type(), part["Content-Type"].params["method"]) == (
        True,
        "text/calendar",
        "CANCEL",
    )
    assert (part.get_payload(decode=True) or b"").decode() == said
