"""What the product's settings mean to Flask and its extensions: keys, cookies, limits."""

from pathlib import Path
from typing import Any

from lms.base.secret import secret_key
from lms.config import Config
from lms.web.cookies import host_only

SECONDS_TO_CONNECT = 5  # to PostgreSQL; it answers at once or is not there


def flask_settings(config: Config, instance: Path, migrations: Path) -> dict[str, Any]:
    """The settings of Flask and its extensions, for a product whose data lies in ``instance``."""
    address = config.database_url or f"sqlite:///{instance / 'lop520.sqlite'}"
    secure = bool(config.public_url and config.public_url.startswith("https"))
    return {
        "SECRET_KEY": config.secret_key or secret_key(instance),
        "SQLALCHEMY_DATABASE_URI": address,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(address, config.threads),
        "MIGRATIONS": str(migrations),
        "MAX_CONTENT_LENGTH": config.max_upload_mb * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_NAME": host_only("session", secure=secure),
        "WTF_CSRF_TIME_LIMIT": None,
        # lms.web.safety looks at where a form comes from; some browsers, and pages that tell no other site of
        # themselves, send no Referer, without which Flask-WTF would refuse every form that came by HTTPS.
        "WTF_CSRF_SSL_STRICT": False,
    }


def _engine_options(address: str, threads: int) -> dict[str, Any]:
    """A request holds one connection and may read beside it by another; the jobs have theirs. A server that
    was started again, or does not answer, is noticed before a request begins, not by one that fails."""
    pool = {"pool_size": threads + 1, "max_overflow": threads + 1, "hide_parameters": True}  # no row in a log
    if not address.startswith("postgresql"):
        return pool
    return {**pool, "pool_pre_ping": True, "connect_args": {"connect_timeout": SECONDS_TO_CONNECT}}
