"""Settings of the tests: the product's own, with a quick hash; the database is named by tests/database.py."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DIRECTBILL_DATA", tempfile.mkdtemp(prefix="directbill-tests-"))
os.environ.setdefault("DIRECTBILL_SECRET_KEY", "only-for-tests")

from directbill.config.settings import *  # noqa: F403 - settings are names

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = Path(os.environ["DIRECTBILL_DATA"]) / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
"""A site of the tests serves the static files of the source."""
