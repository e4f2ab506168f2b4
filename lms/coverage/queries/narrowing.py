"""Who is counted: the people among whom a page asks."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, String, Subquery, and_, cast, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from lms.activities.models import Activity, RosterEntry
from lms.coverage.models import Knowing, Scene
from lms.people.models import Posting, Role
from lms.standards.models import Clause, Evidence, EvidenceClause, EvidenceKind, EvidenceStatus
from lms.standards.rules.folding import add_months

A_DAY = timedelta(days=1)
STALE_AFTER = 24  # months without anything shown that somebody answers for, as the field asks for


def narrowed(found: Select[Any], post: Subquery, kept: CTE, scene: Scene) -> Select[Any]:
    """Of postings, joined to their ``post`` and to who is ``kept`` for whom, those of the people among whom
    the scene asks."""
    return found if scene.among.is_everybody else found.where(*_conditions(post, kept, scene))


def _conditions(post: Subquery, kept: CTE, scene: Scene) -> Iterator[ColumnElement[bool]]:
    among = scene.among
    if among.staff_kind_ids:
        yield post.c.role_id.in_(of_kinds(among.staff_kind_ids))
    if among.second_job:
        yield Posting.second_job.is_(True)
    if among.new_since:
        earlier = aliased(Posting)
        on_leave = and_(earlier.expected_back_on.is_not(None), earlier.valid_from < among.new_since)
        held = select(earlier.id).where(or_(earlier.holding_on(among.new_since - A_DAY), on_leave))
        yield ~held.where(_is_she(earlier.person_id, kept)).exists()
    shown = _shown_until(scene).where(_is_she(Evidence.person_id, kept))
    if among.organiser_id is not None:
        yield shown.where(Evidence.source.in_(_seats_with(among.organiser_id))).exists()
    if among.clause_id is not None:
        yield _knows(shown, among.clause_id, scene)
    if among.stale:
        since = add_months(scene.day, -STALE_AFTER)
        confirmed = shown.where(Evidence.status == EvidenceStatus.CONFIRMED, Evidence.occurred_on > since)
        yield ~confirmed.exists()


def of_kinds(staff_kind_ids: frozenset[int]) -> Select[int]:
    """The ids of the roles of some kinds of staff."""
    return select(Role.id).where(Role.staff_kind_id.in_(sorted(staff_kind_ids)))


def _is_she(person_id: InstrumentedAttribute[int], kept: CTE) -> ColumnElement[bool]:
    """Whether a row is of the person of the posting, or of one who was merged into her."""
    other = kept.alias()
    kept_id = func.coalesce(kept.c.kept_id, Posting.person_id)
    return or_(
        person_id == kept_id, person_id.in_(select(other.c.merged_id).where(other.c.kept_id == kept_id))
    )


def _shown_until(scene: Scene) -> Select[int]:
    """Evidence up to the day that nobody has declared a mistake; a lapse shows nothing."""
    void = aliased(Evidence)
    voided = select(void.id).where(void.voids_id == Evidence.id)
    return select(Evidence.id).where(
        Evidence.occurred_on <= scene.day,
        Evidence.kind.not_in([EvidenceKind.VOID, EvidenceKind.LAPSE]),
        ~voided.exists(),
    )


def _seats_with(organiser_id: int) -> Select[str]:
    """What the evidence of a seat in the activities of an organisation rests on."""
    keys = cast(RosterEntry.activity_id, String) + ":" + cast(RosterEntry.id, String)
    seats = select(literal("activity:") + keys).join(Activity, Activity.id == RosterEntry.activity_id)
    return seats.where(Activity.organiser_id == organiser_id)


def _knows(shown: Select[int], clause_id: int, scene: Scene) -> ColumnElement[bool]:
    knowing = scene.among.knowing
    versions = _versions(clause_id, scene, only_current=knowing is not Knowing.ANY)
    learned = shown.join(EvidenceClause, EvidenceClause.evidence_id == Evidence.id)
    known = learned.where(EvidenceClause.clause_id.in_(versions)).exists()
    return ~known if knowing is Knowing.NOT_CURRENT else known


def _versions(clause_id: int, scene: Scene, *, only_current: bool) -> Select[int]:
    """The versions of the article of a clause: all, or the one in force on the day."""
    one = aliased(Clause)
    same = and_(Clause.document_id == one.document_id, Clause.article == one.article)
    found = select(Clause.id).join(one, same).where(one.id == clause_id)
    if not only_current:
        return found
    in_force = found.where(Clause.effective_on <= scene.day)
    return in_force.order_by(Clause.version.desc()).limit(1)
