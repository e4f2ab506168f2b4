"""Minding one's people: how each of them stands, whom to help first, and by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from lms.base.database import db
from lms.meetings.rules.preparing import HELP, Help
from lms.people.models import Person, Posting
from lms.people.policies import tops_of
from lms.people.queries import merged_people, postings_on
from lms.places.models import Unit, UnitKind
from lms.staffing.queries.duplicates import people_by_id
from lms.staffing.queries.rosters import people_served_by
from lms.standards.models import Requirement
from lms.standards.rules.explaining import Standing, explain_everybody
from lms.web.access import Permission

SOON = timedelta(days=30)
Open = tuple[Requirement, Standing]


@dataclass(frozen=True)
class Minded:
    """Somebody whom an officer minds, on a day."""

    person: Person
    day: date
    postings: Sequence[Posting] = ()
    """Those of the day."""
    open: Sequence[Open] = ()
    """What is asked of her and is missing, has expired, expires or waits for confirmation, the most urgent
    first."""

    @property
    def help(self) -> Help:
        """How urgently she needs help."""
        return _help(self.open[0]) if self.open else Help.NONE

    @property
    def lacks(self) -> bool:
        """Whether something is missing or has expired."""
        return self.help < Help.DUE

    @property
    def is_due_soon(self) -> bool:
        """Whether something that she holds ends within thirty days."""
        return any(self.days_left(each) is not None for each in self.open)

    def days_left(self, each: Open) -> int | None:
        """How many days something is still held, of what ends within thirty; None for anything else."""
        until = each[1].until
        if until is None or not self.day < until <= self.day + SOON:
            return None
        return (until - self.day).days

    def days_without(self, each: Open) -> int | None:
        """For how many days it has been lacking: since it expired, else since it is asked and she serves.
        None for what is held or declared."""
        if _help(each) >= Help.DUE:
            return None
        requirement, standing = each
        served = min((posting.valid_from for posting in self.postings), default=self.day)
        since = standing.until or max(requirement.valid_from, served)
        return max((self.day - since).days, 0)


@dataclass(frozen=True)
class MyPeople:
    """All whom somebody minds, those who need help first."""

    people: Sequence[Minded]

    @property
    def lacking(self) -> int:
        """How many lack something."""
        return sum(each.lacks for each in self.people)

    @property
    def due(self) -> int:
        """To how many something that they hold ends within thirty days."""
        return sum(each.is_due_soon for each in self.people)

    @property
    def groups(self) -> list[tuple[Help, list[Minded]]]:
        """Those who need help alike, the most urgent first."""
        return [(help_, list(some)) for help_, some in groupby(self.people, key=lambda each: each.help)]


def communes_minded(person: Person) -> list[Unit]:
    """The communes whose people somebody minds by name; none where she answers for more than communes, since
    nobody minds a province by name."""
    tops = tops_of(person, Permission.STAFFING_IMPORT)
    return tops if all(unit.kind is UnitKind.COMMUNE for unit in tops) else []


def mind(officer: Person, day: date) -> MyPeople:
    """Everybody posted on ``day`` where the officer keeps the staff, but herself; each human once."""
    read_as, officer_id = merged_people(), officer.id
    people = {each.id: each for each in db.session.scalars(people_served_by(officer, day))}
    kept = {read_as.get(each, each) for each in people} - {officer_id}
    people |= people_by_id(kept - people.keys())
    postings, standings = postings_on(kept, day), explain_everybody(kept, day)
    minded = [
        Minded(people[each], day, tuple(postings.get(each, ())), tuple(_open(standings[each])))
        for each in kept
    ]
    return MyPeople(sorted(minded, key=_urgency))


def _open(standings: Iterable[Open]) -> list[Open]:
    return sorted((each for each in standings if _help(each) < Help.NONE), key=_help)


def _help(each: Open) -> Help:
    return HELP.get(each[1].state, Help.MISSING)


def _urgency(each: Minded) -> tuple[int, int, date, str, int]:
    """What is most urgent; then who lacks most; then what ends first; then the name."""
    ends = min((standing.until for _, standing in each.open if standing.until), default=date.max)
    return each.help, -len(each.open), ends, each.person.sort_key, each.person.id
