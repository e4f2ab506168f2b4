"""What the pages of names share: noting that they are looked at, finding people, and their order."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import request

from lms.activities.models import RosterEntry
from lms.base import audit
from lms.base.database import db
from lms.base.text import fold, sort_key
from lms.people.models import Posting
from lms.people.queries import search_people
from lms.web.access import Permission, asker

FOUND_AT_MOST = 20


def note_names(activity_id: int, what: str) -> None:
    """Note, before names are read, that the asker looked at those of an activity."""
    audit.note_access(asker().id, f"activity {activity_id}: {what}")
    db.session.commit()


def search(entries: Sequence[RosterEntry]) -> dict[str, object]:
    """Who is found by the words in the address and has no seat yet."""
    words = request.args.get("words", "")
    if not words.strip():
        return {"words": "", "found": []}
    seated = {entry.person_id for entry in entries}
    query = search_people(asker(), words, Permission.ACTIVITIES_RUN)
    people = db.session.scalars(query.limit(FOUND_AT_MOST + len(seated)))
    return {"words": words, "found": [each for each in people if each.id not in seated][:FOUND_AT_MOST]}


def matching(entries: Sequence[RosterEntry], words: str) -> list[RosterEntry]:
    """The seats whose people or guests the words name, with or without diacritics; all without words."""
    folded = fold(words)
    return [entry for entry in entries if folded in _folded(entry)]


def by_commune(
    entries: Sequence[RosterEntry], postings: Mapping[int, Sequence[Posting]], day: date
) -> list[tuple[str, list[RosterEntry]]]:
    """The seats by the unit that people serve on ``day``, then by name; guests last, under no unit."""
    groups: dict[str, list[RosterEntry]] = {}
    for entry in entries:
        groups.setdefault(unit_of(postings.get(entry.person_id or 0, ()), day), []).append(entry)
    return sorted(groups.items(), key=lambda group: (group[0] == "", sort_key(group[0])))


def unit_of(postings: Sequence[Posting], day: date) -> str:
    """The name of the unit that somebody serves in her main post; empty where nobody knows."""
    for posting in sorted(postings, key=lambda each: (each.second_job, each.id)):
        for place in posting.post.places:
            if place.holds_on(day):
                return place.unit.name
    return ""


def _folded(entry: RosterEntry) -> str:
    person = entry.person
    return fold(
        f"{person.full_name} {person.code} {person.phone or ''}" if person else entry.guest_name or ""
    )
