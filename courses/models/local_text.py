"""What an office changes in the texts of shipped lessons, kept beside what is shipped."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from courses.models.course import Course
from lms.base.database import Base, Moment
from lms.people.models import Person


class OfLesson:
    """The lesson that a row is about, as it was shipped when somebody last looked at it."""

    language: Mapped[str] = mapped_column(String(5))
    lesson: Mapped[int] = mapped_column()
    """The number that the lesson had, counted through the whole course; a later version may move it."""
    shipped_text: Mapped[str] = mapped_column(Text)
    """The shipped text that hers was made from, or was last compared with: Markdown from its title on."""
    shipped_sha256: Mapped[str] = mapped_column(String(64))
    """The digest of that text."""

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    """The course that ships the lesson."""


class LocalText(OfLesson, Base):
    """What was decided about the text of a lesson. Rows are only ever added: each follows the one whose place
    it takes, and the last one of a chain is in force."""

    __tablename__ = "local_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)
    """What is taught here, Markdown from its title on; NULL: what is shipped, again."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("local_text.id"), unique=True)
    """The decision whose place this one takes; NULL for the first one about a lesson and language."""
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    course: Mapped[Course] = relationship()
    follows: Mapped["LocalText | None"] = relationship(remote_side=id)
    decided_by: Mapped[Person] = relationship()

    @property
    def taught(self) -> str:
        """The text that was taught by this decision."""
        return self.shipped_text if self.text is None else self.text

    @property
    def decision(self) -> str:
        """What it was: ``changed``, ``kept`` (beside a newer shipped text) or ``taken`` (the shipped one)."""
        if self.text is None:
            return "taken"
        return "kept" if self.follows and self.follows.text == self.text else "changed"


class LessonDraft(OfLesson, Base):
    """A lesson that somebody is writing: hers alone, and taught to nobody yet."""

    __tablename__ = "lesson_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    """What she wrote, in normal form; it may be full of mistakes."""
    revision: Mapped[int] = mapped_column()
    """Counts how often it was saved: who saves an older one is told so."""
    based_on_id: Mapped[int | None] = mapped_column(ForeignKey("local_text.id"))
    """The decision in force when she began; NULL where the lesson was taught as it is shipped."""
    saved_at: Mapped[datetime] = mapped_column(Moment)

    course: Mapped[Course] = relationship()
    person: Mapped[Person] = relationship()
    based_on: Mapped[LocalText | None] = relationship()

    @property
    def began_with(self) -> str:
        """The text that was taught when she began."""
        return self.based_on.taught if self.based_on else self.shipped_text
