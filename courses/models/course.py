"""Courses and their editions. An edition is drafted once and never changes after it is published."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.base.database import Base, Moment
from lms.standards.models import Clause, Competency

OPTIONAL = "orientation"  # the role of steps that only tell what may be skipped


class Course(Base):
    """Something that is learned; what it teaches stands in its editions."""

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """Its part of an address, e.g. ``bao-ve-tre-em``; also the name of its folder in the library."""
    created_at: Mapped[datetime] = mapped_column(Moment)
    made_here: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether its editions are made from a course of our own, not from one that is shipped."""

    editions: Mapped[list["Edition"]] = relationship(order_by="Edition.number", back_populates="course")


class Edition(Base):
    """One version of a course: one structure, one text per language."""

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int] = mapped_column()
    """Counts the editions of the course, from 1."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 over the structure, every text and every pinned version: equal content needs no new edition."""
    name_vi: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    summary_vi: Mapped[str] = mapped_column(String(500))
    """What she can do afterwards, in one or two sentences."""
    summary_en: Mapped[str] = mapped_column(String(500))
    always_show: Mapped[str | None] = mapped_column(String(20))
    """A block that every lesson carries: ``111`` for child protection; NULL for none."""
    hours: Mapped[dict[str, Any]] = mapped_column(JSON)
    """``theory``, ``practice`` and ``self_study`` in tiết (45 minutes), as a certificate prints them."""
    certificate: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The ``[certificate]`` table of its source: design, issuer, approval, valid_months; NULL for none."""
    languages: Mapped[list[str] | None] = mapped_column(JSON)
    """In which its lessons exist, Vietnamese first; NULL, from older versions of the product: both."""
    position: Mapped[int | None] = mapped_column()
    """Its place among the courses; those without one come last."""
    audience: Mapped[list[str] | None] = mapped_column(JSON)
    """The codes of the staff kinds to whom it is offered even where no requirement asks for it."""
    aims: Mapped[dict[str, list[str]] | None] = mapped_column(JSON)
    """By language, what she will be able to do, as many in one as in the other."""
    terms: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    """Its glossary: ``term``, ``meaning``, and ``avoid``, how it is not to be called; in Vietnamese."""
    questions: Mapped[list[dict[str, str]] | None] = mapped_column(JSON)
    """What was left out because it is not sure: ``about``, ``mark`` (M or L), ``text``; in Vietnamese."""
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    """When learners could first open it; NULL while it is being made."""
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when nobody begins it any more; NULL while it is offered. Why stands in ``withdrawal``."""

    course: Mapped[Course] = relationship(back_populates="editions")
    sections: Mapped[list["Section"]] = relationship(order_by="Section.ordinal", back_populates="edition")
    competencies: Mapped[list["EditionCompetency"]] = relationship(back_populates="edition")
    job_aids: Mapped[list["JobAid"]] = relationship(back_populates="edition")
    booklets: Mapped[list["Booklet"]] = relationship(back_populates="edition")

    __table_args__ = (UniqueConstraint("course_id", "number"),)

    @property
    def taught_in(self) -> list[str]:
        """The languages of its lessons, Vietnamese first."""
        return self.languages or ["vi", "en"]

    def language_for(self, wanted: str) -> str:
        """The language in which its lessons are shown to somebody who wants this one."""
        return wanted if wanted in self.taught_in else self.taught_in[0]

    def job_aid(self, wanted: str) -> "JobAid | None":
        """Its job aid in the language nearest to the wanted one; None where it has none."""
        language = self.language_for(wanted)
        return next((each for each in self.job_aids if each.language == language), None)

    def booklet(self, wanted: str) -> "Booklet | None":
        """Its booklet in the language nearest to the wanted one; None where none is printed yet."""
        language = self.language_for(wanted)
        return next((each for each in self.booklets if each.language == language), None)


