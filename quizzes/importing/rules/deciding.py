"""What a trainer says of a file: as what it is taken up, how it was written, which answers are right."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.base.database import db, lock_for_writing
from lms.base.foreign.encodings import Encoding
from lms.base.messages import Refusal, message
from quizzes.exercise.graph import Scene
from quizzes.importing.formats.keeping import proposal_from_json
from quizzes.importing.formats.proposals import Asks, Item, ProposalKind
from quizzes.importing.formats.settling import settled
from quizzes.importing.models import MaterialFile
from quizzes.importing.queries import file_of
from quizzes.importing.rules.receiving import ENCODING, read_again

LEAVE = {"leave": True}
TAKE = {"take": True}


class AlreadyTaken(Refusal):
    """The import has become drafts already, or was dropped."""


@dataclass(frozen=True)
class Answer:
    """What was said of one question."""

    right: tuple[int, ...] = ()
    """The ordinals of the answers that are right."""
    take: bool = False
    """Taken as it is, to be mended at the desk."""
    leave: bool = False
    """Left out."""


def waiting_file(person_id: int, import_id: int, file_id: int) -> MaterialFile:
    """A file of hers that may still be decided, under its lock."""
    lock_for_writing(f"material:{person_id}")
    file = file_of(person_id, import_id, file_id)
    if file is None or file.material_import.taken_at is not None:
        raise AlreadyTaken(message("This import was taken up or dropped already."))
    return file


def choose_kind(person_id: int, import_id: int, file_id: int, kind: ProposalKind | None) -> MaterialFile:
    """Take a file up as a kind; None leaves it out."""
    file = waiting_file(person_id, import_id, file_id)
    if kind is None:
        file.kind = None
    elif file.content is not None and file.kind != kind.value:
        read_again(file, file.content, kind)
    db.session.flush()
    return file


def choose_encoding(person_id: int, import_id: int, file_id: int, encoding: Encoding) -> MaterialFile:
    """Read a file in the encoding that its trainer knows."""
    file = waiting_file(person_id, import_id, file_id)
    if file.content is not None:
        file.encoding = encoding.value
        read_again(file, file.content, ProposalKind(file.kind) if file.kind else None)
        file.asked = [number for number in file.asked if number != ENCODING]
    db.session.flush()
    return file


def answer(person_id: int, import_id: int, file_id: int, answers: Mapping[int, Answer]) -> MaterialFile:
    """Keep what was said of questions; what is no answer to what is asked is passed over."""
    file = waiting_file(person_id, import_id, file_id)
    if file.proposal is None:
        return file
    items = proposal_from_json(file.proposal).items
    decisions = dict(file.decisions)
    for number, said in answers.items():
        if number in file.asked and 0 <= number < len(items):
            kept = _kept(items[number], said)
            if kept is not None:
                decisions[str(number)] = kept
    file.decisions = decisions
    db.session.flush()
    return file


def _kept(item: Item, said: Answer) -> dict[str, object] | None:
    """An answer as it is kept; None for what does not answer."""
    if said.leave:
        return dict(LEAVE)
    if item.asks is Asks.TAKE:
        return dict(TAKE) if said.take else None
    right = sorted({each for each in said.right if 0 <= each < len(item.scene.choices)})
    return {"right": right} if right else None


def decided(item: Item, decision: Mapping[str, object] | None) -> Scene | None:
    """The question as it is taken up; None where it is left out."""
    if decision is None or "take" in decision:
        return item.scene
    right = decision.get("right")
    if not isinstance(right, list):
        return None
    return settled(item.scene, right, item.explanation)
