"""Reading courses, enrolments and bundles."""

from collections.abc import Collection
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from courses.models import (
    Bundle,
    Course,
    Edition,
    EditionCompetency,
    Enrolment,
    Media,
    Section,
    Step,
    StepClause,
    StepCompletion,
    StepText,
)
from courses.policies import open_to_learners
from lms.account.queries import ASKER, asked_with
from lms.base import clock
from lms.base.database import db, read_apart
from lms.base.keeping import Kept
from lms.people.queries import merged_into
from lms.standards.models import Clause, Document


class Served(NamedTuple):
    """A section as it was compiled, in one of the forms that browsers read; nothing in it is personal."""

    etag: str
    script_hash: str
    style_hash: str
    body: bytes


_SERVED: Kept[tuple[str, str], Served] = Kept(200)
"""What was served lately, by ``etag`` and form: whatever has the same digest is the same."""

# What every lesson and every attempt asks is composed once: composing takes longer than reading.
_HERS = (
    select(Bundle.id)
    .join(Section, Section.id == Bundle.section_id)
    .join(Edition, Edition.id == Section.edition_id)
    .join(Course, Course.id == Edition.course_id)
    .outerjoin(
        Enrolment,
        (Enrolment.edition_id == Edition.id)
        & (Enrolment.person_id == ASKER.c.person_id)
        & Enrolment.completed_on.is_(None),
    )
    .where(
        Course.slug == bindparam("slug"),
        Section.ordinal == bindparam("ordinal"),
        Bundle.language.in_((bindparam("language"), "vi")),
        open_to_learners(),
    )
    .order_by(Enrolment.id.is_(None), Edition.number.desc(), Bundle.language != bindparam("language"))
    .limit(1)
    .correlate(ASKER)
)
_ASKED_BUNDLE = select(ASKER.c.person_id, Bundle.id, Bundle.etag).outerjoin_from(
    ASKER, Bundle, Bundle.id == _HERS.scalar_subquery()
)
_FORMS = {
    form: select(Bundle.etag, Bundle.script_hash, Bundle.style_hash, body).where(Bundle.id == bindparam("id"))
    for form, body in {"br": Bundle.brotli, "gzip": Bundle.gzip, "identity": Bundle.plain}.items()
}
_LATEST = (
    select(Enrolment.id)
    .join(Edition, Edition.id == Enrolment.edition_id)
    .join(Course, Course.id == Edition.course_id)
    .where(Course.slug == bindparam("slug"), Enrolment.person_id == ASKER.c.person_id)
    .order_by(Enrolment.completed_on.is_not(None), Enrolment.id.desc())
    .limit(1)
    .correlate(ASKER)
)
_IN_SECTION = (
    select(Step.id)
    .join(Section, Section.id == Step.section_id)
    .where(Step.id == StepCompletion.step_id, Section.ordinal == bindparam("ordinal"))
)
_ASKED_STATE = (
    select(ASKER.c.person_id, Step.id)
    .outerjoin_from(
        ASKER,
        StepCompletion,
        (StepCompletion.enrolment_id == _LATEST.scalar_subquery()) & _IN_SECTION.exists(),
    )
    .outerjoin(Step, Step.id == StepCompletion.step_id)
    .order_by(Step.ordinal)
)
_STEP = (
    select(Step)
    .where(Step.id == bindparam("step"))
    .options(joinedload(Step.section).joinedload(Section.edition).joinedload(Edition.course))
)


def step(step_id: int) -> Step | None:
    """The step with its section, edition and course."""
    return db.session.scalar(_STEP, {"step": step_id})


def course_by_slug(slug: str) -> Course | None:
    """The course with this part of an address."""
    return db.session.scalar(select(Course).where(Course.slug == slug))


def newest_edition(course_id: int) -> Edition | None:
    """The edition that somebody begins today; None while none is published."""
    return db.session.scalar(
        select(Edition)
        .where(Edition.course_id == course_id, open_to_learners())
        .order_by(Edition.number.desc())
        .limit(1)
    )


def newest_editions() -> list[Edition]:
    """Of every course the edition that somebody begins today, in the order of courses."""
    newest = (
        select(Edition.course_id, func.max(Edition.number).label("number"))
        .where(open_to_learners())
        .group_by(Edition.course_id)
        .subquery()
    )
    return list(
        db.session.scalars(
            select(Edition)
            .join(newest, (Edition.course_id == newest.c.course_id) & (Edition.number == newest.c.number))
            .options(
                joinedload(Edition.course),
                selectinload(Edition.competencies).joinedload(EditionCompetency.competency),
            )
            .order_by(Edition.position.is_(None), Edition.position, Edition.course_id)
        )
    )


def enrolment(person_id: int, course_id: int) -> Enrolment | None:
    """Her enrolment in a course: the one that is open, else the latest she completed."""
    return latest_enrolments(person_id).get(course_id)


