"""What keeps an erased person erased when a backup from before is restored: a file beside the database.

Each line of ``erased.jsonl`` names an id, when and why it was erased, and a digest by which the same record
is known again; no name, nothing from which one could be guessed. A backup takes the file along, and a
restore only adds lines to it: on another machine, too, an older backup brings nobody back.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from lms.base.database import db, lock_for_writing
from lms.people.models import Person
from lms.privacy.models import Basis, Erasure
from lms.privacy.queries import PersonalMap
from lms.privacy.rules.erasing import Wish, carry_out

FILE = "erased.jsonl"
_LOG = logging.getLogger(__name__)


class Tombstone(NamedTuple):
    """One line of the file."""

    person: int
    at: str
    """When she was erased, in ISO form."""
    basis: str
    digest: str
    """SHA-256 over the id and the moment at which the record was made."""


def keep_tombstones(instance: Path) -> int:
    """Write the lines that the file does not have yet; how many. Call it after the commit of an erasure; a
    job calls it too, so that none is missing after a power cut."""
    known = {(line.person, line.digest) for line in _lines(instance)}
    rows = db.session.execute(select(Erasure, Person).join(Person, Person.id == Erasure.person_id)).all()
    new = [
        Tombstone(row.person_id, row.erased_at.isoformat(), row.basis.value, _digest(person))
        for row, person in rows
    ]
    new = [line for line in new if (line.person, line.digest) not in known]
    if new:
        _append(instance / FILE, new)
    return len(new)


def reapply(whole: PersonalMap, instance: Path) -> int:
    """Erase again who was erased and stands in the database by name, because a backup was restored; how many.
    Commits nothing."""
    lock_for_writing("erasing", "people")
    back = [line for line in _lines(instance) if _is_back(line)]
    for line in back:
        wish = Wish(Basis(line.basis), "", None)
        carry_out(whole, [line.person], wish, datetime.fromisoformat(line.at))
    return len(back)


def _is_back(line: Tombstone) -> bool:
    person = db.session.get(Person, line.person)
    return person is not None and not person.is_erased and _digest(person) == line.digest


def _digest(person: Person) -> str:
    made = person.created_at.astimezone(UTC).isoformat()
    return hashlib.sha256(f"{person.id} {made}".encode()).hexdigest()


def _lines(instance: Path) -> Iterator[Tombstone]:
    path = instance / FILE
    if not path.exists():
        return
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            line = Tombstone(**json.loads(text))
            datetime.fromisoformat(line.at), Basis(line.basis), int(line.person)
        except (ValueError, TypeError):
            _LOG.error("%s, line %s cannot be read: is the erasure it stood for done?", FILE, number)
            continue
        yield line


def _append(path: Path, lines: Sequence[Tombstone]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line._asdict()) + "\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
