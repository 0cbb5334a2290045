"""Files that were given to us: whole or not there, hashed as they come, below random keys."""

import hashlib
import io
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from directbill.core.errors import Fault, Place, Refusal
from directbill.gateways import storage
from directbill.gateways.storage import Folder, Storage

PARTNER = UUID("11111111-2222-4333-8444-555555555555")
CONTENT = b"content of a file " * 90_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
LATER, EARLIER = datetime.now(UTC) + timedelta(days=1), datetime.now(UTC) - timedelta(days=1)
BUCKET = "directbill-tests"


@pytest.fixture(scope="session")
def s3_service() -> Iterator[str]:
    """The address of a real S3-compatible server, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the S3 server did not start")


@pytest.fixture
def bucket(s3_service: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """An empty prefix of a bucket, as the settings of an installation name it."""
    from directbill.gateways.bucket import Bucket

    named = {"S3_ENDPOINT": s3_service, "S3_REGION": "us-east-1", "S3_KEY": "key", "S3_SECRET": "secret"}
    for name, value in {**named, "FILES": f"s3://{BUCKET}/files"}.items():
        monkeypatch.setattr(settings, name, value)
    Bucket.of_settings.cache_clear()
    made = storage.of_installation()
    assert isinstance(made, Bucket)
    made.service.connection.create_bucket(Bucket=BUCKET)
    yield made
    made.service.bucket.objects.all().delete()
    made.service.connection.meta.client.close()


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest) -> Storage:
    """Every place there is."""
    if request.param == "bucket":
        return request.getfixturevalue("bucket")  # type: ignore[no-any-return]
    return storage.of_installation()


def kept(place: Storage, content: bytes = CONTENT, *, most: int = 10_000_000) -> str:
    with storage.received(place, io.BytesIO(content), name="a.pdf", most=most) as incoming:
        assert (incoming.size, incoming.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        return storage.keep(place, incoming, partner=PARTNER)


def in_anteroom(place: Storage) -> list[Path]:
    return list(place.anteroom().iterdir())


def test_what_is_put_is_read_back_to_the_byte_and_gone_when_removed(place: Storage) -> None:
    key = kept(place)
    with place.open(key) as stream:
        assert stream.read() == CONTENT
    with storage.reading(place, key, sha256=SHA256) as path:
        assert path.read_bytes() == CONTENT
    place.remove(key)
    place.remove(key)
    with pytest.raises(FileNotFoundError):
        place.open(key)
    assert in_anteroom(place) == []


def test_a_key_is_random_below_the_partner_and_no_other_form_is_a_key(place: Storage) -> None:
    keys = {kept(place, b"same") for _ in range(3)}
    assert len(keys) == 3
    assert all(re.fullmatch(rf"{PARTNER}/[0-9a-f]{{32}}", key) for key in keys)
    for foreign in ("../../etc/passwd", f"{PARTNER}/../x", "/etc/passwd", f"{PARTNER}/{'0' * 32}\n", ""):
        with pytest.raises(ValueError, match="no key"):
            place.open(foreign)


def test_a_stored_file_that_changed_or_is_lost_is_refused(place: Storage) -> None:
    key = kept(place)
    with pytest.raises(Refusal) as changed, storage.reading(place, key, sha256="0" * 64):
        pass
    assert changed.value.faults == (Fault("stored_file_changed", Place(), SHA256),)
    place.remove(key)
    with pytest.raises(Refusal) as lost, storage.reading(place, key, sha256=SHA256):
        pass
    assert lost.value.code == "stored_file_lost"


def test_every_key_put_before_a_moment_is_listed(place: Storage) -> None:
    keys = {kept(place, bytes([n])) for n in range(3)}
    assert set(place.keys(before=LATER)) == keys
    assert list(place.keys(before=EARLIER)) == []


class Endless(io.RawIOBase):
    """A stream without an end, which counts what is taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return b"x" * size


def test_a_file_that_is_too_large_is_refused_while_it_streams_and_nothing_stays(place: Storage) -> None:
    endless: Any = Endless()
    with (
        pytest.raises(Refusal) as refused,
        storage.received(place, endless, name="a.pdf", most=3 * storage.MEGABYTE),
    ):
        pass
    assert refused.value.faults == (Fault("upload_too_large", Place("a.pdf"), params={"most": "3.0"}),)
    assert endless.taken == 4 * storage.CHUNK
    assert (in_anteroom(place), list(place.keys(before=LATER))) == ([], [])


def test_an_empty_file_is_refused(place: Storage) -> None:
    with pytest.raises(Refusal) as refused:
        kept(place, b"")
    assert refused.value.code == "upload_empty"


class CutOff(io.RawIOBase):
    """An upload that breaks off."""

    def read(self, size: int = -1) -> bytes:
        raise ConnectionResetError("the other side went away")


def test_an_upload_that_breaks_off_leaves_nothing(place: Storage) -> None:
    broken: Any = CutOff()
    with pytest.raises(Refusal) as refused, storage.received(place, broken, name="a.pdf", most=1000):
        pass
    assert refused.value.faults == (Fault("upload_cut_off", Place("a.pdf"), "the other side went away"),)
    assert (in_anteroom(place), list(place.keys(before=LATER))) == ([], [])


def test_what_a_process_that_died_was_receiving_is_swept(place: Storage) -> None:
    left = place.anteroom() / "left"
    left.write_bytes(b"half of a fi")
    assert storage.sweep_anteroom(place, before=EARLIER) == 0
    assert storage.sweep_anteroom(place, before=LATER) == 1
    assert in_anteroom(place) == []


def test_a_folder_and_its_files_are_for_the_installation_alone(own_files: Path) -> None:
    key = kept(storage.of_installation())
    modes = [
        oct(path.stat().st_mode & 0o777)
        for path in (own_files / "files" / key, own_files / "files" / str(PARTNER))
    ]
    assert modes == ["0o600", "0o700"]


def test_a_folder_that_cannot_be_written_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no folder")
    with pytest.raises(Refusal) as refused:
        kept(Folder(tmp_path / "file"))
    assert refused.value.faults == (Fault("files_unwritable", Place("a.pdf"), "Not a directory"),)


def test_the_settings_may_name_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FILES", str(tmp_path / "elsewhere"))
    place = storage.of_installation()
    assert isinstance(place, Folder)
    assert (tmp_path / "elsewhere" / kept(place)).read_bytes() == CONTENT
