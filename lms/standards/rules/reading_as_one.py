"""People as the humans they are: what is on record of somebody who was merged is read as of who is kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Select, select, union

from lms.people.models import PersonAlias
from lms.people.queries import merged_people
from lms.standards.rules.folding import Showing
from lms.standards.rules.gathering import Showings, showings_of


class Humans:
    """Who is read as whom, read once; everybody else is read as herself."""

    def __init__(self) -> None:
        self._read_as = merged_people()
        self._merged: dict[int, list[int]] = defaultdict(list)
        for merged, kept in self._read_as.items():
            self._merged[kept].append(merged)

    def of(self, person_id: int) -> int:
        """The id as which this one is read."""
        return self._read_as.get(person_id, person_id)

    def records(self, kept: Iterable[int]) -> list[int]:
        """The ids of all records that are read as one of those ``kept``."""
        return [each for person_id in kept for each in (person_id, *self._merged.get(person_id, ()))]

    def showings(self, kept: Iterable[int], competency_ids: Collection[int] | None = None) -> Showings:
        """The evidence of all records that are read as one of those ``kept``, by whom they are read as."""
        return self._by_human(showings_of(self.records(kept), competency_ids))

    def showings_among(self, person_ids: Select[int], competency_ids: Collection[int]) -> Showings:
        """The same of everybody whose id a query yields, however many; of others who were merged too."""
        holds = PersonAlias.undone_at.is_(None)
        merged, kept = select(PersonAlias.merged_id), select(PersonAlias.kept_id)
        records = union(person_ids, merged.where(holds), kept.where(holds)).subquery()
        return self._by_human(showings_of(select(records.c[0]), competency_ids))

    def _by_human(self, shown: Showings) -> Showings:
        found: defaultdict[tuple[int, int], list[Showing]] = defaultdict(list)
        for (person_id, competency_id), showings in shown.items():
            found[self.of(person_id), competency_id].extend(showings)
        return found
