"""All settings, from the environment; every default makes a one-machine installation that works.

See docs/operations for what each variable means and how an installation grows.
"""

from pathlib import Path
from typing import Any

from central.config.env import (
    data_folder,
    database,
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_text,
    env_token,
    mail_sender,
    mail_server,
    public_address,
    secret_key,
)
from central.config.logs import logging_settings
from central.config.translations import compile_catalogue

PACKAGE = Path(__file__).resolve().parent.parent
PROJECT = PACKAGE.parent

DATA_DIR = data_folder(PROJECT / "var")
DEBUG = env_bool("CENTRAL_DEBUG", False)
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = env_list("CENTRAL_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = env_list("CENTRAL_ORIGINS", ())
HTTPS = env_bool("CENTRAL_HTTPS", False)

# --- Storage ---------------------------------------------------------------------------------
DATABASE_URL = env_text("DATABASE_URL", f"sqlite:///{DATA_DIR / 'central.sqlite3'}")
DATABASES = {"default": database(DATABASE_URL, prepare=env_bool("CENTRAL_PREPARE", True))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # a file: tests use threads too
REDIS_URL = env_text("REDIS_URL")
S3_BUCKET = env_text("S3_BUCKET")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "central"}
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "central_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "central.doors.web.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

MEDIA_ROOT = DATA_DIR / "files"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
CENTRAL_CATALOGUE = env_choice("CENTRAL_CATALOGUE", "provider", ("provider", "none"))
CLOCK_TIMERS = (
    "central.doors.clock.timers.TIMERS"  # doors do not import each other: the worker reads them here
)
CENTRAL_MAX_FILE_MB = env_int("CENTRAL_MAX_FILE_MB", 20, least=1, most=500)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
STATICFILES_KIND = env_choice("CENTRAL_STATIC", "hashed", ("hashed", "plain"))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env_text("S3_ENDPOINT") or None,
            "access_key": env_text("S3_ACCESS_KEY") or None,
            "secret_key": env_text("S3_SECRET_KEY") or None,
            "region_name": env_text("S3_REGION") or None,
            "file_overwrite": False,
        },
    }
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATICFILES_KIND == "hashed" and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or STATICFILES_KIND == "plain"

# --- Applications ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "allauth",
    "allauth.account",
    "django_tasks",
    "central.foundation.once.apps.OnceConfig",
    "central.foundation.events.apps.EventsConfig",
    "central.foundation.signs.apps.SignsConfig",
    "central.foundation.jobs.apps.JobsConfig",
    "central.foundation.files.apps.FilesConfig",
    "central.foundation.search.apps.SearchConfig",
    "central.domain.places.apps.PlacesConfig",
    "central.domain.calendars.apps.CalendarsConfig",
    "central.domain.company.apps.CompanyConfig",
    "central.domain.people.apps.PeopleConfig",
    "central.domain.teams.apps.TeamsConfig",
    "central.domain.access.apps.AccessConfig",
    "central.domain.catalog.apps.CatalogConfig",
    "central.domain.sla.apps.SlaConfig",
    "central.domain.fields.apps.FieldsConfig",
    "central.domain.tickets.apps.TicketsConfig",
    "central.domain.activities.apps.ActivitiesConfig",
    "central.domain.notices.apps.NoticesConfig",
    "central.domain.escalation.apps.EscalationConfig",
    "central.domain.merging.apps.MergingConfig",
    "central.domain.workspace.apps.WorkspaceConfig",
    "central.domain.exports.apps.ExportsConfig",
    "central.domain.health.apps.HealthConfig",
    "central.domain.demo.apps.DemoConfig",
    "central.reactions.apps.ReactionsConfig",
    "central.doors.web.apps.WebConfig",
    "central.doors.console.apps.ConsoleConfig",
]

MIDDLEWARE = [
    "central.config.logs.RequestLog",
    "central.doors.web.query.NulFreeQuery",
    "central.doors.web.query.ParametersOnce",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "central.doors.web.packing.PackedPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "central.doors.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "central.doors.web.errors.DomainErrorMiddleware",
]

ROOT_URLCONF = "central.config.urls"
WSGI_APPLICATION = "central.config.wsgi.application"
ASGI_APPLICATION = "central.config.asgi.application"

_LOADERS: list[Any] = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            *sorted((PACKAGE / "doors" / "web").glob("*/templates")),
        ],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "central.doors.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.static",
                "django.templatetags.i18n",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "central.doors.web.templatetags.central",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
                )
            ],
        },
    }
]

# --- Access ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "central.doors.web.account.adapter.DeskAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": env_text("CENTRAL_LOGIN_FAILURES", "10/m/ip,5/300s/key"),
    "change_password": "5/m/user",
    "reset_password": "10/m/ip,3/300s/key",
    "choose_password": "20/m/ip",
}

CENTRAL_HEALTH_TOKEN = env_token("CENTRAL_HEALTH_TOKEN", least=16)

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "pt-br"
LANGUAGES = [("pt-br", "Português (Brasil)"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "central_language"
LOCALE_PATHS = [PACKAGE / "locale"]
compile_catalogue(PACKAGE / "locale")
TIME_ZONE = env_text("CENTRAL_TIME_ZONE", "America/Sao_Paulo")
USE_TZ = USE_I18N = True

# --- Work behind the scenes ------------------------------------------------------------------
LIVE_BUS = "central.foundation.live.sqlite.SqliteBus"
if REDIS_URL:
    LIVE_BUS = "central.foundation.live.redis.RedisBus"
elif not DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    LIVE_BUS = "central.foundation.live.postgres.PostgresBus"
LIVE_GATE = "central.doors.web.live.gate.DeskGate"
TASKS = {"default": {"BACKEND": "central.foundation.jobs.backend.LeaseBackend", "QUEUES": []}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

THREADS = env_int("CENTRAL_THREADS", 4, least=1, most=64)
PORT = env_int("PORT", 8000, least=1, most=65535)
BIND = env_text("CENTRAL_BIND", "127.0.0.1")
# --- Mail ------------------------------------------------------------------------------------
CENTRAL_URL = public_address("CENTRAL_URL", f"http://{BIND}:{PORT}")
_MAIL = mail_server(env_text("EMAIL_URL"))
EMAIL_HOST, EMAIL_PORT = _MAIL["EMAIL_HOST"], _MAIL["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL["EMAIL_HOST_USER"], _MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL["EMAIL_USE_TLS"], _MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = mail_sender("CENTRAL_MAIL_FROM", "central@localhost")

LOGGING = logging_settings(
    level=env_choice("CENTRAL_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR")),
    form=env_choice("CENTRAL_LOG_FORM", "text", ("text", "json")),
)
