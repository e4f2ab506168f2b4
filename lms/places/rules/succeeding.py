"""Which unit stands where another one stood."""

from collections.abc import Iterable
from datetime import date

from lms.base.database import db
from lms.places.models import SuccessionKind, Unit
from lms.places.queries import ancestors_of, country, successions_from, units_with_ids
from lms.places.rules.lineage import Lineage, Link, nearest_common


def lineage_from(unit_ids: Iterable[int]) -> Lineage:
    """The links that lead on from some units, to be asked about days."""
    return Lineage(
        Link(each.from_id, each.to_id, each.effective_on, each.kind is not SuccessionKind.PART)
        for each in successions_from(unit_ids)
    )


def follow(unit_id: int, day: date) -> Unit | None:
    """The unit that has the whole territory of a unit on ``day``: itself while it lasts, else its successor.

    None where it was split on the way, where nothing followed it, and for a day before it began.
    """
    path = lineage_from([unit_id]).path(unit_id, day)
    unit = db.session.get_one(Unit, path.unit)
    return unit if path.is_certain and unit.holds_on(day) else None


def unit_above(unit_ids: Iterable[int]) -> Unit:
    """The nearest unit above all of the given ones; the country where they share no other."""
    ways = [ancestors_of(unit) for unit in units_with_ids(unit_ids).values()]
    nearest = nearest_common([[above.id for above in way] for way in ways])
    return db.session.get_one(Unit, nearest) if nearest else country()
