"""The settings of an installation: everything that differs between two of them is read from the environment."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from directbill.cli.folders import data_folder
from directbill.config import env
from directbill.core import registers
from directbill.gateways import keys
from directbill.records.walls import ROLE

env.text("DIRECTBILL_DATA", "", "The data folder. Empty: the platform's folder for a user's data.")
DATA = data_folder(os.environ)
PRODUCTION = env.flag(
    "DIRECTBILL_PRODUCTION",
    "A real installation: its clock cannot be moved and it wants a key, TLS and a database.",
)
DATABASE_URL = env.secret(
    "DATABASE_URL",
    "The PostgreSQL database, `postgresql://…`. Without it a server of our own runs in the data folder.",
)
AS_OWNER = env.flag("DIRECTBILL_AS_OWNER", "Work as the owner of the tables: only for migrations.")
BASE_URL = env.text(
    "DIRECTBILL_BASE_URL", "http://127.0.0.1:8000", "The address people open; links in mails start with it."
).rstrip("/")
TIME_ZONE = env.zone("DIRECTBILL_TIME_ZONE", "UTC", "The time zone in which days begin and end.")

SECRET_KEY = env.secret(
    "DIRECTBILL_SECRET_KEY",
    "Signs cookies and links. `directbill serve` makes one in the data folder on first use.",
) or keys.kept_key(DATA)
DEBUG = False
ALLOWED_HOSTS = env.words(
    "DIRECTBILL_HOSTS", "127.0.0.1, localhost, [::1]", "Host names it answers to, separated by commas."
)
CSRF_TRUSTED_ORIGINS = [BASE_URL]
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 << 20
"""So much text one form may bring, so that a field of ten megabytes is refused by its name. Files stream to disk."""
ROOT_URLCONF = "directbill.web.urls"
WSGI_APPLICATION = "directbill.config.wsgi.application"
USE_TZ = True
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("cs", "Čeština")]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "records.Person"

WEB = Path(__file__).resolve().parents[1] / "web"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "axes",
    "django_cotton.apps.SimpleAppConfig",
    "pgtrigger",
    "procrastinate.contrib.django",
    "directbill.records",
    "directbill.web",
]
MIDDLEWARE = [
    "directbill.web.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "directbill.web.compression.Pages",
    "csp.middleware.CSPMiddleware",
    "directbill.web.safeguards.Safeguards",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "directbill.web.middleware.Around",
    "directbill.web.middleware.Refusals",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted(WEB.glob("*/templates")),
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "directbill.web.ui.context.page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "directbill.web.ui.tags",
                "directbill.web.signin.tags",
            ],
        },
    }
]


def _database() -> dict[str, Any]:
    """Django's form of the address. The role without rights of its own is taken on by every connection."""
    found = conninfo_to_dict(DATABASE_URL) if DATABASE_URL else {}
    options = {k: v for k, v in found.items() if k not in {"dbname", "user", "password", "host", "port"}}
    if not AS_OWNER:
        options["options"] = f"{options.get('options', '')} -c role={ROLE}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": found.get("dbname", "directbill"),
        "USER": found.get("user", ""),
        "PASSWORD": found.get("password", ""),
        "HOST": found.get("host", ""),
        "PORT": found.get("port", ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


DATABASES = {"default": _database()}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

OIDC_ISSUER = env.text(
    "DIRECTBILL_OIDC_ISSUER",
    "",
    "The OpenID Connect provider people sign in with, by its issuer; its settings are read from there.",
)
OIDC_CLIENT_ID = env.text(
    "DIRECTBILL_OIDC_CLIENT_ID", "", "What this installation is called at the provider."
)
OIDC_CLIENT_SECRET = env.secret("DIRECTBILL_OIDC_CLIENT_SECRET", "The secret it has there.")
OIDC_NAME = env.text("DIRECTBILL_OIDC_NAME", "", "What people call the provider. Empty: its issuer.")
if OIDC_ISSUER and not OIDC_CLIENT_ID:
    raise env.SettingUnreadable("DIRECTBILL_OIDC_ISSUER is set; DIRECTBILL_OIDC_CLIENT_ID must be too")
SIGN_UP = env.flag(
    "DIRECTBILL_SIGN_UP",
    "Whether anybody may make a local account; otherwise only with an invitation.",
    default=not PRODUCTION,
)
DESK_SECOND_STEP = (
    env.flag(
        "DIRECTBILL_DESK_SECOND_STEP",
        "Whether people of the desk with a local account need the second step; a real installation always asks.",
        default=True,
    )
    or PRODUCTION
)
SESSION_IDLE = timedelta(
    minutes=env.number("DIRECTBILL_SESSION_IDLE_MINUTES", 60, "How long a session lasts that is left alone.")
)
SESSION_ABSOLUTE = timedelta(
    hours=env.number("DIRECTBILL_SESSION_HOURS", 12, "How long any session lasts; then one signs in again.")
)
PASSWORD_RESET_TIMEOUT = 3600
SESSION_COOKIE_AGE = int(SESSION_ABSOLUTE.total_seconds())
PROXIES = env.number(
    "DIRECTBILL_PROXIES", 0, "How many trusted proxies stand in front and add to X-Forwarded-For."
)
LOGIN_URL = "sign_in"

ACCOUNT_ADAPTER = "directbill.web.signin.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
SOCIALACCOUNT_ADAPTER = "directbill.web.signin.adapters.Identities"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
MFA_TOTP_ISSUER = "directbill"
MFA_ADAPTER = "directbill.web.signin.adapters.Factors"

AXES_USERNAME_FORM_FIELD = "username"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "directbill.web.signin.guard.locked"
AXES_CLIENT_IP_CALLABLE = "directbill.web.signin.address.of"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "ip_address",
    "email",
    "password",
    "old",
    "code",
    "csrfmiddlewaretoken",
]
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING"}},
}

