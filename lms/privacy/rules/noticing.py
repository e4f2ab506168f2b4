"""The notice about personal data: its version, and who has read it (Law 91/2025/QH15, article 4: to know)."""

from datetime import datetime
from importlib.resources import files

from lms.base.database import db, lock_for_writing
from lms.base.markdown import render
from lms.privacy.models import NoticeRead

VERSION = "2026-11.2"
"""Goes up whenever the text says something else; then everybody is shown it again."""
_TEXTS = {
    language: render((files("lms.privacy") / "data" / f"notice.{language}.md").read_text("utf-8"))
    for language in ("vi", "en")
}


def notice(language: str) -> str:
    """The notice as HTML, in Vietnamese where the language is not known."""
    return _TEXTS.get(language, _TEXTS["vi"])


def has_read(person_id: int) -> bool:
    """Whether somebody has read the present version."""
    return db.session.get(NoticeRead, (person_id, VERSION)) is not None


def note_read(person_id: int, now: datetime) -> None:
    """Keep that somebody has read the present version; the same again changes nothing."""
    lock_for_writing(f"notice:{person_id}")
    if not has_read(person_id):
        db.session.add(NoticeRead(person_id=person_id, version=VERSION, read_at=now))
        db.session.flush()
