"""Django's settings. What differs between installations comes from env.py alone."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from haidang.config import env as environment

env = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent
IS_DEVELOPMENT = env.HAIDANG_MODE == "development"
IS_HTTPS = env.BASE_URL.startswith("https://")

SECRET_KEY = env.SECRET_KEY
DEBUG = False
ALLOWED_HOSTS = [host for host in env.ALLOWED_HOSTS.split(",") if host]
BASE_URL = env.BASE_URL.rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "haidang.config.errors.stale"
FILES_DIR = Path(env.FILES_DIR)
KEYS_DIR = Path(env.KEYS_DIR)
SIGNER_PKCS12, SIGNER_PKCS11, SIGNER_PASSPHRASE = env.SIGNER_PKCS12, env.SIGNER_PKCS11, env.SIGNER_PASSPHRASE

ROOMS = ["accounts", "directory", "documents", "catalogue", "dossiers", "objects", "figures"]
ROOMS += ["usage", "indices", "reports", "follow_up", "notifications"]
FACES = ["portal", "workspace", "supervision", "rest"]

INSTALLED_APPS = [
    "haidang.config",
    "haidang.kernel",
    "haidang.look",
    "haidang.register",
    *(f"haidang.{name}" for name in ROOMS),
    *(f"haidang.{name}" for name in FACES),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "haidang.config.middleware.PagePolicy",
    "haidang.config.middleware.PageFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "haidang.config.middleware.LanguageMiddleware",
    "haidang.config.middleware.PageAddresses",
    "django.middleware.csrf.CsrfViewMiddleware",
    "haidang.accounts.sessions.SessionUserMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "haidang.config.middleware.ActorMiddleware",
    "haidang.config.middleware.PageMessages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "haidang.config.middleware.PageParts",
    "haidang.config.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "haidang.config.urls"
WSGI_APPLICATION = "haidang.config.wsgi.application"

_LOADERS = [
    "template_partials.loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "haidang.config.context.installation",
            ],
            "loaders": [("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", _LOADERS[1:])])],
            "builtins": ["template_partials.templatetags.partials", "django.templatetags.i18n"],
        },
    }
]

DATABASES = {"default": environment.database(env.DATABASE_URL)}
DATABASES["default"]["CONN_MAX_AGE"] = None if env.POOL_SIZE == "thread" else 0
if env.POOL_SIZE not in ("thread", "0"):
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": int(env.POOL_SIZE), "timeout": 20}}
if env.DATABASE_OWNER_URL:
    DATABASES["owner"] = environment.database(env.DATABASE_OWNER_URL)
    DATABASES["owner"]["OPTIONS"] = {"options": "-c lock_timeout=4s -c statement_timeout=120s"}

CACHES = {  # allauth counts attempts here and nobody else may: sessions and pages never ask it
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_limit",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [  # scrypt first: memory-hard, and half the time of a million rounds of PBKDF2
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_ENGINE = "haidang.accounts.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "haidang_session", "haidang_csrf"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_sign_in"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {"signup": "haidang.accounts.forms.SignUpForm"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "haidang_language"
LOCALE_PATHS = sorted(PACKAGE.glob("**/locale"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = FILES_DIR.parent / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_HANDLERS = ["haidang.documents.uploads.QuotaUploadHandler"]

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
# Ours speak plain HTTP: with https there is a proxy in front, which sets the header (and lets none through). Whose
# request it is, the proxy tells wsgi.py, if it is one of these.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
TRUSTED_PROXIES = environment.proxies(env.HAIDANG_TRUSTED_PROXIES)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.MAIL_FROM
_mail = environment.mail(env.MAIL_URL)
EMAIL_BACKEND = _mail.pop("EMAIL_BACKEND")
globals().update(_mail)

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_ON_APP_READY = "haidang.config.jobs.on_app_ready"
SILENCED_SYSTEM_CHECKS = ["account.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"pyhanko": {"level": "CRITICAL"}},  # an untrusted signature is an answer, not an incident
}