def latest_enrolments(person_id: int) -> dict[int, Enrolment]:
    """By course, her enrolment: the one that is open, else the latest she completed. What was completed on a
    record that was merged into hers counts; what was begun there is carried over when the two are merged."""
    completed_there = Enrolment.person_id.in_(merged_into([person_id])) & Enrolment.completed_on.is_not(None)
    found = db.session.scalars(
        select(Enrolment)
        .where((Enrolment.person_id == person_id) | completed_there)
        .options(joinedload(Enrolment.edition).joinedload(Edition.course))
        .order_by(Enrolment.completed_on.is_(None), Enrolment.completed_at, Enrolment.id)
    )
    return {each.edition.course_id: each for each in found}


def steps_of(edition_id: int) -> list[Step]:
    """The steps of an edition in their order, with their titles, sections and way up."""
    return steps_of_editions([edition_id])[edition_id]


def steps_of_editions(edition_ids: Collection[int]) -> dict[int, list[Step]]:
    """The same of several editions."""
    way = joinedload(Step.section).joinedload(Section.edition).joinedload(Edition.course)
    found = db.session.scalars(
        select(Step)
        .join(Section)
        .where(Section.edition_id.in_(edition_ids))
        .options(selectinload(Step.texts), way)
        .order_by(Section.edition_id, Section.ordinal, Step.ordinal)
    )
    steps: dict[int, list[Step]] = {edition_id: [] for edition_id in edition_ids}
    for each in found:
        steps[each.section.edition_id].append(each)
    return steps


def done_steps(enrolment_id: int) -> frozenset[int]:
    """The steps done in an enrolment."""
    return done_in([enrolment_id])[enrolment_id]


