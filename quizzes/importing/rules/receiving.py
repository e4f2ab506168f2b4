"""Receiving files: each is read at once, and kept with what it was read as until it is taken up."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lms.base.database import db, lock_for_writing
from lms.base.foreign.encodings import Encoding
from lms.base.messages import Refusal, message
from lms.base.text import clean
from quizzes.exercise.grammar import read_exercise
from quizzes.importing.formats.keeping import message_as_json, proposal_as_json
from quizzes.importing.formats.proposals import Proposal, ProposalKind
from quizzes.importing.formats.reading import propose
from quizzes.importing.models import MaterialFile, MaterialImport

MOST_FILES = 200
MOST_BYTES = 64 * 1024 * 1024
"""Of one import, in the database."""
ENCODING = -1
"""The ordinal under which the encoding of a file is asked."""
NOTHING_FOUND = -2
"""The ordinal under which a file asks that holds nothing of the kind as which it is to be taken up: it is
read as another, or left out."""


class NothingSent(Refusal):
    """Neither a file nor a text was sent."""


class TooMuchSent(Refusal):
    """More files, or heavier ones, than one import takes."""


class Sent(NamedTuple):
    """A file as it was sent."""

    name: str
    data: bytes


def receive(person_id: int, sent: Sequence[Sent], now: datetime) -> MaterialImport:
    """Keep files, each with what it is proposed as, or with why it cannot be read.

    Refuses nothing at all (:class:`NothingSent`), more than 200 files and more than 64 MB
    (:class:`TooMuchSent`).
    """
    if not sent:
        raise NothingSent(message("Choose files or a folder, or paste a text."))
    if len(sent) > MOST_FILES or sum(len(each.data) for each in sent) > MOST_BYTES:
        raise TooMuchSent(
            message(
                "One import takes at most %(files)d files of %(megabytes)d MB together.",
                files=MOST_FILES,
                megabytes=MOST_BYTES // 1024 // 1024,
            )
        )
    files = [_file(each) for each in sent]  # read before the lock is taken
    lock_for_writing(f"material:{person_id}")
    received = MaterialImport(person_id=person_id, begun_at=now, files=files)
    db.session.add(received)
    db.session.flush()
    return received


def _file(sent: Sent) -> MaterialFile:
    name = clean(sent.name.replace("\\", "/").rpartition("/")[2])[-200:] or "?"
    file = MaterialFile(name=name, size=len(sent.data), content=sent.data)
    read_again(file, sent.data, None)
    return file


def read_again(file: MaterialFile, data: bytes, kind: ProposalKind | None) -> None:
    """Read a file as a kind, by default as what it seems to be; what was decided of its questions is gone."""
    chosen = Encoding(file.encoding) if file.encoding else None
    file.decisions = {}
    try:
        proposal = propose(file.name, data, kind, chosen)
    except Refusal as refusal:
        file.problem, file.proposal, file.kind = message_as_json(refusal.message), None, None
        file.item_count, file.asked = 0, []
        return
    file.problem, file.proposal, file.kind = None, proposal_as_json(proposal), proposal.kind.value
    file.item_count = _count(proposal)
    file.asked = [*([ENCODING] if proposal.understood.uncertain else []), *proposal.uncertain]
    if not file.item_count:
        file.asked.append(NOTHING_FOUND)


def _count(proposal: Proposal) -> int:
    if proposal.kind is ProposalKind.EXERCISE:
        return len(read_exercise(proposal.text)[0].scenes)
    return len(proposal.items) + len(proposal.lessons)
