"""What a staff list would do: its bytes read, its lines compared with the record. Writes nothing."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lms.base import clock
from lms.base.messages import Message, Refusal, message
from lms.base.spreadsheet_archives import NamedFile, files_in, is_archive
from lms.base.spreadsheet_safety import MAX_ROWS, too_large
from lms.base.spreadsheets import read_workbook
from lms.people.models import Person
from lms.staffing.rules.comparing import compare
from lms.staffing.rules.gathering import (
    Mentioned,
    Record,
    known_from,
    mentioned_in,
    part_of,
    read_again,
    read_record,
)
from lms.staffing.rules.matching import Decisions
from lms.staffing.rules.plans import Plan
from lms.staffing.rules.reading import Reading, read_lines


class FilesRefused(Refusal):
    """Some of the files cannot be read as lists; ``problems`` say which and why."""

    def __init__(self, problems: Sequence[Message]) -> None:
        super().__init__(problems[0])
        self.problems = problems


class ListRefused(Refusal):
    """The list has refused cells, or rows of which it is not certain whom they mean, so nothing of it is
    written. ``plan`` says which."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(_refused(plan) if plan.refused else _undecided(plan))
        self.plan = plan


@dataclass(frozen=True)
class Draft:
    """A plan, with what it was made from: made before the lock, which is no place for reading files."""

    reading: Reading
    day: date
    mentioned: Mentioned
    record: Record
    decisions: Decisions
    plan: Plan


def read(content: bytes) -> Reading:
    """The lines of a spreadsheet, or of all those in an archive, which make one list.

    Raises the refusals of reading; of an archive, :class:`FilesRefused` with a sentence for each file that
    cannot be read or stands in it twice.
    """
    if not is_archive(content):
        return read_lines(read_workbook(content), clock.today())
    return _read_files(files_in(content))


def draft(reading: Reading, day: date, asker: Person | None, decisions: Decisions) -> Draft:
    """Compare a list with what is on record. ``asker`` may list people of her units only; None, the command
    line, everybody. ``decisions`` say whom doubtful rows mean."""
    mentioned = mentioned_in(reading.lines, day)
    record = read_record(mentioned, asker)
    plan = compare(reading, known_from(record), day, decisions)
    return Draft(reading, day, mentioned, record, decisions, plan)


def clean(drafted: Draft) -> Draft:
    """The draft where nothing of it is refused or doubtful; else :class:`ListRefused`."""
    if not drafted.plan.is_clean:
        raise ListRefused(drafted.plan)
    return drafted


def still_true(drafted: Draft, asker: Person | None) -> Draft:
    """The draft, where the record is what it was made from; else a new one. Called under the lock."""
    record = read_again(drafted.record, drafted.mentioned, asker, drafted.plan.unit_ids())
    if record == drafted.record:
        return drafted
    plan = compare(drafted.reading, known_from(record), drafted.day, drafted.decisions)
    return clean(replace(drafted, record=record, plan=plan))


def part_of_draft(whole: Draft, lines: Sequence[int]) -> Draft:
    """The draft of some of the lines, by their numbers, that mean other people than all the rest."""
    part = Reading([whole.reading.lines[number] for number in lines], [], [])
    mentioned = mentioned_in(part.lines, whole.day)._replace(days=whole.mentioned.days)
    record = part_of(whole.record, mentioned)
    return Draft(part, whole.day, mentioned, record, whole.decisions, whole.plan.part(lines))


def without(reading: Reading, written: Collection[int]) -> Reading:
    """What of a list is still to be written: without the lines of these numbers, counted from 0."""
    done = set(written)
    return reading._replace(lines=[line for number, line in enumerate(reading.lines) if number not in done])


def _refused(plan: Plan) -> Message:
    return message(
        "Nothing was written: %(count)s cells of the list were refused. "
        "Correct them and send the list again.",
        count=len(plan.refused),
    )


def _undecided(plan: Plan) -> Message:
    return message(
        "Nothing was written: of %(count)s rows it is not certain whom they mean.", count=len(plan.doubts)
    )


def _read_files(files: Sequence[NamedFile]) -> Reading:
    whole = Reading([], [], [])
    problems: list[Message] = []
    names: dict[bytes, str] = {}
    for file in files:
        before = names.setdefault(hashlib.sha256(file.data).digest(), file.name)
        if before != file.name:
            sentence = message("“%(file)s” is the same file as “%(other)s”.", file=file.name, other=before)
            problems.append(sentence)
            continue
        try:
            reading = read_lines(read_workbook(file.data), clock.today(), file.name)
        except Refusal as refusal:
            problems.append(message("%(file)s: %(problem)s", file=file.name, problem=refusal.message))
            continue
        whole.lines.extend(reading.lines)
        whole.refused.extend(reading.refused)
        whole.unread.extend(each for each in reading.unread if each not in whole.unread)
        if len(whole.lines) > MAX_ROWS:
            raise too_large()
    if problems:
        raise FilesRefused(problems)
    return whole
