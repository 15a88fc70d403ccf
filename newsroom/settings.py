"""Settings of the newsroom. Whatever differs between machines is read here, once, from the environment.

With no variable set, everything works on one machine: SQLite, local files, debugging off.
docs/configuration.md lists the variables; `manage.py check` says in words what is wrong with them.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.utils.csp import CSP
from whitenoise.compress import Compressor

from newsroom.secret_key import kept_secret_key

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("NEWSROOM_VAR", default=str(BASE_DIR / "var")))
"""Everything the running site writes when nothing else is configured: database, uploads, collected static files."""

# -- What it is ----------------------------------------------------------------

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("NEWSROOM_DEMO", default=False)
"""Allows `manage.py demo` to make accounts whose password everybody knows."""

SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key(VAR_DIR / "secret-key")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
"""Earlier secret keys: links that were mailed while one of them held stay good."""

ADDRESS_KEY = env.str("ADDRESS_KEY", default="") or kept_secret_key(VAR_DIR / "address-key")
"""Recognises mail addresses that were erased. Unlike SECRET_KEY it is never exchanged: with another one, an import
could bring back people who asked to be forgotten."""

SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
"""Scheme and host under which readers reach the site, for canonical addresses; no slash at the end."""

ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or "", "127.0.0.1", "localhost", "[::1]"]
)

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "awards",
    "magazines",
    "newsletters",
    "pages",
    "articles",
    "images",
    "core",
    "taggit",
    "django_countries",
    "django_tasks_db",
    "django_prose_editor",
    "js_asset",
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "core.old_addresses.OldAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.time_zones.OwnTimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.chrome.chrome",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# -- Where things are kept -----------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that may write says so at once; otherwise two writers can deadlock
        # (sqlite.org/lang_transaction.html).
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=67108864; "
            "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None  # opening the file anew for every page costs more than asking it
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": env.bool("DATABASE_POOL", default=True),
        # To compile a query of many small parts takes PostgreSQL seconds, to answer it milliseconds.
        "options": "-c jit=off",
    } | DATABASES["default"].get("OPTIONS", {})  # what the address says, sslmode for one
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
MEDIA_URL = "/media/"
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(VAR_DIR / "private")))
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=True)
"""Whether Django itself answers for uploaded files; off where a web server in front does."""

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What strangers sent in confidence: read through views that ask for a permission, never by an address of its own.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_STORAGE", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
S3_BUCKET = env.str("S3_BUCKET", default="")
"""Keeps what was uploaded in a bucket instead of MEDIA_ROOT; credentials come as AWS_ACCESS_KEY_ID and its like do."""
if S3_BUCKET:
    _s3 = {
        "bucket_name": S3_BUCKET,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
        "region_name": env.str("S3_REGION", default="") or None,
    }
    MEDIA_URL = env.str("S3_PUBLIC_URL").rstrip("/") + "/"
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": _s3
        | {
            "custom_domain": MEDIA_URL.partition("://")[2].rstrip("/"),
            "url_protocol": f"{MEDIA_URL.partition('://')[0]}:",
            "object_parameters": {"CacheControl": "public, max-age=31536000, immutable"},  # names follow content
            "querystring_auth": False,
        },
    }
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": _s3 | {"bucket_name": env.str("S3_PRIVATE_BUCKET"), "default_acl": "private"},
    }
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # every reader of an article counts (articles/readership.py)
    }
}
"""What counts attempts (core/rate_limits.py): in each process for itself, or shared by all through Redis."""
CACHES["template_fragments"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "fragments",
    "OPTIONS": {"MAX_ENTRIES": 1_000},
}
"""Pieces of pages that stand on many of them; always in the process's own memory, which is the fastest."""

if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "newsroom",
    }

PAGE_CACHE_BYTES = env.int("PAGE_CACHE_BYTES", default=0 if DEBUG else 64 * 1024 * 1024)
"""How much memory each process gives to pages that are ready to be sent; 0 keeps none."""

# -- Background work and mail --------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
"""Kept in the database and done by `manage.py worker`; no queue has to be named beforehand."""

EMAIL_URL = env.str("EMAIL_URL", default="")
LETTERS_DIR = VAR_DIR / "letters"
"""Where mails are kept as files while EMAIL_URL names nobody who sends them."""

MAILERS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": LETTERS_DIR}}
}
if EMAIL_URL:
    _mail = env.email_url("EMAIL_URL")
    MAILERS["default"] = {
        "BACKEND": _mail["EMAIL_BACKEND"].replace("django.core.mail.backends.smtp", "core.smtp"),
        "OPTIONS": {
            "host": _mail["EMAIL_HOST"],
            "port": _mail["EMAIL_PORT"],
            "username": _mail["EMAIL_HOST_USER"],
            "password": _mail["EMAIL_HOST_PASSWORD"],
            "use_tls": _mail.get("EMAIL_USE_TLS", False),
            "use_ssl": _mail.get("EMAIL_USE_SSL", False),
            "timeout": 30,  # seconds
        },
    }
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"newsroom@{urlsplit(SITE_URL).hostname or 'localhost'}")

CORRESPONDENCE_KEPT_DAYS = env.int("CORRESPONDENCE_KEPT_DAYS", default=365)
"""When what readers wrote is deleted: so many days after anything last happened to it. The forms say so."""

# -- Uploads -------------------------------------------------------------------

IMAGE_MAX_BYTES = env.int("IMAGE_MAX_BYTES", default=25 * 1024 * 1024)
IMAGE_MAX_PIXELS = env.int("IMAGE_MAX_PIXELS", default=80_000_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024  # bytes of form fields: a very long article with its revision
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# -- Language and time ---------------------------------------------------------

LANGUAGE_CODE = env.str("LANGUAGE_CODE", default="en-gb")
TIME_ZONE = env.str("TIME_ZONE", default="Europe/London")
USE_TZ = True
USE_I18N = True

# -- People and sessions -------------------------------------------------------

AUTH_USER_MODEL = "core.User"
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
HTTPS = SITE_URL.startswith("https://")
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
"""Whether a proxy in front ends TLS and tells so by X-Forwarded-Proto, which it must set itself on every request."""

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_SSL_REDIRECT = HTTPS and BEHIND_PROXY
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by orchestrators from within, without TLS
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if HTTPS else 0)  # seconds
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    # The film players that a reader can ask for (articles/video.py).
    "frame-src": [CSP.SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

if S3_BUCKET:
    SECURE_CSP["img-src"].append("{0.scheme}://{0.netloc}".format(urlsplit(MEDIA_URL)))

# -- Tags ----------------------------------------------------------------------

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False

# -- Logs ----------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"level": LOG_LEVEL},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django_tasks_db": {"level": "WARNING"},  # it tells each time that a worker finds nothing to do, twice a second
    },
}
