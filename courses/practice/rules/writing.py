"""Writing a checklist: its draft is kept with every change, and nobody overwrites what another wrote."""

import re
from datetime import datetime

from courses.practice.models import Checklist
from courses.practice.queries import checklist
from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean_block

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_OF_A_CODE = 60


class BadCode(Refusal):
    """A checklist cannot have this code."""


class ChangedMeanwhile(Refusal):
    """Somebody else saved the draft after this page was opened."""


def begin(code: str, source_vi: str, *, by: int, now: datetime) -> Checklist:
    """Begin a checklist. Raises :class:`BadCode` for one that is taken or does not fit an address."""
    lock_for_writing(f"checklist:{code}")
    if not _CODE.fullmatch(code) or len(code) > MOST_OF_A_CODE:
        raise BadCode(message("A code is made of a–z, 0–9 and hyphens, e.g. tu-van-tai-nha."))
    if checklist(code):
        raise BadCode(message("Another checklist has the code %(code)s.", code=code))
    place = Checklist(code=code, draft_revision=0)
    db.session.add(place)
    db.session.flush()
    _write(place, source_vi, "", by, now)
    audit.record("checklist:begun", place, by=by, facts={"code": code})
    return place


def save(code: str, source_vi: str, source_en: str, *, seen: int, by: int, now: datetime) -> Checklist:
    """Keep what somebody has written of a checklist. ``seen`` is the revision of the draft that her page
    showed: :class:`ChangedMeanwhile` where somebody else has saved since."""
    lock_for_writing(f"checklist:{code}")
    place = db.session.get_one(Checklist, _key(code), populate_existing=True)
    if place.draft_revision != seen and place.draft_by_id != by:
        raise ChangedMeanwhile(
            message(
                "Somebody else has saved this checklist meanwhile. Nothing was overwritten: copy what you"
                " wrote, open the page again and put it in."
            )
        )
    _write(place, source_vi, source_en, by, now)
    return place


def drop(code: str, *, by: int) -> None:
    """Throw the draft away: what was published stands."""
    lock_for_writing(f"checklist:{code}")
    place = db.session.get_one(Checklist, _key(code), populate_existing=True)
    place.draft_vi = place.draft_en = place.draft_at = place.draft_by_id = None
    place.draft_revision += 1
    db.session.flush()
    audit.record("checklist:draft_dropped", place, by=by)


def _write(place: Checklist, source_vi: str, source_en: str, by: int, now: datetime) -> None:
    place.draft_vi, place.draft_en = clean_block(source_vi), clean_block(source_en) or None
    place.draft_revision += 1
    place.draft_by_id, place.draft_at = by, now
    db.session.flush()


def _key(code: str) -> int:
    found = checklist(code)
    if found is None:
        raise BadCode(message("There is no checklist with the code %(code)s.", code=code))
    return found.id
