"""Settings of the office. All that differs between two offices comes from the environment.

ZONGBAO_STORE      the folder of facts; the office keeps its own beside them, under `office/`
DATABASE_URL       PostgreSQL where given; otherwise SQLite in the office's folder
ZONGBAO_SECRET     what sessions are signed with; otherwise a key is made once and kept in the office's folder
ZONGBAO_HOSTS      names the office answers to, by comma; this machine's own by default
ZONGBAO_HTTPS      1 behind TLS: secure cookies, HSTS, redirect
ZONGBAO_ADDRESS    how the office is reached from outside, for links in letters: https://…
ZONGBAO_CHAIN      what the chain of operations is sealed with: sha256 (default) or sm3
ZONGBAO_HEADS_TO   addresses, by comma, that the end of the chain is written to every day
ZONGBAO_CARRIER    what carries letters: mail.carriers.by_mail (default), by_webhook (to ZONGBAO_WEBHOOK), or one of your own
ZONGBAO_OIDC       issuer address of the district's sign-in (needs the extra `oidc`); ZONGBAO_OIDC_CLIENT and _SECRET beside it
ZONGBAO_UPLOAD_MB  the most an uploaded file may weigh; 20 by default
ZONGBAO_SCANNER    a command that is given an uploaded file's path and ends with 0 where nothing is found
ZONGBAO_DEMO       1 on a made-up zone: every page says so, the sign-in page offers the accounts
"""

import contextlib
import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, SELF

HERE = Path(__file__).parent
STORE = Path(os.environ.get("ZONGBAO_STORE", "store"))
OFFICE = STORE / "office"
(OFFICE / "static").mkdir(parents=True, exist_ok=True)


def _kept_secret(path: Path) -> str:
    """A key made once. Two workers that start together agree: the first to link its file wins."""
    if not path.exists():
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


SECRET_KEY = os.environ.get("ZONGBAO_SECRET") or _kept_secret(OFFICE / "secret.key")
HTTPS = os.environ.get("ZONGBAO_HTTPS") == "1"
DEMO = os.environ.get("ZONGBAO_DEMO") == "1"
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ZONGBAO_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if HTTPS]

APPS = [
    "accounts",
    "operations",
    "working_days",
    "registry",
    "deliveries",
    "payments",
    "programmes",
    "readings",
    "cases",
    "reviews",
    "meetings",
    "notices",
    "evidence",
    "papers",
    "overview",
    "inbox",
    "mail",
    "audit",
    "api",
    "public",
    "desks",
    "clock",
    "web",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "axes",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *(f"zongbao.workbench.{app}.apps.{''.join(w.title() for w in app.split('_'))}Config" for app in APPS),
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zongbao.workbench.face.language.Language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zongbao.workbench.web.door.Door",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "zongbao.workbench.urls"
CSRF_FAILURE_VIEW = "zongbao.workbench.web.errors.not_from_here"
TEMPLATES = [
    {
        "BACKEND": "zongbao.workbench.face.language.Pages",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "zongbao.workbench.web.templatetags.figures",
                "zongbao.workbench.web.templatetags.words",
                "zongbao.workbench.web.templatetags.ways",
                "zongbao.workbench.web.templatetags.listings",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "zongbao.workbench.web.shell.shell",
            ],
        },
    }
]

_sqlite = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": OFFICE / "office.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    },
}
_url = os.environ.get("DATABASE_URL")
DATABASES = {"default": dj_database_url.parse(_url, conn_max_age=60) if _url else _sqlite}

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
ZONGBAO_OIDC = os.environ.get("ZONGBAO_OIDC", "").rstrip("/")
if ZONGBAO_OIDC:
    INSTALLED_APPS.append("mozilla_django_oidc")
    AUTHENTICATION_BACKENDS.append("zongbao.workbench.accounts.oidc.Known")
    OIDC_RP_CLIENT_ID, OIDC_RP_CLIENT_SECRET = os.environ["ZONGBAO_OIDC_CLIENT"], os.environ["ZONGBAO_OIDC_SECRET"]
    OIDC_RP_SIGN_ALGO, OIDC_USE_PKCE = "RS256", True
    OIDC_AUTHENTICATE_CLASS = "zongbao.workbench.accounts.oidc.Begin"
    OIDC_CALLBACK_CLASS = "zongbao.workbench.accounts.oidc.Return"
    OIDC_RP_SCOPES, OIDC_CREATE_USER, OIDC_TIMEOUT = "openid profile", False, 10
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL = "sign-in", "home", "sign-in"
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
ZONGBAO_POLICIES_IN_USE = "zongbao.workbench.programmes.queries.policies_in_use"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # a meeting of a thousand lines says two things of each
STATIC_URL = "static/"
STATIC_ROOT = OFFICE / "static"
GATHERED = (STATIC_ROOT / "staticfiles.json").exists()
WHITENOISE_USE_FINDERS = not GATHERED
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if GATHERED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
EMAIL_BACKEND = os.environ.get("ZONGBAO_MAIL", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = OFFICE / "mail"
ZONGBAO_ADDRESS = os.environ.get("ZONGBAO_ADDRESS", "http://localhost:8000").rstrip("/")
ZONGBAO_HEADS_TO = [a for a in os.environ.get("ZONGBAO_HEADS_TO", "").split(",") if a]
ZONGBAO_CARRIER = os.environ.get("ZONGBAO_CARRIER", "zongbao.workbench.mail.carriers.by_mail")
ZONGBAO_WEBHOOK = os.environ.get("ZONGBAO_WEBHOOK", "")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
ZONGBAO_MOST_BYTES = int(os.environ.get("ZONGBAO_UPLOAD_MB", "20")) * 1024 * 1024
ZONGBAO_SCANNER = os.environ.get("ZONGBAO_SCANNER", "")
ZONGBAO_CHAIN_ALGORITHM = os.environ.get("ZONGBAO_CHAIN", "sha256")
ZONGBAO_APPEND_ONLY = (
    "operations_entry",
    "payments_posting",
    "cases_pin",
    "notices_proof",
    "papers_template",
    "papers_paper",
    "papers_subject",
    "papers_receipt",
)
