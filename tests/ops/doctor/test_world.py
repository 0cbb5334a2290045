"""What doctor makes of the settings."""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from directbill.access import actor
from directbill.actions import clock as actions
from directbill.gateways import clock
from directbill.ops.doctor import world
from tests.mail_catcher import catching

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_it_should_be(settings: Any, tmp_path: Path) -> None:
    settings.SECRET_KEY = secrets.token_urlsafe(48)
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)


def looked() -> dict[str, str]:
    return {seen.check: seen.code for seen in world.looked()}


def ill() -> dict[str, str]:
    return {seen.check: seen.code for seen in world.looked() if not seen.is_well}


def test_a_sandbox_as_serve_makes_it_is_well() -> None:
    assert looked() == {
        "key": "well",
        "mail": "well",
        "address": "well",
        "production": "sandbox",
        "clock": "well",
        "static": "well",
    }


@pytest.mark.parametrize(("key", "code"), [("", "none"), ("short", "weak"), ("ab" * 40, "weak")])
def test_a_key_that_can_be_guessed_is_found(settings: Any, key: str, code: str) -> None:
    settings.SECRET_KEY = key
    assert ill() == {"key": code}


@pytest.mark.parametrize(
    ("url", "code"), [("smtp://127.0.0.1:1", "unreachable"), ("imap://127.0.0.1", "unreadable")]
)
def test_a_mail_server_nobody_reaches_is_found(settings: Any, url: str, code: str) -> None:
    settings.EMAIL_URL = url
    assert ill() == {"mail": code}


def test_a_mail_server_that_answers_is_well(settings: Any) -> None:
    with catching() as catcher:
        settings.EMAIL_URL = catcher.url
        assert ill() == {}


@pytest.mark.parametrize(
    ("address", "hosts", "production", "code"),
    [
        ("partners.example.com", ["partners.example.com"], False, "unreadable"),
        ("http://partners.example.com", ["partners.example.com"], True, "clear"),
        ("https://partners.example.com", ["*"], False, "any_host"),
        ("https://partners.example.com", ["localhost"], False, "not_answered"),
    ],
)
def test_an_address_people_cannot_use_is_found(
    settings: Any, address: str, hosts: list[str], production: bool, code: str
) -> None:
    settings.BASE_URL, settings.ALLOWED_HOSTS, settings.PRODUCTION = address, hosts, production
    assert ill()["address"] == code


def test_production_wants_a_mail_server_and_a_sender(settings: Any) -> None:
    settings.PRODUCTION, settings.BASE_URL = True, "https://localhost"
    assert ill() == {"production": "wanting"}


def test_a_sandbox_may_be_ahead_and_production_may_not(settings: Any) -> None:
    at = clock.now()
    actions.move(to=at + timedelta(days=30), by=actor.system("directbill.clock"), at=at)
    assert looked()["clock"] == "ahead"
    settings.PRODUCTION = True
    assert ill()["clock"] == "moved"


def test_a_static_file_that_was_not_collected_is_found(settings: Any, tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    (more / "new.css").write_text("a{}")
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, more]
    assert ill() == {"static": "missing"}
