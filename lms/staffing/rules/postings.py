"""The posting that a row of a list means: one on record, or a new one with the places it serves. Pure."""

from collections import defaultdict
from datetime import date, timedelta

from lms.base.messages import Message, Refusal, message
from lms.base.text import fold
from lms.staffing.rules.headings import Field
from lms.staffing.rules.known import Known, KnownPosting, KnownRole
from lms.staffing.rules.locating import Place, written
from lms.staffing.rules.plans import Change, PlannedPerson, PlannedPlace, PlannedPosting
from lms.staffing.rules.reading import Cell, Line
from lms.staffing.rules.writing_names import same_hamlet

FOREVER = date.max
# Names of stations and centres that say nothing without the unit they stand in.
_BARE_STATIONS = frozenset({"tram y te", "tyt", "tram y te xa", "tyt xa", "tram y te phuong", "tyt phuong"})


class PostingProblem(Refusal):
    """The posting of a row cannot be as the row says; ``fields`` say in which cell it shows."""

    def __init__(self, sentence: Message, *fields: Field) -> None:
        super().__init__(sentence)
        self.fields = fields


class PostingsOfPeople:
    """The postings on record of everybody the list names, and those that its rows add."""

    def __init__(self, known: Known, day: date) -> None:
        self.known, self.day = known, day
        self._planned: dict[int, list[PlannedPosting]] = defaultdict(list)
        self._seen: set[int] = set()
        self._rows: dict[int, Cell] = {}  # which row spoke of a posting last
        self._ids = {person.code: person.id for person in known.people}

    def plan(
        self, line: Line, person: PlannedPerson, place: Place, role: KnownRole
    ) -> tuple[PlannedPosting, list[Change]]:
        """The posting that the row means, and what the row changes in one on record.

        Raises :class:`PostingProblem` where it overlaps another one of the same kind, where a row above
        said the same, or where its unit was split while it lasted.
        """
        posting = self._meant(line, self._of(person), place, role)
        if posting is None:
            posting = self._new(line, person, place, role)
            self._planned[id(person)].append(posting)
            self._rows[id(posting)] = line.place
            return posting, []
        if id(posting) in self._rows:
            raise PostingProblem(
                message(
                    "Row %(row)s lists the same posting already.",
                    row=self._rows[id(posting)].row_seen_from(line.place),
                ),
                Field.NAME,
            )
        self._rows[id(posting)] = line.place
        return posting, self._alter(line, posting, place)

    def begun(self, line: Line) -> list[KnownPosting]:
        """The postings on record of the person with the row's code that began on the row's first day."""
        known = self.known.postings.get(self._ids.get(line.code, 0), ()) if line.since else ()
        return [posting for posting in known if posting.since == line.since]

    def _of(self, person: PlannedPerson) -> list[PlannedPosting]:
        if person.known and id(person) not in self._seen:
            self._seen.add(id(person))
            known = self.known.postings.get(person.known.id, ())
            self._planned[id(person)].extend(_as_planned(person, posting) for posting in known)
        return self._planned[id(person)]

    def _meant(
        self, line: Line, postings: list[PlannedPosting], place: Place, role: KnownRole
    ) -> PlannedPosting | None:
        alike = [each for each in postings if each.role_id == role.id]
        alike.sort(key=lambda each: self._fit(each, line.hamlet))
        if line.since is None:
            here = [each for each in alike if _serves(each, place, line.hamlet, self._last_day(line))]
            return here[0] if here else None
        for each in alike:
            days = (line.since, self._last_day(line))
            if each.since == line.since and any(_serves(each, place, line.hamlet, day) for day in days):
                return each
        until = line.until or FOREVER
        for each in alike:
            day = max(each.since, line.since)
            meets = day < min(each.until or FOREVER, until)
            if meets and _serves(each, self._followed(place, day), line.hamlet, day):
                raise PostingProblem(_overlap(each), Field.SINCE, Field.UNTIL)
        return None

    def _fit(self, posting: PlannedPosting, hamlet: str) -> tuple[bool, bool]:
        """Of postings that a row may mean, the first is one that no row above means, in the very hamlet."""
        named = any(same_hamlet(hamlet, each.hamlet) for each in posting.places)
        return id(posting) in self._rows, not named

    def _last_day(self, line: Line) -> date:
        """The day on which a row without a first day surely speaks of its posting."""
        return min(self.day, line.until - timedelta(days=1)) if line.until else self.day

    def _followed(self, place: Place, day: date) -> Place:
        path = self.known.lineage.path(place.id, day)
        return self.known.gazetteer.by_id.get(path.unit, place)

    def _new(self, line: Line, person: PlannedPerson, place: Place, role: KnownRole) -> PlannedPosting:
        since = line.since or self.day
        if line.until is not None and line.until <= since:
            raise PostingProblem(
                message("The first day is missing: this posting had ended by %(day)s.", day=written(since)),
                Field.SINCE,
                Field.UNTIL,
            )
        places, until = self._places(line, place, since)
        return PlannedPosting(
            person=person,
            known=None,
            place=line.place,
            role_id=role.id,
            organisation=_organisation(line.organisation, place),
            second_job=bool(line.second_job),
            since=since,
            until=until,
            ends_with_unit=until != line.until,
            places=places,
        )

    def _places(self, line: Line, place: Place, since: date) -> tuple[tuple[PlannedPlace, ...], date | None]:
        """The units that the posting serves one after the other, and when it ends.

        Where a unit ends meanwhile, the one that took the whole of it follows; where none did, as with the
        districts in 2025, the posting ends with its unit.
        """
        places: list[PlannedPlace] = []
        until = line.until
        while True:
            end = place.valid_until
            if end is None or (until is not None and until <= end):
                places.append(PlannedPlace(place.id, line.hamlet, since, until))
                return tuple(places), until
            places.append(PlannedPlace(place.id, line.hamlet, since, end))
            path = self.known.lineage.path(place.id, end)
            if not path.is_certain:
                raise PostingProblem(self._split(place, path.split_into, end), Field.UNTIL, Field.SINCE)
            following = self.known.gazetteer.by_id[path.unit]
            if following.id == place.id or not following.holds_on(end):
                return tuple(places), end
            place, since = following, end

    def _split(self, place: Place, parts: frozenset[int], day: date) -> Message:
        names = sorted(self.known.gazetteer.by_id[each].name for each in parts)
        return message(
            "%(unit)s was split on %(day)s among %(parts)s. Give the day before as last day, "
            "and the unit since then in a row of its own.",
            unit=self.known.gazetteer.full_name(place),
            day=written(day),
            parts=", ".join(names),
        )

    def _alter(self, line: Line, posting: PlannedPosting, place: Place) -> list[Change]:
        changes: list[Change] = []
        if line.until is not None and line.until != posting.until:
            if line.until <= posting.since:
                raise PostingProblem(
                    message("The last day lies before the first one, %(day)s.", day=written(posting.since)),
                    Field.UNTIL,
                )
            if posting.until is not None and line.until > posting.until:
                raise PostingProblem(
                    message(
                        "This posting ended on %(day)s; a list cannot make it longer. Enter a new one.",
                        day=written(posting.until - timedelta(days=1)),
                    ),
                    Field.UNTIL,
                )
            changes.append(Change(message("Last day"), _last(posting.until), _last(line.until)))
            posting.until = line.until
            posting.changed.add("until")
        if line.second_job is not None and line.second_job != posting.second_job:
            changes.append(Change(message("Second job"), _yes(posting.second_job), _yes(line.second_job)))
            posting.second_job = line.second_job
            posting.changed.add("second_job")
        organisation = _organisation(line.organisation, place)
        if organisation and fold(posting.organisation) not in (fold(organisation), fold(line.organisation)):
            changes.append(Change(message("Organisation"), posting.organisation, organisation))
            posting.organisation = organisation
            posting.changed.add("organisation")
        if line.hamlet and all(not each.hamlet for each in posting.places):
            changes.append(Change(message("Hamlet"), "", line.hamlet))
            posting.places = tuple(each._replace(hamlet=line.hamlet) for each in posting.places)
            posting.changed.add("hamlet")
        return changes


