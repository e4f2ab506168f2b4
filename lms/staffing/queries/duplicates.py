"""People on record who may be one, and what tells whether they are."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from lms.base.database import db
from lms.people.models import Person, PersonAlias, Posting, PostPlace
from lms.people.policies import seen_by
from lms.standards.models import Evidence, EvidenceKind
from lms.web.access import Permission


def pairs_to_decide(asker: Person) -> Sequence[Any]:
    """``one_id, other_id`` of those on the asker's rosters who may be one human, by name: with one name and
    phone, while the birth dates do not differ, or with one name, birth date and unit. What was decided of a
    pair is not asked again."""
    one, other = aliased(Person), aliased(Person)
    hers = _kept_by(asker)
    same_phone = and_(
        one.phone == other.phone,
        or_(one.birth_date == other.birth_date, one.birth_date.is_(None), other.birth_date.is_(None)),
    )
    same_birth = and_(one.birth_date == other.birth_date, _share_a_unit(one, other))
    found = (
        select(one.id.label("one_id"), other.id.label("other_id"))
        .join(other, and_(other.folded == one.folded, other.id > one.id))
        .where(or_(same_phone, same_birth), one.id.in_(hers), other.id.in_(hers), ~_decided(one, other))
    )
    return db.session.execute(found.order_by(one.sort_key, one.id, other.id)).all()


def mergings(asker: Person, *, hold: bool) -> Sequence[PersonAlias]:
    """The mergings that hold of people whom the asker keeps, or those taken back, the newest first."""
    hers = _kept_by(asker)
    undone = PersonAlias.undone_at.is_(None) if hold else PersonAlias.undone_at.is_not(None)
    found = select(PersonAlias).where(undone, PersonAlias.kept_id.in_(hers), PersonAlias.merged_id.in_(hers))
    return db.session.scalars(found.order_by(PersonAlias.id.desc())).all()


def pair_of(asker: Person, one_id: int, other_id: int) -> list[Person]:
    """Both people, where the asker keeps both on her rosters and they are two."""
    ids = {one_id, other_id}
    found = select(Person).where(Person.id.in_(ids), Person.id.in_(_kept_by(asker))).order_by(Person.id)
    people = list(db.session.scalars(found))
    return people if len(people) == 2 else []


def people_by_id(person_ids: Collection[int]) -> dict[int, Person]:
    """Some people, by id."""
    return {each.id: each for each in db.session.scalars(select(Person).where(Person.id.in_(person_ids)))}


def evidence_counts(person_ids: Collection[int]) -> dict[int, int]:
    """How much evidence stands of each of these people: what was not voided; who has none is not listed."""
    void = aliased(Evidence)
    voided = select(void.id).where(void.voids_id == Evidence.id)
    found = (
        select(Evidence.person_id, func.count())
        .where(Evidence.person_id.in_(person_ids), Evidence.kind != EvidenceKind.VOID, ~voided.exists())
        .group_by(Evidence.person_id)
    )
    return dict(db.session.execute(found).all())


def _kept_by(asker: Person) -> Select[int]:
    return select(Person.id).where(seen_by(asker, None, Permission.STAFFING_IMPORT))


def _share_a_unit(one: type[Person], other: type[Person]) -> ColumnElement[bool]:
    hers, place, same, others = aliased(Posting), aliased(PostPlace), aliased(PostPlace), aliased(Posting)
    return (
        select(hers.id)
        .join(place, place.post_id == hers.post_id)
        .join(same, same.unit_id == place.unit_id)
        .join(others, others.post_id == same.post_id)
        .where(hers.person_id == one.id, others.person_id == other.id)
        .exists()
    )


def _decided(one: type[Person], other: type[Person]) -> ColumnElement[bool]:
    """Whether the two were merged or told apart, or one of them is read as somebody else."""
    pair = or_(
        and_(PersonAlias.merged_id == one.id, PersonAlias.kept_id == other.id),
        and_(PersonAlias.merged_id == other.id, PersonAlias.kept_id == one.id),
    )
    merged = and_(PersonAlias.undone_at.is_(None), PersonAlias.merged_id.in_([one.id, other.id]))
    return select(PersonAlias.id).where(or_(pair, merged)).exists()
