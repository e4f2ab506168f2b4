"""Who may read an award, and who decides over it. Each question for one award and for SQL."""

from sqlalchemy import ColumnElement, false, select, true

from certificates.models import Award
from lms.base import clock
from lms.base.database import db
from lms.people.models import PERMISSIONS, Person, Post, Posting, PostPlace
from lms.people.policies import seen_by
from lms.places.models import UnitKind
from lms.places.queries import lineage_ids
from lms.web.access import Permission


def may_read(asker: Person, award: Award) -> bool:
    """Whether the asker may see the award and its file: her own, and those of whom she may see."""
    return _is_among(award, readable_by(asker))


def readable_by(asker: Person) -> ColumnElement[bool]:
    """The same question for SQL."""
    return Award.person_id.in_(select(Person.id).where(seen_by(asker)))


def may_approve(asker: Person, award: Award) -> bool:
    """Whether the asker approves, revokes and replaces the award: its holder serves or served in a unit
    over which she holds ``awards:approve`` today. Somebody who left still gets what she has earned.
    Nobody decides over her own."""
    return _is_among(award, approvable_by(asker))


def approvable_by(asker: Person) -> ColumnElement[bool]:
    """The same question for SQL."""
    grants = [
        grant
        for grant in asker.grants_on(clock.today())
        if Permission.AWARDS_APPROVE in PERMISSIONS[grant.access_role]
    ]
    if not grants:
        return false()
    not_her_own = Award.person_id != asker.id
    if any(grant.unit.kind is UnitKind.COUNTRY for grant in grants):
        return not_her_own & true()
    posted = (
        select(Posting.person_id)
        .join(Post, Post.id == Posting.post_id)
        .join(PostPlace, PostPlace.post_id == Post.id)
        .where(PostPlace.unit_id.in_(lineage_ids([grant.unit_id for grant in grants])))
    )
    return not_her_own & Award.person_id.in_(posted)


def _is_among(award: Award, condition: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(Award.id).where(Award.id == award.id, condition)) is not None
