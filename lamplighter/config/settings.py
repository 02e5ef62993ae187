"""All settings, in one file; each environment value is described in docs/reference/settings.md."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from lamplighter.config import environment, secret

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "lamplighter"
DATA = Path(environment.text("LAMPLIGHTER_DATA", str(ROOT / "data")))

# --- Where we stand ------------------------------------------------------------------------------------------
# Sample data, its logins and the relaxed second factor live only while this is on, and `serve` turns it on
# only when it listens on loopback.
SAMPLE = environment.flag("LAMPLIGHTER_SAMPLE", default=False)
DEBUG = environment.flag("LAMPLIGHTER_DEBUG", default=False)
HTTPS = environment.flag("LAMPLIGHTER_HTTPS", default=False)
ALLOWED_HOSTS = environment.words("LAMPLIGHTER_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("LAMPLIGHTER_ORIGINS")
SECRET_KEY = secret.key(DATA)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True  # htmx takes the token from the page
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14

INSTALLED_APPS = [
    "lamplighter.config.apps.House",
    "lamplighter.apps.samples",
    "lamplighter.apps.exercise",
    "lamplighter.apps.pay",
    "lamplighter.apps.roster",
    "lamplighter.apps.register",
    "lamplighter.apps.law",
    "lamplighter.apps.followup",
    "lamplighter.apps.cities",
    "lamplighter.apps.journal",
    "lamplighter.apps.work",
    "lamplighter.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lamplighter.web.middleware.ReadersLanguage",
    "django.middleware.common.CommonMiddleware",
    "lamplighter.web.middleware.ShortForms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lamplighter.web.middleware.ReadersChoices",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lamplighter.web.middleware.ContentPolicy",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lamplighter.config.gate.Gate",
]

ROOT_URLCONF = "lamplighter.config.urls"
ASGI_APPLICATION = "lamplighter.config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lamplighter.web.context.page",
            ],
            "builtins": ["lamplighter.web.templatetags.words", "django.templatetags.i18n"],
        },
    },
]


# --- Database ------------------------------------------------------------------------------------------------
def database(url: str) -> dict[str, object]:
    """Settings of the database at ``url``: sqlite:///path or postgres://user:password@host:port/name."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path),
            "OPTIONS": {
                # Write locks are taken at BEGIN, so two writers queue up instead of failing half way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.get("host", parts.hostname or ""),
            "PORT": str(parts.port or query.get("port", "")),
            # A connection that the server dropped is noticed before it is used, not by a reader.
            "CONN_HEALTH_CHECKS": True,
            # Under ASGI, persistent connections grow with every thread; the pool keeps them few.
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": environment.number("LAMPLIGHTER_DB_POOL", 12, least=1)}
            },
        }
    raise ImproperlyConfigured(
        f"LAMPLIGHTER_DATABASE must start with sqlite:/// or postgres://. Got {url.split(':')[0]!r} instead."
    )


DATABASES = {
    "default": database(
        environment.text("LAMPLIGHTER_DATABASE", f"sqlite:///{DATA.absolute()}/lamplighter.sqlite3")
    )
}

# Holds how often somebody tried to sign in, so that guessing is slowed down in every process of this machine alike.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# --- Accounts ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "cities.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Nobody signs up alone: people come by invitation, which proves the address.
ACCOUNT_ADAPTER = "lamplighter.apps.cities.adapter.ByInvitationOnly"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Behind proxies, whose address is counted when sign-ins are slowed down: the one that the outermost of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("LAMPLIGHTER_PROXIES", 0)
# An invitation has proven the address already.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Lamplighter"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- Mail ----------------------------------------------------------------------------------------------------
EMAIL_HOST = environment.text("LAMPLIGHTER_MAIL_HOST")
EMAIL_PORT = environment.number("LAMPLIGHTER_MAIL_PORT", 587, least=1)
EMAIL_HOST_USER = environment.text("LAMPLIGHTER_MAIL_USER")
EMAIL_HOST_PASSWORD = environment.text("LAMPLIGHTER_MAIL_PASSWORD")
EMAIL_USE_TLS = environment.flag("LAMPLIGHTER_MAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = environment.text("LAMPLIGHTER_MAIL_FROM", "Lamplighter <lamplighter@localhost>")
# Without a mail host, letters are written to files under the data folder, where `serve` says so.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"

# --- Languages and time --------------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fa", _("Persian")), ("he", _("Hebrew")), ("ar", _("Arabic"))]
LOCALE_PATHS = [PACKAGE / "locale"]
# Grouping is done by the filters of web/templatetags/words.py; ids in attributes must stay plain.
USE_THOUSAND_SEPARATOR = False

# --- Static files --------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# --- Uploads and background work -----------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
MAX_IMPORT_MB = environment.number("LAMPLIGHTER_MAX_IMPORT_MB", 25, least=1)
# A worker that has not been heard of for so long is taken for dead, and its job goes to another.
WORKER_SILENCE_S = environment.number("LAMPLIGHTER_WORKER_SILENCE_S", 30, least=2)
ROSTER_LIMIT_S = environment.number("LAMPLIGHTER_ROSTER_LIMIT_S", 60, least=1)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("LAMPLIGHTER_LOG", "WARNING")},
}
