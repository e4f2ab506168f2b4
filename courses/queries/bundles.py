"""Reading sections as they were compiled, each in one statement with whoever asks."""

from collections.abc import Collection
from functools import partial
from typing import NamedTuple

from sqlalchemy import bindparam, case, select

from courses.models import Bundle, Course, Edition, Enrolment, Section, Step, StepCompletion
from courses.policies import offered, open_to_learners
from lms.account.queries import ASKER, asked_with
from lms.base import clock
from lms.base.database import db
from lms.base.keeping import Kept
from lms.base.prepared import Prepared


class Served(NamedTuple):
    """A section as it was compiled, in one of the forms that browsers read; nothing in it is personal."""

    etag: str
    script_hash: str
    style_hash: str
    body: bytes


_SERVED: Kept[tuple[str, str], Served] = Kept(200)
"""What was served lately, by ``etag`` and form: whatever has the same digest is the same."""

# What every lesson asks is composed once: composing takes longer than reading.
_HERS = (
    select(Bundle.id)
    .join(Section, Section.id == Bundle.section_id)
    .join(Edition, Edition.id == Section.edition_id)
    .join(Course, Course.id == Edition.course_id)
    .outerjoin(
        Enrolment,
        (Enrolment.edition_id == Edition.id) & (Enrolment.person_id == ASKER.c.person_id),
    )
    .where(
        Course.slug == bindparam("slug"),
        Section.ordinal == bindparam("ordinal"),
        Bundle.language.in_((bindparam("language"), "vi")),
        open_to_learners(),
        offered() | Enrolment.id.is_not(None),
    )
    .order_by(
        case((Enrolment.id.is_not(None) & Enrolment.going_on(), 0), (offered(), 1), else_=2),
        Edition.number.desc(),
        Bundle.language != bindparam("language"),
    )
    .limit(1)
    .correlate(ASKER)
)
_ASKED_BUNDLE = Prepared(
    select(ASKER.c.person_id, Bundle.id, Bundle.etag).outerjoin_from(
        ASKER, Bundle, Bundle.id == _HERS.scalar_subquery()
    )
)
_FORMS = {
    form: Prepared(
        select(Bundle.etag, Bundle.script_hash, Bundle.style_hash, body).where(Bundle.id == bindparam("id"))
    )
    for form, body in {"br": Bundle.brotli, "gzip": Bundle.gzip, "identity": Bundle.plain}.items()
}
_LATEST = (
    select(Enrolment.id)
    .join(Edition, Edition.id == Enrolment.edition_id)
    .join(Course, Course.id == Edition.course_id)
    .where(Course.slug == bindparam("slug"), Enrolment.person_id == ASKER.c.person_id)
    .order_by(~Enrolment.going_on(), Enrolment.id.desc())
    .limit(1)
    .correlate(ASKER)
)
_IN_SECTION = (
    select(Step.id)
    .join(Section, Section.id == Step.section_id)
    .where(Step.id == StepCompletion.step_id, Section.ordinal == bindparam("ordinal"))
)
_ASKED_STATE = Prepared(
    select(ASKER.c.person_id, Step.id)
    .outerjoin_from(
        ASKER,
        StepCompletion,
        (StepCompletion.enrolment_id == _LATEST.scalar_subquery()) & _IN_SECTION.exists(),
    )
    .outerjoin(Step, Step.id == StepCompletion.step_id)
    .order_by(Step.ordinal)
)


def bundle_of(
    token: str, slug: str, ordinal: int, language: str, form: str
) -> tuple[int | None, Served | None]:
    """Whose session this is, and the bundle she is served: of the edition she has begun and not finished,
    else of the newest that is offered, else of one that she was in. In Vietnamese where the course is not
    taught in the language asked for.

    One indexed read; another one of the bytes, in one form (``br``, ``gzip`` or ``identity``), where nobody
    has asked for them lately.
    """
    asked = {"slug": slug, "ordinal": ordinal, "language": language}
    found = _ASKED_BUNDLE.first(asked_with(token, clock.now()) | asked)
    if found is None:
        return None, None
    person_id, bundle_id, etag = found
    if bundle_id is None:
        return person_id, None
    return person_id, _SERVED.get_or_make((etag, form), partial(_read_served, bundle_id, form))


def _read_served(bundle_id: int, form: str) -> Served:
    return Served(*_FORMS[form].rows({"id": bundle_id})[0])


def section_state(token: str, slug: str, ordinal: int) -> tuple[int | None, list[int]]:
    """Whose session this is, and the steps that she has done in a section of the edition she takes, by their
    ids: one read."""
    rows = _ASKED_STATE.rows(asked_with(token, clock.now()) | {"slug": slug, "ordinal": ordinal})
    person_id = rows[0][0] if rows else None
    return person_id, [step_id for _, step_id in rows if step_id is not None]


def section_bytes(edition_ids: Collection[int], language: str) -> dict[int, int]:
    """By section of these editions, what it costs on the wire in a language, in bytes; in Vietnamese where it
    is not taught in that one."""
    found = (
        select(Bundle.section_id, Bundle.wire_bytes)
        .where(Bundle.edition_id.in_(edition_ids), Bundle.language.in_((language, "vi")))
        .order_by(Bundle.language == language)
    )
    return {row.section_id: row.wire_bytes for row in db.session.execute(found)}
