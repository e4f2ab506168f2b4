"""Who may observe whom by which checklist; who sees what was observed, and who decides about it.

Everybody who observes holds what the checklist shows. Who answers for people by a grant (a trainer, an
officer, a head) observes those; anybody else observes those who serve in the same commune.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select

from courses.practice.models import ChecklistVersion, Observation
from lms.base import clock
from lms.base.database import db
from lms.people.models import PERMISSIONS, Person, PersonAlias, Posting, PostPlace
from lms.people.policies import may_have_seen, may_see, seen_by
from lms.people.queries import merged_people
from lms.standards.rules.knowing import levels_held
from lms.web.access import Permission

TEACHING = frozenset({Permission.ACTIVITIES_RUN, Permission.EXERCISES_WRITE})
"""Whoever may do one of these is a trainer or an officer: she observes at every level, if she holds it."""
ANSWERS = Permission.ACTIVITIES_RUN
"""By this somebody observes all people of her units."""
DECIDES = Permission.STAFFING_IMPORT
"""By this somebody decides about what was observed of the people of her units."""


@dataclass(frozen=True)
class Standing:
    """What somebody holds of what a checklist shows, on a day."""

    held: int
    """The level that she holds; 0 for none."""
    asked: int
    """The level that she needs as an observer."""

    @property
    def suffices(self) -> bool:
        """Whether she may observe by it."""
        return self.held >= self.asked


def standings(observer: Person, versions: Collection[ChecklistVersion], day: date) -> dict[int, Standing]:
    """What an observer holds of what each of these versions shows, and what she needs, by their keys."""
    held = levels_held([observer.id], {each.competency_id for each in versions}, day)
    teaches = teaches_on(observer, day)
    return {
        each.id: Standing(held.get((observer.id, each.competency_id), 0), 1 if teaches else each.level)
        for each in versions
    }


def teaches_on(person: Person, day: date) -> bool:
    """Whether somebody is a trainer or an officer on ``day``."""
    return any(TEACHING & PERMISSIONS[grant.access_role] for grant in person.grants_on(day))


def may_observe(observer: Person, person: Person, version: ChecklistVersion, day: date) -> bool:
    """Whether somebody may sign on ``day`` what this person does: never herself, only what the observer holds
    that day, and only of the people whom she answers for or serves beside."""
    if same_human(observer, person):
        return False
    return standings(observer, [version], day)[version.id].suffices and _is_near(observer, person, day)


def same_human(one: Person, other: Person) -> bool:
    """Whether two records are of one human."""
    read_as = merged_people()
    return read_as.get(one.id, one.id) == read_as.get(other.id, other.id)


def observable_by(observer: Person, day: date) -> ColumnElement[bool]:
    """Condition on ``Person``: whom somebody may observe on ``day``, by any checklist."""
    near = or_(seen_by(observer, day, ANSWERS), Person.id.in_(colleagues_of(observer, day)))
    merged = select(PersonAlias.merged_id).where(PersonAlias.undone_at.is_(None))
    return near & (Person.id != observer.id) & Person.id.not_in(merged)


def _is_near(observer: Person, person: Person, day: date) -> bool:
    """Whether she answers for the person, today or by what she was on ``day``, or serves beside her."""
    if any(may_see(observer, person, each, ANSWERS) for each in {day, clock.today()}):
        return True
    if may_have_seen(observer, person, day, ANSWERS):
        return True
    colleagues = [Person.id.in_(colleagues_of(observer, each)) for each in (day, clock.today())]
    return db.session.scalar(select(Person.id).where(Person.id == person.id, or_(*colleagues))) is not None


def colleagues_of(person: Person, day: date) -> Select[int]:
    """The ids of those who serve on ``day`` in a unit in which she serves, herself among them."""

    def served() -> Select[int]:
        return (
            select(PostPlace.unit_id)
            .join(Posting, Posting.post_id == PostPlace.post_id)
            .where(Posting.person_id == person.id, Posting.holding_on(day), PostPlace.holding_on(day))
        )

    return (
        select(Posting.person_id)
        .join(PostPlace, PostPlace.post_id == Posting.post_id)
        .where(PostPlace.unit_id.in_(served()), Posting.holding_on(day), PostPlace.holding_on(day))
    )


def visible_to(asker: Person) -> ColumnElement[bool]:
    """Condition on ``Observation``: of herself, by herself, and of the people whom she sees."""
    seen = select(Person.id).where(seen_by(asker))
    merged = select(PersonAlias.merged_id).where(
        PersonAlias.undone_at.is_(None), PersonAlias.kept_id.in_(seen)
    )
    return or_(
        Observation.observer_id == asker.id,
        Observation.person_id.in_(seen),
        Observation.person_id.in_(merged),
    )


def may_void(asker: Person, observation: Observation) -> bool:
    """Whether somebody may declare an observation a mistake: who signed it, or who decides about the people
    of that place; never the person herself."""
    if asker.id == observation.observer_id:
        return True
    return may_decide(asker, observation)


def may_decide(asker: Person, observation: Observation) -> bool:
    """Whether somebody decides about what was kept apart: who keeps the staff of the person's place; never
    the person herself."""
    person = observation.person
    return not same_human(asker, person) and may_see(asker, person, None, DECIDES)


def decidable_by(asker: Person) -> ColumnElement[bool]:
    """The same question for SQL, as condition on ``Observation``."""
    theirs = select(Person.id).where(seen_by(asker, None, DECIDES), Person.id != asker.id)
    return Observation.person_id.in_(theirs)
