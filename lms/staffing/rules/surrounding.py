"""The hamlets and organisations that planned postings name: found on record, or added."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from lms.base.database import LONG_AGO
from lms.base.text import fold
from lms.places.models import OrganisationKind
from lms.places.queries import units_with_ids
from lms.places.rules.founding import NewOrganisation, add_hamlets, found_organisations
from lms.staffing.queries.record import hamlet_rows, organisation_rows
from lms.staffing.rules.plans import PlannedPosting
from lms.staffing.rules.writing_names import hamlet_key

# What the name of an organisation begins with, and the kind that it then is.
_KINDS = (
    ("tram y te", OrganisationKind.STATION),
    ("tyt", OrganisationKind.STATION),
    ("trung tam y te", OrganisationKind.HEALTH_CENTRE),
    ("ttyt", OrganisationKind.HEALTH_CENTRE),
    ("chi cuc", OrganisationKind.SUB_DEPARTMENT),
    ("so ", OrganisationKind.DEPARTMENT),
    ("bo ", OrganisationKind.MINISTRY),
    ("cuc ", OrganisationKind.MINISTRY),
    ("uy ban", OrganisationKind.COMMITTEE),
    ("ubnd", OrganisationKind.COMMITTEE),
    ("hoi ", OrganisationKind.ASSOCIATION),
    ("mat tran", OrganisationKind.ASSOCIATION),
)


class Surroundings:
    """The hamlets and organisations of the planned postings."""

    def __init__(self, postings: Sequence[PlannedPosting]) -> None:
        self._hamlets = _hamlets(postings)
        self._employers = _employers(postings)

    def hamlet_id(self, unit_id: int, name: str) -> int | None:
        """The hamlet of that name in a unit; None for no name."""
        return self._hamlets[unit_id, hamlet_key(name)] if name else None

    def employer_id(self, planned: PlannedPosting) -> int | None:
        """The organisation that a posting names; None where it names none."""
        return self._employers[_employer_key(planned)] if planned.organisation else None


def _hamlets(postings: Sequence[PlannedPosting]) -> dict[tuple[int, str], int]:
    named = {
        (place.unit_id, hamlet_key(place.hamlet)): place.hamlet
        for each in postings
        for place in each.places
        if place.hamlet
    }
    units = units_with_ids({unit_id for unit_id, _ in named})
    found = {(row.unit_id, hamlet_key(row.name)): row.id for row in hamlet_rows(units)}
    missing = [key for key in named if key not in found]
    added = add_hamlets([(units[unit_id], named[unit_id, key]) for unit_id, key in missing])
    return {**found, **dict(zip(missing, added, strict=True))}


@dataclass(eq=False)
class _Employer:
    """An organisation on record, or one that is about to be founded."""

    unit_id: int | None
    valid_from: date = LONG_AGO
    valid_until: date | None = None
    id: int = 0
    """0 until it is founded."""

    def holds_on(self, day: date) -> bool:
        """Whether it exists on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


def _employers(postings: Sequence[PlannedPosting]) -> dict[tuple[str, int], int]:
    """The organisation of each name and unit: the one of that unit, else the only one of that name, else a
    new one. What one posting founds, those after it find."""
    known: dict[str, list[_Employer]] = defaultdict(list)
    for row in organisation_rows({_folded(each.organisation) for each in postings if each.organisation}):
        known[row.folded].append(_Employer(row.unit_id, row.valid_from, row.valid_until, row.id))
    chosen: dict[tuple[str, int], _Employer] = {}
    founding: dict[_Employer, NewOrganisation] = {}
    for each in postings:
        if not each.organisation or (key := _employer_key(each)) in chosen:
            continue
        name, unit_id = key
        employer = _choose(known[name], unit_id, each.since)
        if employer is None:
            employer = _Employer(unit_id)
            known[name].append(employer)
            founding[employer] = NewOrganisation(_kind_of(name), each.organisation, unit_id)
        chosen[key] = employer
    for employer, employer_id in zip(founding, found_organisations(list(founding.values())), strict=True):
        employer.id = employer_id
    return {key: employer.id for key, employer in chosen.items()}


def _employer_key(planned: PlannedPosting) -> tuple[str, int]:
    return _folded(planned.organisation), planned.places[0].unit_id


@lru_cache(maxsize=10_000)
def _folded(name: str) -> str:
    return fold(name)  # one station employs many, and lists name it in every row


def _choose(named: Sequence[_Employer], unit_id: int, day: date) -> _Employer | None:
    present = [each for each in named if each.holds_on(day)]
    here = [each for each in named if each.unit_id == unit_id]
    if len(present) == 1 and present[0] not in here:
        return present[0]
    return next((each for each in here if each.holds_on(day) or each.holds_on(LONG_AGO)), None)


def _kind_of(folded: str) -> OrganisationKind:
    return next((kind for start, kind in _KINDS if folded.startswith(start)), OrganisationKind.OTHER)
