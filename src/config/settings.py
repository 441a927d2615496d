"""Settings of the running product, read from the environment; a missing secret stops the start."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config.database import databases_from
from config.file_store import file_settings_from
from config.identity_provider import identity_provider_from
from config.messaging import message_settings_from
from config.parcels import parcel_tracking_from
from motcua.jobs.outages import outlast_the_database

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"
DATA_DIR = Path(os.environ.get("MOTCUA_DATA", ROOT / "var"))
PRODUCTION = os.environ.get("MOTCUA_PRODUCTION") == "1"
DEMONSTRATION = not PRODUCTION and os.environ.get("MOTCUA_EMPTY") != "1"


def _secret_key() -> str:
    """The signing secret: from the environment in production, else from a private file in the data folder."""
    given = os.environ.get("MOTCUA_SECRET_KEY", "")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured(
            "Thiếu MOTCUA_SECRET_KEY. Đặt biến môi trường này bằng một chuỗi bí mật ít nhất 50 ký tự rồi chạy lại."
        )
    stored = DATA_DIR / "secret_key"
    return stored.read_text().strip() if stored.is_file() else "only-for-tests-and-first-start-" + "x" * 32


def _allowed_hosts() -> list[str]:
    given = [host.strip() for host in os.environ.get("MOTCUA_HOSTS", "").split(",") if host.strip()]
    if PRODUCTION and not given:
        raise ImproperlyConfigured(
            "Thiếu MOTCUA_HOSTS. Đặt danh sách tên miền được phục vụ, cách nhau bằng dấu phẩy, rồi chạy lại."
        )
    return given or ["127.0.0.1", "localhost", "[::1]", "testserver"]


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = _allowed_hosts()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "motcua.core",
    "motcua.workcalendar",
    "motcua.legal_basis",
    "motcua.organisation",
    "motcua.procedures",
    "motcua.programmes",
    "motcua.authority",
    "motcua.documents",
    "motcua.payments",
    "motcua.applicants",
    "motcua.queueing",
    "motcua.dossiers",
    "motcua.notices",
    "motcua.participation",
    "motcua.feedback",
    "motcua.personal_data",
    "motcua.outreach",
    "motcua.reports",
    "motcua.evaluation",
    "motcua.jobs",
    "motcua.web",
    "motcua.api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.web.shared.guards.PublicPagesSqueezedMiddleware",
    "motcua.web.shared.middleware.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.web.shared.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.web.shared.guards.PossibleAddressMiddleware",
    "motcua.web.shared.guards.PrivateAnswersMiddleware",
    "motcua.web.kiosk.middleware.KioskMiddleware",
    "motcua.web.shared.middleware.RefusalMiddleware",
    "motcua.web.shared.middleware.ReadOnlyGetMiddleware",
    "motcua.web.shared.middleware.StaffMiddleware",
    "motcua.web.citizen.session.CitizenMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SRC / "motcua" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.shared.context.page",
            ]
        },
    }
]
FORM_RENDERER = "motcua.web.shared.forms.GovukRenderer"

DATABASES = databases_from(os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "organisation.Person"
LOGIN_URL = "/can-bo/dang-nhap/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [path for path in [ROOT / "build" / "static"] if path.is_dir()]
STATIC_ROOT = ROOT / "build" / "served"
FILES = file_settings_from(os.environ, DATA_DIR)
# Where the scanners of the counters lay their pictures: <unit>/<counter>/ (docs/operations.md).
SCANNER_FOLDER = Path(os.environ.get("MOTCUA_SCANNER_FOLDER", DATA_DIR / "may-quet"))
# The voice that calls numbers and the films of the hall's screens (docs/huong-dan/man-hinh.md).
VOICE_FOLDER = DATA_DIR / "giong-doc"
FILM_FOLDER = Path(os.environ.get("MOTCUA_FILM_FOLDER", DATA_DIR / "phim"))
# Where screens hear of calls at once: empty: they ask now and then; "/live/": by the proxy; ":8001": this port.
LIVE_ADDRESS = os.environ.get("MOTCUA_LIVE", "")
# The key under which daily heads are signed and published (docs/operations.md).
HEAD_KEY = os.environ.get("MOTCUA_HEAD_KEY", "")
HEAD_KEY_FILE = DATA_DIR / "head_key"
SIGNING_FOLDER = DATA_DIR / "signing"  # keys, whom checks believe: docs/operations.md
# Who shows who a citizen is (docs/operations.md); None: codes and passkeys alone.
IDENTITY_PROVIDER = identity_provider_from(os.environ)
# Where the national population database is asked (web/citizen/online/looking_up.py); empty: nobody is looked up.
NATIONAL_POPULATION_URL = os.environ.get("MOTCUA_NATIONAL_POPULATION", "")
NATIONAL_POPULATION_KEY = os.environ.get("MOTCUA_NATIONAL_POPULATION_KEY", "")
PARCEL_TRACKING = parcel_tracking_from(os.environ)
MESSAGES = message_settings_from(os.environ, demonstration=DEMONSTRATION)
# Where citizens open the pages: printed on results, so that anybody can check them.
PUBLIC_ADDRESS = os.environ.get("MOTCUA_ADDRESS", "http://localhost:8000")
# The payment gateway that the office has a contract with (docs/operations.md); none: pay by VietQR or at the desk.
PAYMENT_GATEWAY = {
    "url": os.environ.get("MOTCUA_GATEWAY", ""),
    "merchant": os.environ.get("MOTCUA_GATEWAY_MERCHANT", ""),
    "secret": os.environ.get("MOTCUA_GATEWAY_SECRET", ""),
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    **({"files": FILES.store} if FILES.store else {}),
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 3600
CSRF_FAILURE_VIEW = "motcua.web.shared.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = ["motcua.jobs.tasks"]
PROCRASTINATE_WORKER_DEFAULTS = {"worker_middleware": [outlast_the_database]}

_SELF = ["'self'"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": _SELF,
        "script-src": _SELF,
        "style-src": _SELF,
        "img-src": ["'self'", "data:"],
        "font-src": _SELF,
        "connect-src": _SELF,
        "frame-ancestors": ["'none'"],
        "form-action": _SELF,
        "base-uri": _SELF,
        "object-src": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "config.request_id.RequestIdFilter"},
        "pattern": {"()": "config.log_lines.PatternFilter"},
    },
    "formatters": {
        "line": {
            "()": "config.log_lines.LineFormatter",
            "format": "{asctime} {levelname} [{request_id}] {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["request_id", "pattern"],
        }
    },
    # A page that is not there or a refused form is everyday work: only faults of ours are told.
    # A signature that does not hold is an answer of the check, said on the page.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "pyhanko": {"level": "ERROR"},
        "pyhanko_certvalidator": {"level": "ERROR"},
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("MOTCUA_LOG", "WARNING")},
}
