"""A course as its folder describes it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from courses.source.findings import Finding
from courses.source.pictures import Picture
from courses.source.tables import Words

__all__ = [
    "ClauseReference",
    "CourseSource",
    "PageText",
    "Question",
    "SectionSource",
    "StepSource",
    "Term",
    "Words",
]


@dataclass(frozen=True)
class ClauseReference:
    """A passage of a document, written ``102/2016/QH13#Điều 51``."""

    document: str
    article: str
    version: int = 1
    """The version that was read when the lesson was written: ``…#Điều 51@2`` names the second."""

    def __str__(self) -> str:
        version = f"@{self.version}" if self.version > 1 else ""
        return f"{self.document}#{self.article}{version}"


@dataclass(frozen=True)
class PageText:
    """A lesson or a job aid in one language: what the author wrote, and what it becomes."""

    title: str
    source: str
    """The Markdown below the title."""
    html: str
    file: str
    """Where it stands, from the library on."""
    offset: int = 1
    """How many lines of the file stand above the source."""
    pictures: frozenset[str] = frozenset()
    """The names of the pictures that it shows."""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class StepSource:
    """A step as the course's source describes it."""

    kind: str
    reference: dict[str, Any]
    place: str
    """Where it stands in the source, for messages."""
    line: int = 0
    """The line of ``course.toml`` on which it begins."""
    page: int | None = None
    """The number of the lesson, through the whole course; None for a step that is no page."""
    texts: dict[str, PageText] = field(default_factory=dict)
    """By language; empty for a step that is no page."""
    competencies: tuple[str, ...] = ()
    """The codes of what the lesson teaches."""
    sources: tuple[ClauseReference, ...] = ()
    review_by: date | None = None


@dataclass(frozen=True)
class SectionSource:
    """A section as the course's source describes it."""

    titles: Words
    steps: tuple[StepSource, ...]


@dataclass(frozen=True)
class Question:
    """Something that was left out because it is not sure, for the province's specialist."""

    about: str
    mark: str
    """M or L: how sure it is."""
    text: str


@dataclass(frozen=True)
class Term:
    """A word of the course, what it means, and how it is not to be called."""

    term: str
    meaning: str
    avoid: tuple[str, ...]


@dataclass(frozen=True)
class CourseSource:
    """A course as its folder describes it."""

    slug: str
    languages: tuple[str, ...]
    """In which its lessons exist; Vietnamese always."""
    position: int
    audience: tuple[str, ...]
    """The staff kinds to whom it is offered even where no requirement asks for it."""
    names: Words
    summaries: Words
    aims: dict[str, tuple[str, ...]]
    always_show: str | None
    hours: dict[str, Any]
    certificate: dict[str, Any] | None
    competencies: dict[str, int]
    """The codes of what completing it shows, with the level."""
    sections: tuple[SectionSource, ...]
    questions: tuple[Question, ...]
    terms: tuple[Term, ...]
    job_aids: dict[str, PageText]
    """By language; empty for a course without."""
    pictures: dict[str, Picture]
    """The files of ``media`` by their names."""
    findings: tuple[Finding, ...]
    """What reading it found wrong without being stopped by it."""

    @property
    def file(self) -> str:
        """Its description, from the library on."""
        return f"{self.slug}/course.toml"

    @property
    def steps(self) -> list[StepSource]:
        """All its steps in their order."""
        return [step for section in self.sections for step in section.steps]

    @property
    def lessons(self) -> list[StepSource]:
        """Its lessons in their order."""
        return [step for step in self.steps if step.page is not None]

    def pages(self) -> list[tuple[str, PageText]]:
        """Every text of its lessons and job aids, with its language."""
        lessons = [pair for step in self.lessons for pair in step.texts.items()]
        return [*lessons, *self.job_aids.items()]
