"""The search for harmful content: clean, found, too large, unavailable; and where nobody scans, that is said."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from directbill.core.errors import Fault, Place, Refusal
from directbill.gateways import scan
from directbill.records.words import Scan
from tests.gateways import clamd


@pytest.fixture(scope="session")
def real_clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if clamd.program() is None:
        pytest.skip("no clamd on this machine")
    folder = tmp_path_factory.mktemp("c", numbered=True)
    for each in (folder, *folder.parents[:3]):
        each.chmod(0o755)
    with clamd.real(folder) as where:
        yield where


@pytest.fixture(params=["fake", "real"])
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The fake is held to what the real one answers: every claim is made of both."""
    if request.param == "real":
        monkeypatch.setattr(settings, "CLAMD", request.getfixturevalue("real_clamd"))
        yield
        return
    with clamd.fake() as where:
        monkeypatch.setattr(settings, "CLAMD", where)
        yield


def scanned(folder: Path, content: bytes) -> Scan:
    path = folder / "given"
    path.write_bytes(content)
    return scan.scan(path, name="a.txt")


def test_a_clean_file_is_said_to_be_clean(tmp_path: Path, scanner: None) -> None:
    assert scanned(tmp_path, b"nothing harmful " * 10_000) is Scan.CLEAN


def test_the_antivirus_makers_test_file_is_refused_by_its_name(tmp_path: Path, scanner: None) -> None:
    with pytest.raises(Refusal) as refused:
        scanned(tmp_path, clamd.EICAR)
    (fault,) = refused.value.faults
    assert (fault.code, fault.place, "Eicar-Test-Signature" in fault.found) == (
        "scan_found",
        Place("a.txt"),
        True,
    )


def test_a_file_too_large_for_the_scanner_is_refused_and_not_waved_through(
    tmp_path: Path, scanner: None
) -> None:
    with pytest.raises(Refusal) as refused:
        scanned(tmp_path, b"x" * (5 * clamd.LIMIT))
    assert refused.value.faults == (Fault("scan_too_large", Place("a.txt")),)


def test_where_no_scanner_is_named_the_file_is_marked_as_not_scanned(tmp_path: Path) -> None:
    assert scanned(tmp_path, clamd.EICAR) is Scan.NOT_SCANNED


@pytest.mark.parametrize("kind", ["port", "socket"])
def test_a_scanner_that_does_not_answer_is_no_clean_bill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}" if kind == "port" else str(tmp_path / "no.sock")
    monkeypatch.setattr(settings, "CLAMD", where)
    with pytest.raises(Refusal) as refused:
        scanned(tmp_path, b"anything")
    assert refused.value.code == "scan_unavailable"


def test_an_answer_that_says_nothing_is_no_clean_bill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clamd._Session, "handle", lambda self: self.request.recv(10))
    with clamd.fake() as where:
        monkeypatch.setattr(settings, "CLAMD", where)
        with pytest.raises(Refusal) as refused:
            scanned(tmp_path, b"anything")
    assert refused.value.code == "scan_unavailable"
