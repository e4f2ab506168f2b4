"""Adding the places and bodies that no official list holds: hamlets and organisations."""

from datetime import date

from lms.base.database import LONG_AGO, db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean
from lms.places.models import Hamlet, Organisation, OrganisationKind, Unit, UnitKind
from lms.places.queries import hamlet_named, organisations_named

HAMLET_NAME_AT_MOST = 120
ORGANISATION_NAME_AT_MOST = 200


class BadPlace(Refusal):
    """A hamlet or an organisation cannot be added as it was given."""


def hamlet_in(unit: Unit, name: str, day: date) -> Hamlet:
    """The hamlet of that name in a commune on ``day``; added when nobody has named it yet.

    It holds as long as the commune does, since no list says when hamlets begin. Refuses an empty name, one
    of more than 120 characters, and a unit that is no commune.
    """
    lock_for_writing(f"hamlets:{unit.id}")
    found = hamlet_named(unit.id, name, day)
    if found:
        return found
    name = _checked(name, HAMLET_NAME_AT_MOST)
    if unit.kind is not UnitKind.COMMUNE:
        raise BadPlace(message("A hamlet lies in a commune; %(unit)s is none.", unit=unit.name))
    hamlet = Hamlet(unit_id=unit.id, name=name, valid_from=unit.valid_from, valid_until=unit.valid_until)
    db.session.add(hamlet)
    db.session.flush()
    return hamlet


def organisation(
    kind: OrganisationKind,
    name: str,
    unit: Unit | None,
    *,
    parent: Organisation | None = None,
    since: date = LONG_AGO,
    until: date | None = None,
) -> Organisation:
    """The organisation of that name and unit on the day ``since``; founded when there is none."""
    lock_for_writing("organisations")
    same_unit = Organisation.unit_id == (unit.id if unit else None)
    found = db.session.scalar(organisations_named(name, since).where(same_unit).limit(1))
    if found:
        return found
    founded = Organisation(
        kind=kind,
        name=_checked(name, ORGANISATION_NAME_AT_MOST),
        unit_id=unit.id if unit else None,
        parent_id=parent.id if parent else None,
        valid_from=since,
        valid_until=until,
    )
    db.session.add(founded)
    db.session.flush()
    return founded


def _checked(name: str, longest: int) -> str:
    name = clean(name)
    if not name:
        raise BadPlace(message("A name is missing."))
    if len(name) > longest:
        raise BadPlace(message("A name may have at most %(longest)s characters.", longest=longest))
    return name
