"""What is looked at before somebody is added: which posts wait for her, and whether she is on record."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, extract, false, func, or_, select, true
from sqlalchemy.orm import aliased

from lms.base.database import db
from lms.base.text import fold
from lms.people.models import Person, PersonAlias, Post, Posting, PostPlace
from lms.people.policies import seen_by
from lms.people.rules.joining import NewPerson
from lms.places.queries import lineage_ids, subtree_ids
from lms.staffing.queries.vacancies import vacancies
from lms.web.access import Permission

SHOWN = 8
"""As many as one compares before deciding."""


class Namesakes(NamedTuple):
    """Who on record may be the newcomer."""

    known: list[Person]
    """Those whom the asker keeps, by name; at most so many as one compares."""
    elsewhere: int
    """How many of other units, who are not named."""


def posts_to_fill(unit_id: int, day: date) -> Sequence[Any]:
    """The posts that serve a unit, or one below it, and that nobody holds on ``day`` or later, as
    :func:`lms.staffing.queries.vacancies.vacancies` tells them."""
    later = aliased(Posting)
    taken = select(later.id).where(later.post_id == Post.id, later.valid_from > day)
    return db.session.execute(vacancies(subtree_ids([unit_id], day), day).where(~taken.exists())).all()


def namesakes(asker: Person, new: NewPerson, unit_id: int) -> Namesakes:
    """Who may be the newcomer: whoever has her phone number; and whoever has her name and either her birth,
    or ever served the unit or what it followed, as far as no year of birth tells them apart."""
    merged = select(PersonAlias.merged_id).where(PersonAlias.undone_at.is_(None))
    found = select(Person).where(_perhaps(new, unit_id), Person.id.not_in(merged))
    hers = found.where(seen_by(asker, None, Permission.STAFFING_IMPORT))
    known = db.session.scalars(hers.order_by(Person.sort_key, Person.id).limit(SHOWN)).all()
    others = found.where(~seen_by(asker, None, Permission.STAFFING_IMPORT), _certain(new))
    elsewhere = db.session.scalar(select(func.count()).select_from(others.subquery()))
    return Namesakes(list(known), elsewhere or 0)


def _perhaps(new: NewPerson, unit_id: int) -> ColumnElement[bool]:
    here = (
        select(Posting.person_id)
        .join(PostPlace, PostPlace.post_id == Posting.post_id)
        .where(PostPlace.unit_id.in_(lineage_ids([unit_id])))
    )
    named = Person.folded == fold(new.full_name)
    return or_(_same_phone(new), and_(named, _born_alike(new), Person.id.in_(here)), _certain(new))


def _born_alike(new: NewPerson) -> ColumnElement[bool]:
    """That no year of birth tells them apart."""
    year = new.birth_date.year if new.birth_date else new.birth_year
    known = func.coalesce(extract("year", Person.birth_date), Person.birth_year)
    return true() if year is None else or_(known.is_(None), known == year)


def _certain(new: NewPerson) -> ColumnElement[bool]:
    """Her name, with her phone number or her birth date."""
    same = [_same_phone(new)]
    if new.birth_date:
        same.append(Person.birth_date == new.birth_date)
    return and_(Person.folded == fold(new.full_name), or_(*same))


def _same_phone(new: NewPerson) -> ColumnElement[bool]:
    return Person.phone == new.phone if new.phone else false()
