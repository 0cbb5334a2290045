"""Settings of the tests: the product's own, with a quick hash; the database is named by tests/database.py."""

import os

os.environ.setdefault("DIRECTBILL_SECRET_KEY", "only-for-tests")

from directbill.config.settings import *  # noqa: F403 - settings are names

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
