"""Two people on record who are one: one is read as the other from now on, until that is taken back.

No row of either is changed, so that taking it back brings both back exactly as they were.
"""

from sqlalchemy import select

from lms.base import audit, clock
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.people.models import Person, PersonAlias
from lms.people.queries import merged_people
from lms.people.signals import person_merged, person_parted


class NotMergeable(Refusal):
    """These two cannot be read as one so."""


class AlreadyParted(Refusal):
    """The merging was taken back before."""


def merge(kept: Person, merged: Person, *, by: int | None) -> PersonAlias:
    """Read ``merged`` as ``kept`` from now on, with everything that is on record of her.

    Refuses one person twice, somebody who is read as somebody else already, and to read somebody as another
    one who has access of her own: what she may do would be lost.
    """
    lock_for_writing("people")
    if kept.id == merged.id:
        raise NotMergeable(message("This is one person already."))
    if {kept.id, merged.id} & merged_people().keys():
        raise NotMergeable(message("One of them has been merged with somebody meanwhile. Look again."))
    if merged.grants_on(clock.today()):
        raise NotMergeable(
            message(
                "%(name)s has access to the product. Keep this record, and merge the other into it.",
                name=merged.full_name,
            )
        )
    alias = PersonAlias(merged_id=merged.id, kept_id=kept.id, at=clock.now(), by_id=by)
    db.session.add(alias)
    db.session.flush()
    audit.record("person:merged", alias, by=by, facts={"kept": kept.id, "merged": merged.id})
    person_merged.send(alias)
    return alias


def part(alias: PersonAlias, *, by: int | None) -> PersonAlias:
    """Take a merging back: both are people of their own again."""
    lock_for_writing("people")
    db.session.refresh(alias)
    if alias.undone_at is not None:
        raise AlreadyParted(message("This merging has been taken back already."))
    alias.undone_at = clock.now()
    db.session.flush()
    audit.record("person:parted", alias, by=by, facts={"kept": alias.kept_id, "merged": alias.merged_id})
    person_parted.send(alias, by=by)
    return alias


def tell_apart(one: Person, other: Person, *, by: int | None) -> None:
    """Keep that two people who look like one are two, so that nobody is asked again: a merging that was taken
    back in the moment it was made."""
    lock_for_writing("people")
    now = clock.now()
    together = select(PersonAlias.id).where(
        PersonAlias.undone_at.is_(None),
        PersonAlias.merged_id.in_([one.id, other.id]),
        PersonAlias.kept_id.in_([one.id, other.id]),
    )
    if one.id == other.id or db.session.scalar(together) is not None:
        raise NotMergeable(message("This is one person already."))
    alias = PersonAlias(merged_id=one.id, kept_id=other.id, at=now, by_id=by, undone_at=now)
    db.session.add(alias)
    db.session.flush()
    audit.record("person:told-apart", alias, by=by, facts={"one": one.id, "other": other.id})
