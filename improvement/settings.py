"""Settings. Each environment variable is read here, once; docs/operating.md lists them."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # what a running copy makes: its database, uploads and secret
env = environ.Env()

# What kind of installation this is

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # fictional people, whose logins the login page names
HTTPS = env.bool("HTTPS", default=not DEBUG)  # off only where nobody but this machine can reach it

# Secrets and addresses

SECRET_KEY = env.str("SECRET_KEY", default="only-for-development-" + "x" * 40 if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Give it a long random value, kept secret and the same on every "
        "web node: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    )
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if not HTTPS else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# How many proxies stand in front and set X-Forwarded-For; 0 trusts none of what it says.
PROXIES = env.int("PROXIES", default=0)
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Apps

INSTALLED_APPS = [
    "improvement",
    "actions",
    "boards",
    "audits",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # after our own, so that our widget templates win
    "django_filters",
    "simple_history",
    "csp",
    "axes",
]

MIDDLEWARE = [
    "improvement.headers.HeadersMiddleware",
    "improvement.characters.CharactersMiddleware",
    # Above what answers by itself: static files, redirects, the refusal of a wrong host.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "improvement.kept_text.LoggedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "improvement.history.ActMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "improvement.urls"
WSGI_APPLICATION = "improvement.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "improvement.gds.context.page",
            ],
        },
    },
]
FORM_RENDERER = "improvement.gds.forms.DesignSystemRenderer"

# Database: SQLite unless DATABASE_URL names PostgreSQL

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'register.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR_DIR.mkdir(exist_ok=True)
    # SQLite's own defaults refuse a second writer at once; these let it wait its turn.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a query takes seconds where its rows are guessed to be many; none here gains by it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# History: a reason may be longer than the 100 characters that the library allows by default.

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_DATE_INDEX = "composite"

# People and passwords

AUTH_USER_MODEL = "improvement.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # a constraint keeps emails unique whatever their case
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

# Guessing is slowed per account and per address: see improvement.accounts.throttle.

AXES_VERBOSE = False
AXES_FAILURE_LIMIT = 10  # of one account
LOGIN_FAILURES_PER_ADDRESS = 100  # a whole council sits behind one
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying on doesn't lock for ever
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_USERNAME_FORM_FIELD = "username"
AXES_HANDLER = "improvement.accounts.throttle.Handler"
AXES_USERNAME_CALLABLE = "improvement.accounts.throttle.account_name"
AXES_CLIENT_IP_CALLABLE = "improvement.accounts.throttle.client_address"
AXES_LOCKOUT_CALLABLE = "improvement.accounts.throttle.locked_out"

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "improvement.kept_text.not_known_to_be_theirs"
if HTTPS:
    # The prefix makes the browser refuse the cookie from anywhere but this host over HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"

# What the browser is told

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # probes come from inside, without TLS
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["improvement.formats"]

# Files

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=VAR_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static" / "built"]
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG  # from there, with nothing collected
# Uploads are never served from here by the web server: each goes through a permission check.
MEDIA_ROOT = env.path("MEDIA_ROOT", default=VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "improvement.gds.static.Storage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
# An upload is a file from the start: the importer's child process reads it by its path.
FILE_UPLOAD_HANDLERS = ["improvement.uploads.BoundedUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an import of 10,000 rows asks many questions at once
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=10 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_MAX_BYTES  # a pasted table comes as a field of its form
# Evidence: the most that one file may have, and all files of one notice together; and the scanner
# that each goes through, a command or the dotted path of a function: see actions.uploads.scanner.
EVIDENCE_MAX_BYTES = env.int("EVIDENCE_MAX_BYTES", default=25 * 1024 * 1024)
EVIDENCE_NOTICE_QUOTA = env.int("EVIDENCE_NOTICE_QUOTA", default=10 * 1024 * 1024 * 1024)
EVIDENCE_SCANNER = env.str("EVIDENCE_SCANNER", default="")
EVIDENCE_SCANNER_SECONDS = env.int("EVIDENCE_SCANNER_SECONDS", default=60)
# An import of more rows is written in a process of its own, whose page shows how far it is.
IMPORT_ROWS_IN_REQUEST = env.int("IMPORT_ROWS_IN_REQUEST", default=500)
IMPORT_SILENT_SECONDS = env.int("IMPORT_SILENT_SECONDS", default=30)  # then it must have died

# Mail

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="register@localhost")
EMAIL_TIMEOUT = EMAIL_CONFIG.get("EMAIL_TIMEOUT", 10)  # seconds; reminders hold a row meanwhile
# Where people reach the register: mails and calendars lead there.
SITE_URL = env.str("SITE_URL", default="").rstrip("/")

# What this installation calls itself

SERVICE_NAME = env.str("SERVICE_NAME", default="Improvement register")
BRAND_COLOUR = env.str("BRAND_COLOUR", default="#1d4f91")

# Log to standard output, as every host collects it

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Each page of a PDF, and each table of its fonts, would be a line.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint.progress", "fontTools")}
    # The heads of seals, whatever else is left out: here the database's owner has no hand.
    | {"improvement.seals": {"level": "INFO"}},
}