class JobAid(Base):
    """One page to pin to the wall: its text and its drawing, frozen when the edition was published."""

    __tablename__ = "job_aid"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text, deferred=True)
    """What the author wrote, in Markdown."""
    paper: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The drawing: a PDF of one page, A4."""
    size: Mapped[int] = mapped_column()
    """The bytes of the drawing, said before somebody loads it."""

    edition: Mapped[Edition] = relationship(back_populates="job_aids")


class Booklet(Base):
    """All lessons of an edition on paper, drawn once: for those who learn without a phone."""

    __tablename__ = "booklet"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    paper: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """The drawing: a PDF, A4."""
    size: Mapped[int] = mapped_column()
    """The bytes of the drawing, said before somebody loads it."""
    pages: Mapped[int] = mapped_column()
    """How many pages it has, said before somebody prints it."""

    edition: Mapped[Edition] = relationship(back_populates="booklets")


class EditionCompetency(Base):
    """What completing the edition shows, and at which level."""

    __tablename__ = "edition_competency"

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"), primary_key=True)
    level: Mapped[int] = mapped_column(default=1)
    """The level shown, on the competency's scale."""

    edition: Mapped[Edition] = relationship(back_populates="competencies")
    competency: Mapped[Competency] = relationship()

    __table_args__ = (Index("ix_edition_competency_competency_id", "competency_id"),)


class Section(Base):
    """A module of an edition: what is read and played in one sitting, and sent as one bundle."""

    __tablename__ = "section"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    ordinal: Mapped[int] = mapped_column()
    """Its place in the edition, from 1."""

    edition: Mapped[Edition] = relationship(back_populates="sections")
    texts: Mapped[list["SectionText"]] = relationship(back_populates="section")
    steps: Mapped[list["Step"]] = relationship(order_by="Step.ordinal", back_populates="section")

    __table_args__ = (UniqueConstraint("edition_id", "ordinal"),)

    def title(self, language: str) -> str:
        """Its title in a language."""
        return next(text.title for text in self.texts if text.language == language)


class SectionText(Base):
    """What a section is called in one language."""

    __tablename__ = "section_text"

    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))

    section: Mapped[Section] = relationship(back_populates="texts")


class Step(Base):
    """One thing to do in a section: read a page, play an exercise, …"""

    __tablename__ = "step"

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(ForeignKey("section.id"))
    ordinal: Mapped[int] = mapped_column()
    """Its place in the section, from 1."""
    kind: Mapped[str] = mapped_column(String(20))
    """The name of its StepKind, e.g. ``page``."""
    reference: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What the course's source says about it, in the words of its kind."""
    frozen: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What its kind pinned when the edition was published: an immutable version."""
    minutes: Mapped[int] = mapped_column()
    """How long it takes, as its kind reckons."""
    lesson: Mapped[int | None] = mapped_column()
    """The number of the lesson, counted through the whole course; NULL for a step that is no lesson."""
    effective_on: Mapped[date | None] = mapped_column()
    """The first day on which all that it teaches was in force; NULL where it teaches no rule."""
    review_by: Mapped[date | None] = mapped_column()
    """The day by which somebody must look whether it is still right."""

    section: Mapped[Section] = relationship(back_populates="steps")
    texts: Mapped[list["StepText"]] = relationship(back_populates="step")
    clauses: Mapped[list[Clause]] = relationship(secondary="step_clause", order_by=Clause.id)
    competencies: Mapped[list[Competency]] = relationship(secondary="step_competency", order_by=Competency.id)

    __table_args__ = (UniqueConstraint("section_id", "ordinal"),)

    @property
    def is_optional(self) -> bool:
        """Whether the course is completed without it."""
        return self.reference.get("role") == OPTIONAL

    @classmethod
    def needed(cls) -> ColumnElement[bool]:
        """For SQL, whether the course is not completed without it."""
        role: ColumnElement[str] = cls.reference["role"].as_string()
        return role.is_distinct_from(OPTIONAL)

    def text(self, language: str) -> "StepText":
        """Its words in a language; in Vietnamese where the course has no others."""
        words = {text.language: text for text in self.texts}
        return words.get(language) or words["vi"]


class StepText(Base):
    """The words of a step in one language."""

    __tablename__ = "step_text"

    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text, deferred=True)
    """What the author wrote, in Markdown; empty for a step that is no page."""
    html: Mapped[str] = mapped_column(Text, deferred=True)
    """The source rendered and cleaned when the edition was published."""
    legal_basis: Mapped[str] = mapped_column(Text)
    """The documents and passages it rests on, as a reader may cite them; empty where there are none."""

    step: Mapped[Step] = relationship(back_populates="texts")


class StepCompetency(Base):
    """A competency that a lesson teaches a part of."""

    __tablename__ = "step_competency"

    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"), primary_key=True)


class StepClause(Base):
    """A clause version that a step teaches; copied to the evidence when the course is completed."""

    __tablename__ = "step_clause"

    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), primary_key=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"), primary_key=True)
