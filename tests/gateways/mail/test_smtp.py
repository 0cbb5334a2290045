"""A mail server: what it said for good, what may pass, and what nobody can know."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from directbill.core.errors import Refusal
from directbill.gateways.mail import carrier
from directbill.gateways.mail.carrying import Carrier
from directbill.gateways.mail.failures import NotSent, Temporary
from directbill.gateways.mail.smtp import Smtp
from tests.gateways.mail.letters import PLAIN, mail
from tests.mail_catcher import Catcher, catching

NOWHERE = Path("nowhere")


@pytest.fixture
def catcher() -> Iterator[Catcher]:
    with catching() as found:
        yield found


def sent(by: Carrier, recipient: str = PLAIN.recipient) -> list[str]:
    """What happened, in order."""
    happened: list[str] = []
    try:
        by.send(mail(recipient=recipient), lambda: happened.append("handing over"))
        happened.append("sent")
    except NotSent as failure:
        happened.append(f"{type(failure).__name__}: {failure}")
    return happened


def test_a_message_is_handed_over_once_with_its_own_id(catcher: Catcher) -> None:
    assert sent(carrier(catcher.url, NOWHERE)) == ["handing over", "sent"]
    assert catcher.ids == {f"<{PLAIN.key}@desk.example.com>": 1}


@pytest.mark.parametrize(
    ("mailbox", "what"),
    [
        ("gone", ["Permanent: 550 5.1.1 no such mailbox"]),
        ("policy", ["Temporary: 550 5.7.1 relaying denied"]),
        ("busy", ["Temporary: 451 4.3.2 try later"]),
        ("spam", ["handing over", "Permanent: 554 5.6.0 not wanted here"]),
    ],
)
def test_a_refusal_is_final_only_where_it_is_about_the_reader(
    catcher: Catcher, mailbox: str, what: list[str]
) -> None:
    assert sent(carrier(catcher.url, NOWHERE), f"{mailbox}@example.com") == what
    assert catcher.taken == []


def test_an_answer_that_never_came_is_neither_success_nor_failure(catcher: Catcher) -> None:
    happened = sent(carrier(catcher.url, NOWHERE), "vanish@example.com")
    assert (happened[0], happened[1].partition(":")[0]) == ("handing over", "Doubtful")
    assert len(catcher.taken) == 1


def test_where_nobody_listens_nothing_is_handed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        happened = sent(Smtp("127.0.0.1", taken.getsockname()[1], tls="offered"))
    assert happened == ["Temporary: Connection refused"]


def test_a_lease_lost_at_the_last_moment_keeps_the_message_here(catcher: Catcher) -> None:
    class Lost(Exception):
        pass

    def lost() -> None:
        raise Lost

    with pytest.raises(Lost):
        carrier(catcher.url, NOWHERE).send(PLAIN, lost)
    assert catcher.taken == []


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 with its key, good for an hour."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(key.private_bytes(*form) + made.public_bytes(serialization.Encoding.PEM))
    return file


def served(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_tls_is_used_and_the_password_goes_under_it(
    scheme: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with catching(tls=served(certificate), starttls=scheme == "smtp", auth=True) as catcher:
        url = f"{scheme}://user:right@127.0.0.1:{catcher.port}"
        assert sent(carrier(url, NOWHERE)) == ["handing over", "sent"]
        assert catcher.passwords == [b"right"]
        assert sent(carrier(url.replace("right", "wrong"), NOWHERE))[0].startswith("Temporary: 535")


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_a_certificate_nobody_vouches_for_stops_everything(scheme: str, certificate: Path) -> None:
    with catching(tls=served(certificate), starttls=scheme == "smtp") as catcher:
        happened = sent(carrier(f"{scheme}://127.0.0.1:{catcher.port}", NOWHERE))
    assert happened[0].startswith("Temporary: ")
    assert catcher.taken == []


def test_a_server_elsewhere_that_offers_no_tls_gets_nothing(catcher: Catcher) -> None:
    elsewhere = Smtp("127.0.0.1", catcher.port, tls="start")
    assert sent(elsewhere) == ["Temporary: STARTTLS extension not supported by server."]
    assert carrier("smtp://mail.example.com", NOWHERE) == Smtp("mail.example.com", 25, tls="start")
    assert carrier("smtp://mail.example.com?tls=off", NOWHERE) == Smtp("mail.example.com", 25, tls="off")


@pytest.mark.parametrize(
    "url",
    ["mail.example.com", "http://x", "smtp://", "smtp://h:port", "smtps://h?tls=off", "smtp://h?tls=no"],
)
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        carrier(url, NOWHERE)
    assert refused.value.code == "mail_url"


def test_no_password_is_shown_by_accident() -> None:
    assert "secret" not in repr(carrier("smtp://user:secret@mail.example.com", NOWHERE))


def test_a_server_can_be_asked_without_sending(catcher: Catcher) -> None:
    carrier(catcher.url, NOWHERE).probe()
    with pytest.raises(Temporary):
        Smtp("127.0.0.1", catcher.port, tls="start").probe()
    assert catcher.taken == []
