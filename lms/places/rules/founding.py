"""Adding the places and bodies that no official list holds: hamlets and organisations."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from lms.base.bulk import insert_rows, new_ids
from lms.base.database import LONG_AGO, db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean, fold
from lms.places.models import Hamlet, Organisation, OrganisationKind, Unit, UnitKind
from lms.places.queries import hamlet_named, organisations_named

HAMLET_NAME_AT_MOST = 120
ORGANISATION_NAME_AT_MOST = 200


class BadPlace(Refusal):
    """A hamlet or an organisation cannot be added as it was given."""


class NewOrganisation(NamedTuple):
    """An organisation to be founded."""

    kind: OrganisationKind
    name: str
    unit_id: int | None
    parent_id: int | None = None
    since: date = LONG_AGO
    until: date | None = None


def hamlet_in(unit: Unit, name: str, day: date) -> Hamlet:
    """The hamlet of that name in a commune on ``day``; added when nobody has named it yet.

    It holds as long as the commune does, since no list says when hamlets begin. Refuses an empty name, one
    of more than 120 characters, and a unit that is no commune.
    """
    lock_for_writing("hamlets")
    found = hamlet_named(unit.id, name, day)
    if found:
        return found
    if unit.kind is not UnitKind.COMMUNE:
        raise BadPlace(message("A hamlet lies in a commune; %(unit)s is none.", unit=unit.name))
    (hamlet_id,) = add_hamlets([(unit, name)])
    return db.session.get_one(Hamlet, hamlet_id)


def add_hamlets(named: Sequence[tuple[Unit, str]]) -> list[int]:
    """Add hamlets that nobody has named yet in their units; returns their ids."""
    lock_for_writing("hamlets")
    ids = new_ids(Hamlet, len(named))
    rows = [
        {
            "id": hamlet_id,
            "unit_id": unit.id,
            "name": (checked := _checked(name, HAMLET_NAME_AT_MOST)),
            "folded": fold(checked),
            "valid_from": unit.valid_from,
            "valid_until": unit.valid_until,
        }
        for hamlet_id, (unit, name) in zip(ids, named, strict=True)
    ]
    insert_rows(Hamlet, rows)
    return ids


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
    new = NewOrganisation(kind, name, unit.id if unit else None, parent.id if parent else None, since, until)
    (organisation_id,) = found_organisations([new])
    return db.session.get_one(Organisation, organisation_id)


def found_organisations(organisations: Sequence[NewOrganisation]) -> list[int]:
    """Found organisations that do not exist yet; returns their ids."""
    lock_for_writing("organisations")
    ids = new_ids(Organisation, len(organisations))
    rows = [
        {
            "id": organisation_id,
            "kind": new.kind,
            "name": (checked := _checked(new.name, ORGANISATION_NAME_AT_MOST)),
            "folded": fold(checked),
            "unit_id": new.unit_id,
            "parent_id": new.parent_id,
            "valid_from": new.since,
            "valid_until": new.until,
        }
        for organisation_id, new in zip(ids, organisations, strict=True)
    ]
    insert_rows(Organisation, rows)
    return ids


def _checked(name: str, longest: int) -> str:
    name = clean(name)
    if not name:
        raise BadPlace(message("A name is missing."))
    if len(name) > longest:
        raise BadPlace(message("A name may have at most %(longest)s characters.", longest=longest))
    return name
