"""One installation: its folder, its key, and the server it is told of."""

import stat
from pathlib import Path

import pytest

from directbill.core.errors import Refusal
from directbill.gateways import keys, postgres
from directbill.ops import installation


def refused(code: str, *words: object, **named: object) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        installation.check_server(*words, **named)  # type: ignore[arg-type] # the test's own
    assert refusal.value.code == code
    return refusal.value


def test_a_folder_is_made_with_a_key_that_stays(tmp_path: Path) -> None:
    data = tmp_path / "a" / "data"
    for _ in range(2):
        installation.prepare_folder(data)
        key = keys.kept_key(data)
    assert len(key) >= 50
    assert keys.kept_key(data) == key
    assert stat.S_IMODE((data / keys.KEY).stat().st_mode) == 0o600


def test_a_folder_nobody_can_write_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Refusal) as refusal:
        installation.prepare_folder(tmp_path / "file" / "data")
    assert refusal.value.code == "data_unwritable"


@pytest.mark.parametrize(("oldest", "newest"), [(99, 99), (1, 9)])
def test_a_server_of_a_version_we_do_not_know_is_refused(
    postgres_server: str, oldest: int, newest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "OLDEST", oldest)
    monkeypatch.setattr(postgres, "NEWEST", newest)
    refusal = refused("database_version", postgres_server)
    assert refusal.faults[0].params == {"oldest": str(oldest), "newest": str(newest)}


def test_a_server_nobody_reaches_is_refused_without_its_password() -> None:
    refusal = refused("database_unreachable", "postgresql://someone:secret-word@127.0.0.1:1/none")
    assert "secret-word" not in str(refusal)


def test_an_address_that_is_none_is_refused() -> None:
    refused("database_unreachable", "no address at all")


def test_the_address_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://there\n")
    around = {"DATABASE_URL": "postgresql://here", "DATABASE_URL_FILE": str(tmp_path / "url")}
    assert installation.named_database(around) == "postgresql://there"
    assert installation.named_database({"DATABASE_URL": "postgresql://here"}) == "postgresql://here"
    with pytest.raises(Refusal) as refusal:
        installation.named_database({"DATABASE_URL_FILE": str(tmp_path / "none")})
    assert refusal.value.code == "setting_unreadable"


def test_nothing_is_opened_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        installation.check_there(tmp_path, {})
    assert refusal.value.code == "installation_none"
    installation.check_there(tmp_path, {"DATABASE_URL": "postgresql://here"})
