"""Writing the text of a lesson of our own course: kept as she types, never over another text unseen."""

from collections.abc import Mapping
from datetime import datetime

from courses.authoring.rules.changing import Change, lock, rewrite
from courses.models import OwnCourse, OwnFile
from courses.queries.own_courses import own_file
from courses.rules.editing import LessonTooLong, SavedInBetween
from courses.source.arranging import NoSuchStep
from courses.source.folders import JOB_AID
from courses.source.matching import title_of
from lms.base.markdown import MAX_CHARACTERS
from lms.base.messages import message
from lms.base.text import clean_block


def save_text(
    course: OwnCourse, file_id: int, text: str, revision: int, *, by: int, now: datetime
) -> OwnFile:
    """Keep a text; ``revision`` is the one that she changed.

    Refuses a text longer than any lesson may be (``LessonTooLong``), one that would replace a text saved in
    between (``SavedInBetween``, which carries it), and a file that was taken out (``NoSuchStep``). The same
    text again changes nothing.
    """
    lock(course)
    text = clean_block(text)
    if len(text) > MAX_CHARACTERS:
        raise LessonTooLong(message("The text is longer than %(limit)d characters.", limit=MAX_CHARACTERS))
    file = own_file(course, file_id)
    if file is None:
        raise NoSuchStep(message("This lesson was taken out of the course. The text stays on this page."))
    if file.text == text:
        return file
    if file.revision != revision:
        raise SavedInBetween(file)
    rewrite(file, text.encode(), "written", title_of(text), by=by, now=now)
    return file


def begin_job_aid(course: OwnCourse, titles: Mapping[str, str], *, by: int, now: datetime) -> None:
    """Begin the page that learners pin to the wall, with its title in each language; one that is there
    stays."""
    change = Change(course, "job_aid_begun", course.slug, by=by, now=now)
    for language, title in titles.items():
        path = f"{language}/{JOB_AID}"
        if path not in change.paths():
            change.write(path, f"# {title}\n".encode())
