"""The peer: Django admin's list of the same table, as it comes. `python -m bench.web_peer PORT` serves it.

Settings, addresses and site in one file; DJANGO_SETTINGS_MODULE names it.
"""

import os
import sys
from functools import cache
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.web_peer")

from directbill.config import settings as ours

SECRET_KEY = ours.SECRET_KEY
DATABASES = ours.DATABASES
ALLOWED_HOSTS = ["*"]
AUTH_USER_MODEL = ours.AUTH_USER_MODEL
USE_TZ = True
DEFAULT_AUTO_FIELD = ours.DEFAULT_AUTO_FIELD
ROOT_URLCONF = "bench.web_peer"
STATIC_URL = "/static/"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.admin",
    "pgtrigger",
    "directbill.records",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]


def __getattr__(name: str) -> Any:
    """`urlpatterns`, made when the apps are there."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.urls import path

    return [path("admin/", _site().urls)]


def _site() -> Any:
    from django.contrib import admin

    from directbill.records.models import Application

    class Site(admin.AdminSite):
        def has_permission(self, request: Any) -> bool:
            return bool(request.user.is_authenticated)

        def each_context(self, request: Any) -> dict[str, Any]:
            return {**super().each_context(request), "available_apps": []}

    class Applications(admin.ModelAdmin):  # type: ignore[type-arg]
        list_display = ("reference", "partner", "state", "submitted_at")
        list_select_related = ("partner",)
        list_per_page = 25
        ordering = ("-submitted_at",)

        def has_view_permission(self, request: Any, obj: Any = None) -> bool:
            return True

        has_module_permission = has_view_permission

        def has_add_permission(self, request: Any) -> bool:
            return False

        def has_change_permission(self, request: Any, obj: Any = None) -> bool:
            return False

        has_delete_permission = has_change_permission

    site = Site()
    site.register(Application, Applications)
    return site


def application(environ: Any, start: Any) -> Any:
    return _made()(environ, start)


@cache
def _made() -> Any:
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


if __name__ == "__main__":
    from directbill.ops import web_server

    web_server.APPLICATION = "bench.web_peer:application"
    web_server.run("127.0.0.1", int(sys.argv[1]))
