"""Django's settings. Values come from the environment, read in `environment.py` and nowhere else."""

from pathlib import Path

import dj_database_url

from zhijian.config.environment import Environment
from zhijian.foundation.vault.keyfile import read_or_make_key

ENVIRONMENT = Environment()
HOME = ENVIRONMENT.home

ZHIJIAN_HOME = HOME
ZHIJIAN_KEY_FILE = ENVIRONMENT.key_file
ZHIJIAN_PUBLIC_URL = ENVIRONMENT.public_url
ZHIJIAN_API_HOSTS = ENVIRONMENT.api_hosts
# Only the demo names a sandbox; where it is named, its desk may frame /read/ and /m/.
ZHIJIAN_SANDBOX_URL = ENVIRONMENT.zhijian_sandbox_url

SECRET_KEY = read_or_make_key(HOME / "keys" / "sessions.key").hex()
DEBUG = ENVIRONMENT.zhijian_debug
ALLOWED_HOSTS = ENVIRONMENT.allowed_hosts
USE_HTTPS = ENVIRONMENT.public_url.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "zhijian.foundation.vault",
    "zhijian.foundation.audit",
    "zhijian.foundation.tasks",
    "zhijian.foundation.org",
    "zhijian.foundation.accounts",
    "zhijian.foundation.staff",
    "zhijian.foundation.followers",
    "zhijian.foundation.visits",
    "zhijian.foundation.activity",
    "zhijian.foundation.outbox",
    "zhijian.foundation.intake",
    "zhijian.foundation.library",
    "zhijian.rooms.answers",
    "zhijian.rooms.reach",
    "zhijian.ui",
    "zhijian.console",
    "zhijian.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "zhijian.ui.static_files.StaticFilesMiddleware",
    # Django adds noise of random length against BREACH, and the forms' tokens are masked anew each time.
    "django.middleware.gzip.GZipMiddleware",
    "zhijian.ui.content_policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhijian.console.language.LanguageMiddleware",
    "zhijian.console.whence.WhenceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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
            ],
        },
    },
]

ROOT_URLCONF = "zhijian.config.urls"

# --- Databases -------------------------------------------------------------------------------

ATOMIC_REQUESTS = False  # Services open the transactions: docs/decisions/0001-layout.md.
DATABASE_ROUTERS = ["zhijian.config.routing.IntakeRouter"]

_SQLITE_OPTIONS = {
    "timeout": 10,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA cache_size=-8000"
    ),
}

_url = ENVIRONMENT.zhijian_database_url.get_secret_value()
if _url and not _url.startswith("sqlite"):
    DATABASES = {"default": dict(dj_database_url.parse(_url, conn_max_age=60, conn_health_checks=True))}
    INTAKE_DATABASE = "default"
else:
    # Two files, so that a busy worker never delays an answer. No key and no transaction spans them.
    DATABASES = {
        "default": {
            **(dj_database_url.parse(_url) if _url else {"NAME": HOME / "zhijian.sqlite3"}),
            "ENGINE": "django.db.backends.sqlite3",
            "OPTIONS": _SQLITE_OPTIONS,
        },
        "intake": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "intake.sqlite3",
            "OPTIONS": _SQLITE_OPTIONS,
        },
    }
    INTAKE_DATABASE = "intake"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "staff.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/console/sign-in/"
LOGIN_REDIRECT_URL = "/console/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/console/sign-in/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "zhijian.console.sign_in.adapter.StaffAdapter"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "zhijian.console.sign_in.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff have no mail address here
# Asking again before dangerous acts is ours (console.access.step_up), with one rule for all of them.
MFA_REAUTHENTICATION_REQUIRED = False
# Without https, browsers offer passkeys on this very machine only; the library knows https alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not USE_HTTPS
# Failed attempts are counted in the database: every web process sees what the others saw.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "staff_brake",
        # Never culled in practice: an attacker must not push his own failures out with noise.
        "OPTIONS": {"MAX_ENTRIES": 200_000, "CULL_FREQUENCY": 10},
    }
}
# The web process alone may trust this header: the gateway that hands it requests sets it anew.
ALLAUTH_TRUSTED_PROXY_COUNT = 0

# Each door has cookies of its own, sent to its own paths only.
SESSION_COOKIE_NAME = "zj_console"
SESSION_COOKIE_PATH = "/console/"
SESSION_COOKIE_SECURE = USE_HTTPS
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "zj_console_csrf"
CSRF_COOKIE_PATH = "/console/"
CSRF_COOKIE_SECURE = USE_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.public_url]
if USE_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"

# --- Words, times, files ---------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "zhijian.ui.bundles.BundleFinder",
]
# Served straight from the packages: nothing to collect, nothing to forget after an upgrade.
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME / "media"
ZHIJIAN_AUDIO_MB = ENVIRONMENT.zhijian_audio_mb

FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440

LOGGING_CONFIG = None  # config/logs.py sets the one format up, for every process.
