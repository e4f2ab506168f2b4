"""The demonstration's course of our own: small, not published yet, made by the trainer."""

from courses.authoring.formats.archive import packed
from courses.authoring.rules.arranging import add_lesson
from courses.authoring.rules.arriving import keep_arrived
from courses.authoring.rules.making import Beginning, make_course
from courses.authoring.rules.taking_media import take_media
from courses.library import LIBRARY
from courses.models import OwnFile
from courses.queries.own_courses import kept_folder
from courses.source.folders import HEAD, DiskFolder
from lms.base import clock
from lms.base.database import db
from lms.people.queries import person_by_code

NAME = "Sổ tay cộng tác viên mới"
SUMMARY = "Biết ba việc đầu tiên khi nhận địa bàn: gặp ai, xem sổ nào, hỏi ở đâu."
LESSONS = ("Ngày đầu nhận địa bàn", "Gặp trưởng thôn")
ARRIVED = "bao-ve-tre-em"
"""The course that another office seems to have sent as a file."""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 120">'
    '<rect width="360" height="120" fill="#f4efe2"/>'
    '<path d="M40 100V60l40-30 40 30v40zM200 100V60l40-30 40 30v40z" fill="#2f6b52"/>'
    '<path d="M120 92h80" stroke="#8a6d3b" stroke-width="8"/></svg>'
)
"""Two houses and the way between them."""


def load_demo() -> None:
    """A course with one section and two lessons that have only their titles; a file that waits for her."""
    trainer = person_by_code("DEMO-GV")
    if trainer is None:
        return
    beginning = Beginning(
        {"vi": NAME, "en": "A new collaborator's handbook"},
        {"vi": SUMMARY, "en": "Know the first three things to do in a new area."},
        {"vi": "Tuần đầu tiên", "en": "The first week"},
    )
    course = make_course(beginning, by=trainer.id, now=clock.now())
    for title in LESSONS:
        head: OwnFile = kept_folder(course).files[HEAD]
        add_lesson(course, head.revision, 0, title, by=trainer.id, now=clock.now())
    shipped = packed(DiskFolder(LIBRARY / ARRIVED))
    keep_arrived(f"{ARRIVED}.zip", shipped, by=trainer.id, now=clock.now())
    take_media(course, "Đường làng.svg", DRAWING.encode(), by=trainer.id, now=clock.now())
    db.session.commit()
