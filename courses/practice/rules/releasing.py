"""Publishing checklists: a new version when, and only when, what it says changed.

What was changed here is kept: an upgrade of the product overwrites no local version.
"""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from courses.practice.checklist.shape import Sheet
from courses.practice.models import Checklist, ChecklistVersion
from courses.practice.queries import checklist, newest_version
from courses.practice.rules.looking import Looked, look_over
from lms.base import audit
from lms.base.clock import day_of
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean_block


class NotReady(Refusal):
    """Something in a checklist has to be put right before anybody signs it."""


def take_up(code: str, source_vi: str, source_en: str, now: datetime) -> ChecklistVersion | None:
    """Take up a checklist as it is shipped; None when nothing changed, or when it was changed here."""
    lock_for_writing(f"checklist:{code}")
    latest = newest_version(code)
    if latest and latest.published_by_id is not None:
        return None
    return publish(code, source_vi, source_en, now)


def publish(
    code: str, source_vi: str, source_en: str, now: datetime, *, by: int | None = None
) -> ChecklistVersion | None:
    """Publish a checklist; None when its newest version says the same. Its draft is done with.

    Who began to observe by an older version may still hand that in. Raises :class:`NotReady` for what
    ``rules.looking`` finds.
    """
    lock_for_writing(f"checklist:{code}")
    looked = look_over(source_vi, source_en, day_of(now))
    for language, findings in looked.findings.items():
        for finding in findings:
            if finding.error:
                raise NotReady(
                    message(
                        "%(code)s.%(language)s, line %(line)d: %(sentence)s",
                        code=code,
                        language=language,
                        line=finding.line,
                        sentence=finding.sentence,
                    )
                )
    place = checklist(code) or Checklist(code=code)
    db.session.add(place)
    place.draft_vi = place.draft_en = place.draft_at = place.draft_by_id = None
    db.session.flush()
    return _version(place, looked, clean_block(source_vi), clean_block(source_en), now, by)


def _version(
    place: Checklist, looked: Looked, source_vi: str, source_en: str, now: datetime, by: int | None
) -> ChecklistVersion | None:
    latest = newest_version(place.code)
    content_hash = _content_hash(looked)
    if latest and latest.content_hash == content_hash:
        return None
    version = ChecklistVersion(
        checklist=place,
        number=latest.number + 1 if latest else 1,
        title_vi=looked.vi.title,
        title_en=looked.en.title if looked.en else None,
        source_vi=source_vi,
        source_en=source_en if looked.en else None,
        content_hash=content_hash,
        competency=looked.competency,
        level=looked.vi.level,
        published_at=now,
        published_by_id=by,
        clauses=looked.clauses,
    )
    db.session.add(version)
    db.session.flush()
    facts = {"checklist": place.code, "number": version.number}
    audit.record("checklist:published", version, by=by, facts=facts)
    return version


def _content_hash(looked: Looked) -> str:
    said = [_said(looked.vi), _said(looked.en) if looked.en else None, [each.id for each in looked.clauses]]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _said(sheet: Sheet) -> dict[str, object]:
    """What a checklist says, wherever its lines stand."""
    words = asdict(sheet)
    for item in words["items"]:
        del item["line"]
    return words
