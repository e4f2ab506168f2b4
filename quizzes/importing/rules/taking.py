"""Taking files up: all of them become drafts at once, or none does."""

import hashlib
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
from lms.base.foreign.documents import Picture
from lms.base.foreign.parts import pictures_in
from lms.base.messages import Refusal, message
from lms.base.text import slug
from quizzes.authoring.rules.fitting import fitting_media
from quizzes.authoring.rules.illustrating import MOST_FILES, add_media
from quizzes.authoring.rules.writing import TooLong, begin_writing
from quizzes.exercise.grammar import MAX_SCENES, MAX_TEXT
from quizzes.exercise.graph import Exercise, Kind, Media, Scene
from quizzes.exercise.writing import write_exercise
from quizzes.importing.formats.keeping import proposal_from_json
from quizzes.importing.formats.pictures import address_of
from quizzes.importing.formats.proposals import Item, Lesson, Proposal, ProposalKind
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
        scenes = [self._illustrated(file, item, scene) for item, scene in _taken(file, proposal)]
        for number, part in enumerate(_parts(scenes), 1):
            title = proposal.title if number == 1 else f"{proposal.title} ({number})"
            yield self._begin(title, part)

    def _begin(self, title: str, scenes: Sequence[Scene]) -> str:
        def fill(code: str) -> str:
            return write_exercise(
                Exercise(title=title, code=code, kind=Kind.PRACTICE, scenes=tuple(scenes)), "vi"
            )

        code = begin_writing(self.person_id, title, fill, self.now).code
        shown = {media.file for scene in scenes for media in scene.media}
        for taken in {each.media.name: each for each in self.pictures.values()}.values():
            if taken.media.name in shown:
                add_media(self.person_id, code, taken, self.now)
        return code

    def _illustrated(self, file: MaterialFile, item: Item, scene: Scene) -> Scene:
        """A question with its pictures; what could not be made small is named in its words."""
        found = [(picture, self.pictures.get((file.id, picture.part))) for picture in item.pictures]
        media = tuple(
            fitting_media(Media("image", taken.media.name, picture.words))
            for picture, taken in found
            if taken
        )
        missing = [f"(hình {address_of(picture)})" for picture, taken in found if not taken]
        return replace(scene, media=media, text="\n".join([scene.text, *missing]).strip())

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
    """The pictures of all lessons and questions, made small before anything is locked: that takes a while."""
    ready: Pictures = {}
    for file in found.files if found else ():
        for stem, pictures in _shown_in(file):
            bodies = pictures_in(file.content or b"", [picture.part for picture in pictures])
            for picture in pictures:
                body = bodies.get(picture.part, b"")
                name = _name_of(stem, body, address_of(picture).rpartition(".")[2])
                with suppress(BadPicture, BadMedia):
                    ready[file.id, picture.part] = make_ready(name, body)
    return ready


def _name_of(stem: str, body: bytes, kind: str) -> str:
    """The name of a picture, by its content too: no other picture of a course or exercise is called so, and
    none is replaced."""
    return f"{stem}-{hashlib.sha256(body).hexdigest()[:8]}.{kind}"


def _shown_in(file: MaterialFile) -> Iterator[tuple[str, Sequence[Picture]]]:
    """The pictures of each lesson or question that a file is to become, and what their names begin with."""
    if not file.kind or file.proposal is None:
        return
    proposal = proposal_from_json(file.proposal)
    for lesson in proposal.lessons:
        yield slug(lesson.title)[:40].strip("-") or "hinh", lesson.pictures
    for item, _ in _taken(file, proposal):
        yield slug(item.scene.name), item.pictures


def _taken(file: MaterialFile, proposal: Proposal) -> Iterator[tuple[Item, Scene]]:
    """The questions that are taken up, with what was read and as what was decided."""
    for number, item in enumerate(proposal.items):
        scene = decided(item, file.decisions.get(str(number)))
        if scene is not None:
            yield item, scene


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
    room, shown = ROOM, 0
    for scene in scenes:
        weight = len(write_exercise(Exercise(title="?", scenes=(scene,))))
        shown += len(scene.media)
        if part and (weight > room or len(part) == MAX_SCENES or shown > MOST_FILES):
            yield part
            part, room, shown = [], ROOM, len(scene.media)
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
