"""Which hamlet of a new commune is which of an old one."""

from collections import Counter
from collections.abc import Mapping

from lms.base.database import db, lock_for_writing
from lms.places.models import Hamlet, HamletSuccession, Unit
from lms.places.queries import hamlets_followed, linked_hamlets_of
from lms.places.rules.founding import HAMLET_NAME_AT_MOST, hamlet_in
from lms.places.rules.naming import short_name


def follow_hamlets(moving: Mapping[Hamlet, Unit]) -> dict[int, Hamlet]:
    """The hamlets that the given ones are in their new communes, by the id of the old one.

    What is known already stays. Two of one name take that of their old commune, "Thôn Chùa (Vân Hội)", so
    that they stay two.
    """
    lock_for_writing("hamlets")
    targets = {hamlet.id: unit.id for hamlet, unit in moving.items()}
    found = {old: new for old, new in hamlets_followed(targets).items() if new.unit_id == targets[old]}
    taken = Counter((each.unit_id, each.folded) for each in linked_hamlets_of(set(targets.values())))
    taken.update((targets[hamlet.id], hamlet.folded) for hamlet in moving if hamlet.id not in found)
    for hamlet, unit in moving.items():
        if hamlet.id not in found:
            name = hamlet.name if taken[unit.id, hamlet.folded] == 1 else _told_apart(hamlet)
            found[hamlet.id] = new = hamlet_in(unit, name, unit.valid_from)
            db.session.add(HamletSuccession(from_id=hamlet.id, to_id=new.id))
    db.session.flush()
    return found


def _told_apart(hamlet: Hamlet) -> str:
    suffix = f" ({short_name(hamlet.unit)})"
    return hamlet.name[: HAMLET_NAME_AT_MOST - len(suffix)] + suffix