def _as_planned(person: PlannedPerson, known: KnownPosting) -> PlannedPosting:
    return PlannedPosting(
        person=person,
        known=known,
        place=person.place,
        role_id=known.role_id,
        organisation=known.organisation,
        second_job=known.second_job,
        since=known.since,
        until=known.until,
        ends_with_unit=False,
        places=tuple(
            PlannedPlace(each.unit_id, each.hamlet, each.since, each.until) for each in known.places
        ),
    )


def _serves(posting: PlannedPosting, place: Place, hamlet: str, day: date) -> bool:
    """Whether the posting lasts on ``day`` and then serves this unit (and hamlet, where both name one)."""
    if not posting.since <= day < (posting.until or FOREVER):
        return False
    return any(
        each.unit_id == place.id
        and each.since <= day < (each.until or FOREVER)
        and (not hamlet or not each.hamlet or same_hamlet(hamlet, each.hamlet))
        for each in posting.places
    )


def _overlap(posting: PlannedPosting) -> Message:
    if posting.until:
        return message(
            "This person already holds this post from %(since)s to %(until)s. Correct the dates.",
            since=written(posting.since),
            until=_last(posting.until),
        )
    return message(
        "This person already holds this post since %(since)s. Write that day, or leave the first day empty.",
        since=written(posting.since),
    )


def _organisation(name: str, place: Place) -> str:
    if fold(name) not in _BARE_STATIONS:
        return name
    return f"Trạm Y tế {place.name[:1].lower()}{place.name[1:]}"


def _last(until: date | None) -> str:
    return written(until - timedelta(days=1)) if until else ""


def _yes(value: bool) -> Message:
    return message("Yes") if value else message("No")
