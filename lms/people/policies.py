"""Who may see whom, and over which units somebody may act."""

from datetime import date

from sqlalchemy import ColumnElement, Select, false, or_, select

from lms.base import clock
from lms.base.database import db
from lms.people.models import PERMISSIONS, Grant, Person, PersonAlias, Post, Posting, PostPlace
from lms.places.models import Unit, UnitKind
from lms.places.queries import lineage_ids, scope_ids
from lms.web.access import Permission


def scope_of(asker: Person, permission: Permission, day: date) -> Select[int] | None:
    """The ids of the units of ``day`` over which the asker holds ``permission`` today; None for none at all.

    For a past day these are the units that hers followed: see ``lms.places.queries.scope_ids``.
    """
    grants = _grants(asker, permission)
    if not grants:
        return None
    if _for_everything(grants):
        return select(Unit.id).where(Unit.holding_on(day))
    return scope_ids((grant.unit_id for grant in grants), day)


def may_act(asker: Person, permission: Permission, unit_id: int, day: date) -> bool:
    """Whether a unit of ``day`` is one over which the asker holds ``permission``."""
    scope = scope_of(asker, permission, day)
    return scope is not None and bool(db.session.scalar(scope.where(scope.selected_columns[0] == unit_id)))


def scope_ever(asker: Person, *permissions: Permission, on: date | None = None) -> Select[int] | None:
    """The ids of the units of any time for which the asker answers by a role with all these permissions:
    hers, those below them and those they followed; None for none at all. For what keeps the unit of its own
    day. ``on`` a day: by a role that she held then, for what she did on it and hands in later."""
    grants = _grants(asker, *permissions, on=on)
    if not grants:
        return None
    return select(Unit.id) if _for_everything(grants) else lineage_ids(grant.unit_id for grant in grants)


def tops_of(asker: Person, permission: Permission) -> list[Unit]:
    """The units at the top of what the asker answers for by ``permission`` today."""
    return list(dict.fromkeys(grant.unit for grant in _grants(asker, permission)))


def may_see(
    asker: Person, person: Person, day: date | None = None, permission: Permission = Permission.PEOPLE_SEE
) -> bool:
    """Whether the asker may see this person's record: the question of :func:`seen_by` for one person."""
    found = select(Person.id).where(Person.id == person.id, seen_by(asker, day, permission))
    return db.session.scalar(found) is not None


def may_have_seen(asker: Person, person: Person, day: date, permission: Permission) -> bool:
    """Whether the asker could see this person on ``day`` by a role that she held then: for what she did on
    that day and hands in later."""
    grants = _grants(asker, permission, on=day)
    if not grants:
        return False
    posted = _posted_in(grants, day)
    seen = or_(Person.id.in_(posted), Person.id.in_(_read_as(posted)))
    return db.session.scalar(select(Person.id).where(Person.id == person.id, seen)) is not None


def open_to(asker: Person, day: date, permission: Permission) -> ColumnElement[bool]:
    """Condition on ``Person``: whose records the access that the asker held on a day opened to her by
    ``permission``, those of people who had left among them. Nobody where she held none."""
    grants = _grants(asker, permission, on=day)
    if not grants:
        return false()
    posted = _posted_in(grants, None)
    return or_(Person.id.in_(posted), Person.id.in_(_read_as(posted)))


def may_keep(asker: Person, posting: Posting, day: date) -> bool:
    """Whether the asker may end or change a posting: the question of :func:`kept_by` for one posting."""
    found = select(Posting.id).where(Posting.id == posting.id, kept_by(asker, day))
    return db.session.scalar(found) is not None


def kept_by(asker: Person, day: date) -> ColumnElement[bool]:
    """Condition on ``Posting``: those in posts that serve, on ``day``, a unit whose staff the asker keeps."""
    scope = scope_of(asker, Permission.STAFFING_IMPORT, day)
    if scope is None:
        return false()
    here = select(PostPlace.post_id).where(PostPlace.holding_on(day), PostPlace.unit_id.in_(scope))
    return Posting.post_id.in_(here)


def seen_by(
    asker: Person, day: date | None = None, permission: Permission = Permission.PEOPLE_SEE
) -> ColumnElement[bool]:
    """Condition on ``Person``: whom the asker may see by ``permission``. Herself always.

    Others by a posting in a unit of her scope: with ``day`` one of that day, else one of any time, so that
    the record of somebody who left stays open to those who answer for the place.
    """
    herself = Person.id == asker.id
    grants = _grants(asker, permission)
    if not grants:
        return herself
    if day is None and _for_everything(grants):
        return Person.id.is_not(None)
    posted = _posted_in(grants, day)
    return or_(herself, Person.id.in_(posted), Person.id.in_(_read_as(posted)))


def _posted_in(grants: list[Grant], day: date | None) -> Select[int]:
    """The ids of the persons posted in the units of these grants, on ``day`` or at any time."""
    tops = [grant.unit_id for grant in grants]
    units = lineage_ids(tops) if day is None else scope_ids(tops, day)
    posted = (
        select(Posting.person_id)
        .join(Post, Post.id == Posting.post_id)
        .join(PostPlace, PostPlace.post_id == Post.id)
        .where(PostPlace.unit_id.in_(units))
    )
    return posted if day is None else posted.where(PostPlace.holding_on(day), Posting.holding_on(day))


def _read_as(posted: Select[int]) -> Select[int]:
    """As whom those are read who were merged, through merging on merging."""
    holds = PersonAlias.undone_at.is_(None)
    first = select(PersonAlias.kept_id).where(PersonAlias.merged_id.in_(posted), holds)
    chain = first.cte(recursive=True)
    further = select(PersonAlias.kept_id).join(chain, PersonAlias.merged_id == chain.c.kept_id)
    chain = chain.union(further.where(holds))
    return select(chain.c.kept_id)


def _grants(asker: Person, *permissions: Permission, on: date | None = None) -> list[Grant]:
    """What the asker holds ``on`` a day (None: today)."""
    wanted, day = frozenset(permissions), on or clock.today()
    return [grant for grant in asker.grants_on(day) if wanted <= PERMISSIONS[grant.access_role]]


def _for_everything(grants: list[Grant]) -> bool:
    return any(grant.unit.kind is UnitKind.COUNTRY for grant in grants)