STATIC_URL = "/static/"
STATICFILES_DIRS = sorted(WEB.glob("*/static"))
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "directbill.web.access.forged"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
if SESSION_COOKIE_SECURE:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
X_FRAME_OPTIONS = "DENY"

MAIL_FOLDER = DATA / "mail"
EMAIL_URL = env.secret(
    "DIRECTBILL_EMAIL_URL",
    "Where mail goes: `smtp://user:password@host:port`, `smtps://…`, `file:///folder`. Empty: the data folder's mail.",
)
EMAIL_FROM = env.text("DIRECTBILL_EMAIL_FROM", "directbill <no-reply@localhost>", "The sender of mails.")
EMAIL_REPLY_TO = env.text("DIRECTBILL_EMAIL_REPLY_TO", "", "Where answers to mails go. Empty: to the sender.")

PROCRASTINATE_IMPORT_PATHS = ["directbill.ops.jobs"]
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""

FILES = env.text(
    "DIRECTBILL_FILES",
    "",
    "Where uploaded files are kept: a folder, or `s3://bucket/prefix`. Empty: the folder `files` in the data folder.",
)
S3_ENDPOINT = env.text(
    "DIRECTBILL_S3_ENDPOINT", "", "The address of an S3-compatible service other than AWS."
)
S3_REGION = env.text("DIRECTBILL_S3_REGION", "", "The region of the bucket.")
S3_KEY = env.secret("DIRECTBILL_S3_KEY", "The access key of the bucket. Empty: as the machine provides.")
S3_SECRET = env.secret("DIRECTBILL_S3_SECRET", "The secret of the bucket's access key.")
CLAMD = env.text(
    "DIRECTBILL_CLAMD",
    "",
    "The virus scanner clamd: `host:port`, or the path of its socket. Empty: files are not scanned, and this is said.",
)
LARGEST_EXPORT = env.number(
    "DIRECTBILL_LARGEST_EXPORT", 512, "How many megabytes one uploaded billing export may have."
)
RATES = env.text(
    "DIRECTBILL_RATES", "", "A CSV of exchange rates (month,currency,rate,source) beside the reference rates."
)

REGISTRIES = env.words(
    "DIRECTBILL_REGISTRIES",
    "",
    "Outside registers the desk may ask: `ares`, `gleif`, `vies`, separated by commas. Empty: none is ever asked.",
)
BUREAU_URL = env.text(
    "DIRECTBILL_BUREAU_URL",
    "",
    "The address of the credit bureau's orders, without `/orders`. Empty: none is ever ordered from.",
)
BUREAU_SECRET = env.secret(
    "DIRECTBILL_BUREAU_SECRET", "The secret shared with the bureau, which signs its reports."
)
if set(REGISTRIES) - set(registers.Kind):
    raise env.SettingUnreadable(
        f"DIRECTBILL_REGISTRIES is {', '.join(REGISTRIES)!r}; it must be some of {', '.join(registers.Kind)}"
    )
REGISTRY_ADDRESSES = {
    registers.Kind.ARES: env.text(
        "DIRECTBILL_ARES_URL",
        "https://ares.gov.cz/ekonomicke-subjekty-v-be/rest",
        "The Czech register of economic subjects.",
    ),
    registers.Kind.GLEIF: env.text(
        "DIRECTBILL_GLEIF_URL", "https://api.gleif.org/api/v1", "The register of Legal Entity Identifiers."
    ),
    registers.Kind.VIES: env.text(
        "DIRECTBILL_VIES_URL",
        "https://ec.europa.eu/taxation_customs/vies/rest-api",
        "The European system on VAT numbers.",
    ),
}

PROGRAM = env.text(
    "DIRECTBILL_PROGRAM", "", "The program: a bundled name or a folder. Empty: the bundled default."
)
EDITIONS = env.words(
    "DIRECTBILL_EDITIONS", "", "Editions in force, by date. Empty: those the program itself enables."
)
