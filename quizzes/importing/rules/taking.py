"""Taking files up: all of them become drafts at once, or none does."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from courses.authoring.formats.pictures import BadPicture
from courses.authoring.rules.arranging import add_lesson
from courses.authoring.rules.making import Beginning, make_course
from courses.authoring.rules.taking_media import BadMedia, Taken, keep_media, make_ready
from courses.authoring.rules.writing import save_text
from courses.models import OwnCourse
from courses.queries.own_courses import kept_folder, own_course
from courses.source.folders import HEAD
from lms.base import audit
from lms.base.database import db, lock_for_writing
from lms.base.foreign.parts import pictures_in
from lms.base.messages import Refusal, message
from lms.base.text import slug
from quizzes.authoring.rules.writing import TooLong, begin_writing
from quizzes.exercise.grammar import MAX_SCENES, MAX_TEXT
from quizzes.exercise.graph import Exercise, Kind, Scene
from quizzes.exercise.writing import write_exercise
from quizzes.importing.formats.keeping import proposal_from_json
from quizzes.importing.formats.pictures import address_of
from quizzes.importing.formats.proposals import Lesson, Proposal, ProposalKind
from quizzes.importing.models import MaterialFile, MaterialImport
from quizzes.importing.queries import import_of
from quizzes.importing.rules.deciding import AlreadyTaken, decided

ROOM = MAX_TEXT - 4_000  # characters of one exercise: some are left for whoever goes on writing
_CODE = re.compile(r"^((?:Mã|Code)\s*:\s*)\S+", re.IGNORECASE | re.MULTILINE)


Pictures = dict[tuple[int, str], Taken]
"""What the pictures of files become, by file and part; what is no picture is not among them."""


class StillAsking(Refusal):
    """Something has not been decided yet, so nothing is taken up."""


class NothingToTake(Refusal):
    """No file is left that could be taken up."""


def take_up(
    person_id: int, import_id: int, course_slug: str, course_name: str, now: datetime
) -> MaterialImport:
    """Make drafts of all files: exercises at her desk; lessons at the end of the course of our own with this
    slug, else of a new one with this name.

    Refuses while something is undecided (:class:`StillAsking`), and with what a draft refuses.
    """
    pictures = _pictures_of(import_of(person_id, import_id))
    lock_for_writing(f"material:{person_id}")
    found = import_of(person_id, import_id)
    if found is None or found.taken_at is not None:
        raise AlreadyTaken(message("This import was taken up or dropped already."))
    wanted = [file for file in found.files if file.kind]
    if not wanted:
        raise NothingToTake(message("No file is left that could be taken up."))
    asking = [file for file in wanted if file.open]
    if asking:
        raise StillAsking(
            message("“%(file)s” still asks: answer that first, or leave the file out.", file=asking[0].name)
        )
    taker = _Taker(person_id, pictures, now)
    for file in wanted:
        taker.take(file, course_slug, course_name)
    for file in found.files:
        file.content = file.proposal = None
    found.taken_at = now
    audit.record("material_import:taken", found, by=person_id, facts={"files": len(wanted)})
    db.session.flush()
    return found


class _Taker:
    """Makes the drafts of one import."""

    def __init__(self, person_id: int, pictures: Pictures, now: datetime) -> None:
        self.person_id, self.pictures, self.now = person_id, pictures, now
        self.course: OwnCourse | None = None

    def take(self, file: MaterialFile, course_slug: str, course_name: str) -> None:
        if file.proposal is None:
            return
        proposal = proposal_from_json(file.proposal)
        if proposal.kind is ProposalKind.LESSONS:
            file.made = [["course", self.lessons(file, proposal, course_slug, course_name)]]
        elif proposal.kind is ProposalKind.EXERCISE:
            file.made = [["exercise", self.exercise(proposal)]]
        else:
            file.made = [["exercise", code] for code in self.questions(file, proposal)]

    # Exercises

    def exercise(self, proposal: Proposal) -> str:
        """A text in the grammar as it is, under a free code."""
        if len(proposal.text) > MAX_TEXT:
            raise TooLong(message("The text is longer than %(limit)d characters.", limit=MAX_TEXT))
        return begin_writing(
            self.person_id, proposal.title, lambda code: _with_code(proposal.text, code), self.now
        ).code

    def questions(self, file: MaterialFile, proposal: Proposal) -> Iterator[str]:
        """The questions as exercises: one, or several where they do not fit."""
        scenes = [
            scene
            for number, item in enumerate(proposal.items)
            if (scene := decided(item, file.decisions.get(str(number)))) is not None
        ]
        for number, part in enumerate(_parts(scenes), 1):
            title = proposal.title if number == 1 else f"{proposal.title} ({number})"
            yield self._begin(title, part)

    def _begin(self, title: str, scenes: Sequence[Scene]) -> str:
        def fill(code: str) -> str:
            return write_exercise(
                Exercise(title=title, code=code, kind=Kind.PRACTICE, scenes=tuple(scenes)), "vi"
            )

        return begin_writing(self.person_id, title, fill, self.now).code

    # Lessons

    def lessons(self, file: MaterialFile, proposal: Proposal, course_slug: str, course_name: str) -> str:
        """The lessons at the end of a course of our own; its part of an address."""
        course = self.course or own_course(course_slug) or self._new_course(course_name or proposal.title)
        self.course = course
        for lesson in proposal.lessons:
            self._lesson(course, file, lesson)
        return course.slug

    def _new_course(self, name: str) -> OwnCourse:
        names = {"vi": name}
        beginning = Beginning(names=names, summaries=names, first_section={"vi": "Bài học"})
        return make_course(beginning, by=self.person_id, now=self.now)

    def _lesson(self, course: OwnCourse, file: MaterialFile, lesson: Lesson) -> None:
        text = self._with_pictures(course, file, lesson)
        folder = kept_folder(course)
        head = folder.files[HEAD]
        last = len(tomllib.loads(head.text)["sections"]) - 1
        add_lesson(course, head.revision, last, lesson.title, by=self.person_id, now=self.now)
        files = kept_folder(course).files
        written = max((files[path] for path in files if path.startswith("vi/")), key=lambda each: each.id)
        body = f"# {lesson.title}\n\n{text}\n"
        save_text(course, written.id, body, written.revision, by=self.person_id, now=self.now)

    def _with_pictures(self, course: OwnCourse, file: MaterialFile, lesson: Lesson) -> str:
        """The text of a lesson, its pictures taken into the course; what is no picture is named in words."""
        text = lesson.text
        for picture in lesson.pictures:
            address, taken = address_of(picture), self.pictures.get((file.id, picture.part))
            if taken:
                keep_media(course, taken, by=self.person_id, now=self.now)
                text = text.replace(f"]({address})", f"]({taken.media.name})")
            else:
                text = re.sub(rf"!\[[^\]]*\]\({re.escape(address)}\)", f"*(hình {address})*", text)
        return text


def _pictures_of(found: MaterialImport | None) -> Pictures:
    """The pictures of all lessons, made small before anything is locked: that takes a while."""
    ready: Pictures = {}
    for file in found.files if found else ():
        for lesson in _lessons_of(file):
            bodies = pictures_in(file.content or b"", [picture.part for picture in lesson.pictures])
            stem = slug(lesson.title)[:40].strip("-") or "hinh"
            for number, picture in enumerate(lesson.pictures, 1):
                name = f"{stem}-{number}.{address_of(picture).rpartition('.')[2]}"
                with suppress(BadPicture, BadMedia):
                    ready[file.id, picture.part] = make_ready(name, bodies.get(picture.part, b""))
    return ready


def _lessons_of(file: MaterialFile) -> Sequence[Lesson]:
    """The lessons that a file is to become; none where it becomes something else, or nothing."""
    if not file.kind or file.proposal is None:
        return ()
    proposal = proposal_from_json(file.proposal)
    return proposal.lessons if proposal.kind is ProposalKind.LESSONS else ()


def _with_code(text: str, code: str) -> str:
    """A text whose head names this code."""
    if _CODE.search(text.partition("\n==")[0]):
        return _CODE.sub(lambda found: f"{found[1]}{code}", text, count=1)
    first, _, rest = text.lstrip().partition("\n")
    if not first.startswith("#"):
        first, rest = f"# {code}", text
    return f"{first}\nMã: {code}\n{rest}"


def _parts(scenes: Sequence[Scene]) -> Iterator[list[Scene]]:
    """Questions in parts that fit an exercise each, named anew."""
    part: list[Scene] = []
    room = ROOM
    for scene in scenes:
        weight = len(write_exercise(Exercise(title="?", scenes=(scene,))))
        if part and (weight > room or len(part) == MAX_SCENES):
            yield part
            part, room = [], ROOM
        part.append(replace(scene, name=f"Câu {len(part) + 1}"))
        room -= weight
    if part:
        yield part


def drop(person_id: int, import_id: int) -> None:
    """Throw an import away with its files; what became drafts before stays."""
    lock_for_writing(f"material:{person_id}")
    found = import_of(person_id, import_id)
    if found is not None:
        db.session.delete(found)
        db.session.flush()
