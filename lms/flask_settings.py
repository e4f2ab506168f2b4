"""What the product's settings mean to Flask and its extensions: keys, cookies, limits."""

from pathlib import Path
from typing import Any

from lms.base.secret import secret_key
from lms.config import Config


def flask_settings(config: Config, instance: Path, migrations: Path) -> dict[str, Any]:
    """The settings of Flask and its extensions, for a product whose data lies in ``instance``."""
    return {
        "SECRET_KEY": config.secret_key or secret_key(instance),
        "SQLALCHEMY_DATABASE_URI": config.database_url or f"sqlite:///{instance / 'lop520.sqlite'}",
        "MIGRATIONS": str(migrations),
        "MAX_CONTENT_LENGTH": config.max_upload_mb * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": bool(config.public_url and config.public_url.startswith("https")),
        "WTF_CSRF_TIME_LIMIT": None,
    }