def done_in(enrolment_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The steps done in several enrolments."""
    done: dict[int, set[int]] = {enrolment_id: set() for enrolment_id in enrolment_ids}
    found = select(StepCompletion.enrolment_id, StepCompletion.step_id)
    for row in db.session.execute(found.where(StepCompletion.enrolment_id.in_(enrolment_ids))):
        done[row.enrolment_id].add(row.step_id)
    return {enrolment_id: frozenset(steps) for enrolment_id, steps in done.items()}


def open_with_nothing_left() -> Select[int, int]:
    """Enrolments that are not completed although every step is done that is needed: their keys, and whose
    they are."""
    needed = (
        select(Step.id)
        .join(Section, Section.id == Step.section_id)
        .where(Section.edition_id == Enrolment.edition_id, Step.needed())
        .correlate(Enrolment)
    )
    done = (
        select(StepCompletion.step_id).where(StepCompletion.enrolment_id == Enrolment.id).correlate(Enrolment)
    )
    return (
        select(Enrolment.id, Enrolment.person_id)
        .where(
            Enrolment.completed_on.is_(None),
            needed.where(Step.id.in_(done)).exists(),
            ~needed.where(Step.id.not_in(done)).exists(),
        )
        .order_by(Enrolment.id)
    )


def kept_pictures(digests: Collection[str]) -> dict[str, Media]:
    """Pictures with their content, by their digests."""
    found = select(Media).where(Media.sha256.in_(digests)).options(undefer(Media.body))
    return {each.sha256: each for each in db.session.scalars(found)}


def kept_picture(digest: str) -> Media | None:
    """The picture of this digest."""
    return db.session.scalar(select(Media).where(Media.sha256 == digest).options(undefer(Media.body)))


def lessons_of(edition_id: int) -> list[Step]:
    """The lessons of an edition in their order, with all their words and what they rest on."""
    return list(
        db.session.scalars(
            select(Step)
            .join(Section)
            .where(Section.edition_id == edition_id, Step.lesson.is_not(None))
            .options(
                selectinload(Step.texts).undefer(StepText.html),
                joinedload(Step.section).selectinload(Section.texts),
            )
            .order_by(Section.ordinal, Step.ordinal)
        )
    )


def lessons_with_tasks(edition_id: int) -> list[Step]:
    """The lessons of an edition with the competencies and the clauses that each teaches."""
    found = select(Step).join(Section).where(Section.edition_id == edition_id, Step.lesson.is_not(None))
    with_both = found.options(selectinload(Step.competencies), selectinload(Step.clauses))
    return list(db.session.scalars(with_both.execution_options(populate_existing=True)))


def documents_of(edition_id: int) -> list[Document]:
    """The documents that the lessons of an edition rest on, the newest first; those without a day last."""
    taught = (
        select(Clause.document_id)
        .join(StepClause, StepClause.clause_id == Clause.id)
        .join(Step, Step.id == StepClause.step_id)
        .join(Section, Section.id == Step.section_id)
        .where(Section.edition_id == edition_id)
    )
    found = select(Document).where(Document.id.in_(taught))
    return list(
        db.session.scalars(
            found.order_by(Document.effective_on.is_(None), Document.effective_on.desc(), Document.number)
        )
    )


def lessons_resting_on(document_id: int, article: str | None = None) -> list[Step]:
    """The lessons that somebody begins today and that rest on a document, by course and place; with
    ``article`` only those that teach it, in whichever version."""
    taught = (
        select(StepClause.step_id)
        .join(Clause, Clause.id == StepClause.clause_id)
        .where(Clause.document_id == document_id)
    )
    if article is not None:
        taught = taught.where(Clause.article == article)
    newest = select(func.max(Edition.id)).where(open_to_learners()).group_by(Edition.course_id)
    found = (
        select(Step)
        .join(Section)
        .join(Edition)
        .where(Step.id.in_(taught), Edition.id.in_(newest), Step.lesson.is_not(None))
        .options(selectinload(Step.texts), joinedload(Step.section).joinedload(Section.edition))
    )
    return list(db.session.scalars(found.order_by(Edition.position, Edition.course_id, Step.lesson)))


def section_bytes(edition_ids: Collection[int], language: str) -> dict[int, int]:
    """By section of these editions, what it costs on the wire in a language, in bytes; in Vietnamese where it
    is not taught in that one."""
    found = (
        select(Bundle.section_id, Bundle.wire_bytes)
        .where(Bundle.edition_id.in_(edition_ids), Bundle.language.in_((language, "vi")))
        .order_by(Bundle.language == language)
    )
    return {row.section_id: row.wire_bytes for row in db.session.execute(found)}


def learned_sections(person_id: int, first: date, last: date) -> dict[int, int]:
    """By section in which she, or who was merged into her, did something within these days, its edition."""
    found = _learned(select(Section.id, Section.edition_id).distinct(), person_id, first, last)
    return {row.id: row.edition_id for row in db.session.execute(found)}


def learned_lessons(person_id: int, first: date, last: date) -> int:
    """How many lessons she, or who was merged into her, did within these days."""
    lessons = select(func.count(Step.id.distinct())).where(Step.lesson.is_not(None))
    return db.session.scalar(_learned(lessons, person_id, first, last)) or 0


def _learned(wanted: Any, person_id: int, first: date, last: date) -> Any:
    hers = Enrolment.person_id.in_([person_id, *merged_into([person_id])])
    return (
        wanted.select_from(StepCompletion)
        .join(Enrolment, Enrolment.id == StepCompletion.enrolment_id)
        .join(Step, Step.id == StepCompletion.step_id)
        .join(Section, Section.id == Step.section_id)
        .where(hers, StepCompletion.occurred_on.between(first, last))
    )


def bundle_of(
    token: str, slug: str, ordinal: int, language: str, form: str
) -> tuple[int | None, Served | None]:
    """Whose session this is, and the bundle she is served: of the edition she has begun and not finished,
    else of the newest. In Vietnamese where the course is not taught in the language asked for.

    One indexed read; another one of the bytes, in one form (``br``, ``gzip`` or ``identity``), where nobody
    has asked for them lately.
    """
    asked = {"slug": slug, "ordinal": ordinal, "language": language}
    row = next(iter(read_apart(_ASKED_BUNDLE, asked_with(token, clock.now()) | asked)), None)
    if row is None:
        return None, None
    if row.id is None:
        return row.person_id, None
    make = partial(_read_served, row.id, form)
    return row.person_id, _SERVED.get_or_make((row.etag, form), make)


def _read_served(bundle_id: int, form: str) -> Served:
    return Served(*read_apart(_FORMS[form], {"id": bundle_id})[0])


def section_state(token: str, slug: str, ordinal: int) -> tuple[int | None, list[int]]:
    """Whose session this is, and the steps that she has done in a section of the edition she takes, by their
    ids: one read."""
    rows = read_apart(_ASKED_STATE, asked_with(token, clock.now()) | {"slug": slug, "ordinal": ordinal})
    person_id = rows[0].person_id if rows else None
    return person_id, [row.id for row in rows if row.id is not None]


class Review(NamedTuple):
    """A course with steps past the day by which somebody should have looked at them again."""

    edition: Edition
    steps: int


def to_review(day: date) -> list[Review]:
    """The newest editions with steps to be reviewed by a day before ``day``, by course."""
    newest = select(func.max(Edition.id)).where(open_to_learners()).group_by(Edition.course_id)
    overdue = (
        select(Section.edition_id, func.count(Step.id).label("steps"))
        .join(Step, Step.section_id == Section.id)
        .where(Section.edition_id.in_(newest), Step.review_by < day)
        .group_by(Section.edition_id)
        .subquery()
    )
    found = select(Edition, overdue.c.steps).join(overdue, overdue.c.edition_id == Edition.id)
    rows = db.session.execute(found.options(joinedload(Edition.course)).order_by(Edition.course_id))
    return [Review(*row) for row in rows]
