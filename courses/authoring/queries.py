"""Reading what authors of courses choose from, and how a course of our own stands as its files say."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from courses.models import KEPT, ArrivedCourse, Edition, OwnFile
from courses.queries.own_courses import KeptFolder
from courses.source.arranging import Values, sections_of
from courses.source.folders import HEAD, JOB_AID, lessons_in
from courses.source.matching import title_of
from lms.base.database import db
from lms.people.models import StaffKind
from lms.standards.models import Clause, Competency, Document


@dataclass(frozen=True)
class Line:
    """A step of a course of our own, as its files say it now."""

    place: int
    """From 0, in its section."""
    values: Values
    files: dict[str, OwnFile]
    """A lesson's texts by language; empty for any other step, and for a lesson whose text is missing."""

    @property
    def number(self) -> int | None:
        """The number of a lesson; None for any other step."""
        return self.values.get("page") if self.values.get("kind") == "page" else None

    @property
    def title(self) -> str:
        """What its author calls it."""
        file = self.files.get("vi")
        return title_of(file.text) if file else str(self.values.get("exercise", ""))


@dataclass(frozen=True)
class Part:
    """A section of a course of our own."""

    place: int
    """From 0."""
    values: Values
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Plan:
    """A course of our own, as its ``course.toml`` says it now; it may lack much of what publishing needs."""

    folder: KeptFolder
    values: Values

    @property
    def head(self) -> OwnFile:
        """Its ``course.toml``."""
        return self.folder.files[HEAD]

    @property
    def name(self) -> str:
        """What it is called in Vietnamese."""
        return str(self.values["name"]["vi"])

    @property
    def languages(self) -> list[str]:
        """In which it is to be taught."""
        return list(self.values.get("languages", ["vi", "en"]))

    @property
    def parts(self) -> list[Part]:
        """Its sections with their steps."""
        texts = {language: lessons_in(self.folder, language) for language in ("vi", "en")}
        return [
            Part(place, values, tuple(self._lines(values, texts)))
            for place, values in enumerate(sections_of(self.values))
        ]

    @property
    def job_aids(self) -> dict[str, OwnFile]:
        """The page to pin to the wall, by language; empty where there is none."""
        paths = {language: f"{language}/{JOB_AID}" for language in ("vi", "en")}
        return {
            language: self.folder.files[path] for language, path in paths.items() if path in self.folder.files
        }

    def line_of(self, number: int) -> tuple[Part, Line] | None:
        """Where the lesson of this number stands; None where no step shows it."""
        return next(
            ((part, line) for part in self.parts for line in part.lines if line.number == number), None
        )

    def _lines(self, section: Values, texts: dict[str, dict[int, list[str]]]) -> list[Line]:
        return [
            Line(
                place,
                values,
                {
                    language: self.folder.files[paths[0]]
                    for language, by_number in texts.items()
                    if (paths := by_number.get(values.get("page", 0)))
                },
            )
            for place, values in enumerate(section.get("steps", []))
        ]


def plan_of(folder: KeptFolder) -> Plan:
    """A course of our own as its description says it now."""
    return Plan(folder, tomllib.loads(folder.files[HEAD].text))


def name_in(head: bytes, language: str) -> str:
    """The name that a ``course.toml`` gives its course."""
    names = tomllib.loads(head.decode())["name"]
    return str(names.get(language) or names["vi"])


def arrived_courses(person_id: int, now: datetime) -> Sequence[ArrivedCourse]:
    """The files that somebody sent and has not decided about, the latest first."""
    found = select(ArrivedCourse).where(ArrivedCourse.person_id == person_id)
    return db.session.scalars(
        found.where(ArrivedCourse.arrived_at > now - KEPT).order_by(ArrivedCourse.id.desc())
    ).all()


def arrived_course(arrived_id: int, person_id: int, now: datetime) -> ArrivedCourse | None:
    """One of them with its content."""
    found = select(ArrivedCourse).where(ArrivedCourse.id == arrived_id, ArrivedCourse.person_id == person_id)
    return db.session.scalar(
        found.where(ArrivedCourse.arrived_at > now - KEPT).options(undefer(ArrivedCourse.body))
    )


def staff_kinds(day: date) -> Sequence[StaffKind]:
    """To whom a course may be offered."""
    found = select(StaffKind).where(StaffKind.holding_on(day)).order_by(StaffKind.position, StaffKind.id)
    return db.session.scalars(found).all()


def competencies(day: date) -> Sequence[Competency]:
    """What a course may give and a lesson may teach."""
    found = select(Competency).where(Competency.holding_on(day))
    return db.session.scalars(found.order_by(Competency.position, Competency.code)).all()


def certificates_in_use() -> list[dict[str, object]]:
    """The ``[certificate]`` tables of the editions published so far, each once."""
    given = db.session.scalars(select(Edition.certificate).order_by(Edition.id.desc()))
    found: list[dict[str, object]] = []
    for each in given:
        if each and each not in found:
            found.append(each)
    return found


def passages_taught(day: date) -> dict[str, str]:
    """By how a lesson names it (``102/2016/QH13#Điều 51``), what a passage says that may be taught on a day:
    the newest version in force, of documents in force."""
    found = (
        select(Clause, Document.number)
        .join(Document)
        .where(Clause.effective_on <= day, Clause.confidence == "H")
        .where(Document.ended_on.is_(None) | (Document.ended_on > day))
        .order_by(Document.number, Clause.article, Clause.version)
    )
    newest = {(number, clause.article): clause for clause, number in db.session.execute(found)}
    return {
        f"{number}#{article}" + (f"@{clause.version}" if clause.version > 1 else ""): clause.summary
        for (number, article), clause in newest.items()
    }
