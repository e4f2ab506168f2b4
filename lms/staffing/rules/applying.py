"""Carrying out a plan: people, posts, places, postings and declared evidence, all in one go.

The rows are written in bulk, not person by person: a province's list has thousands, and the write lock is
held meanwhile. What the rules of ``lms.people`` would check has been checked by comparing, under this lock.
"""

from collections.abc import Iterable
from datetime import date

from lms.base import audit
from lms.base.database import db
from lms.base.text import fold
from lms.people.models import Person, Post, Posting, PostPlace
from lms.people.rules.joining import new_codes
from lms.people.rules.moving import UNIT_ENDED
from lms.places.models import Hamlet, Organisation, OrganisationKind, Unit
from lms.places.queries import organisations_named
from lms.places.rules.founding import organisation
from lms.staffing.queries import hamlets_in, people_with_ids, postings_with_ids, units_with_ids
from lms.staffing.rules.comparing import source_of
from lms.staffing.rules.plans import Plan, PlannedPerson, PlannedPosting, PlannedTraining
from lms.staffing.rules.writing_names import hamlet_key
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus
from lms.standards.rules.recording import NewEvidence, record_many

END_REASON = "Theo danh sách"

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


def write_people(plan: Plan, by: int | None) -> dict[PlannedPerson, Person]:
    """Add those who are new and correct those on record; returns the rows by plan."""
    on_record = people_with_ids({each.known.id for each in plan.people if each.known})
    written = {each: on_record[each.known.id] for each in plan.people if each.known}
    codes = new_codes()
    for planned in plan.people:
        if planned.known:
            _correct(written[planned], planned, by)
            continue
        written[planned] = Person(
            code=planned.code or next(codes),
            full_name=planned.full_name,
            birth_date=planned.birth_date,
            phone=planned.phone,
        )
        db.session.add(written[planned])
    db.session.flush()
    for planned in plan.people:
        if not planned.known:
            audit.record("person:added", written[planned], by=by)
    return written


def write_postings(plan: Plan, people: dict[PlannedPerson, Person], by: int | None) -> None:
    """Open the posts that are new, with places and posting, and correct postings on record."""
    where = _Surroundings(plan.postings)
    added: list[tuple[PlannedPosting, Post]] = []
    for planned in plan.postings:
        if planned.known is None:
            employer = where.employer(planned)
            post = Post(
                role_id=planned.role_id,
                organisation_id=employer.id if employer else None,
                valid_from=planned.since,
                valid_until=planned.until if planned.ends_with_unit else None,
            )
            post.places = [
                PostPlace(
                    unit_id=each.unit_id,
                    hamlet_id=where.hamlet_id(each.unit_id, each.hamlet),
                    valid_from=each.since,
                    valid_until=each.until if each.until != planned.until or planned.ends_with_unit else None,
                )
                for each in planned.places
            ]
            db.session.add(post)
            added.append((planned, post))
    db.session.flush()
    postings = [_posting(planned, post, people) for planned, post in added]
    db.session.add_all(postings)
    db.session.flush()
    for posting in postings:
        facts = {"since": posting.valid_from.isoformat(), "post": posting.post_id}
        audit.record("posting:begun", posting, by=by, facts=facts)
    _correct_postings([each for each in plan.postings if each.known], where, by)


def write_trainings(
    trainings: Iterable[PlannedTraining], people: dict[PlannedPerson, Person], by: int | None
) -> list[Evidence]:
    """Declare past trainings: nobody has seen their documents yet."""
    return record_many(
        NewEvidence(
            person_id=people[each.person].id,
            competency_id=each.requirement.competency_id,
            occurred_on=each.day,
            kind=EvidenceKind.OUTSIDE,
            status=EvidenceStatus.DECLARED,
            source=source_of(people[each.person].id, each),
            by=by,
            document=each.document,
        )
        for each in trainings
    )


def _correct(person: Person, planned: PlannedPerson, by: int | None) -> None:
    if not planned.changed:
        return
    names = sorted(planned.changed)
    before = {name: _plain(getattr(person, name)) for name in names}
    for name in names:
        setattr(person, name, getattr(planned, name))
    after = {name: _plain(getattr(person, name)) for name in names}
    personal = {"before": before, "after": after}
    audit.record(
        "person:corrected", person, by=by, facts={"values": names}, personal=personal, about=person.id
    )


def _posting(planned: PlannedPosting, post: Post, people: dict[PlannedPerson, Person]) -> Posting:
    return Posting(
        person_id=people[planned.person].id,
        post_id=post.id,
        second_job=planned.second_job,
        valid_from=planned.since,
        valid_until=planned.until,
        end_reason=_reason(planned),
    )


def _correct_postings(changed: list[PlannedPosting], where: "_Surroundings", by: int | None) -> None:
    on_record = postings_with_ids({each.known.id for each in changed if each.known})
    for planned in changed:
        if planned.known is None:
            continue
        posting = on_record[planned.known.id]
        posting.second_job = planned.second_job
        if "until" in planned.changed:
            posting.valid_until, posting.end_reason = planned.until, END_REASON
        if "organisation" in planned.changed and (employer := where.employer(planned)):
            posting.post.organisation_id = employer.id
        if "hamlet" in planned.changed:
            for place, each in zip(posting.post.places, planned.places, strict=True):
                place.hamlet_id = where.hamlet_id(place.unit_id, each.hamlet)
        audit.record("posting:corrected", posting, by=by, facts={"values": sorted(planned.changed)})
    db.session.flush()


def _reason(planned: PlannedPosting) -> str | None:
    if planned.until is None:
        return None
    return UNIT_ENDED if planned.ends_with_unit else END_REASON


class _Surroundings:
    """The hamlets and organisations of the planned postings: found, or added."""

    def __init__(self, postings: list[PlannedPosting]) -> None:
        self._units = units_with_ids({place.unit_id for each in postings for place in each.places})
        named = {
            (place.unit_id, hamlet_key(place.hamlet)): place.hamlet
            for each in postings
            for place in each.places
            if place.hamlet
        }
        hamlets = {(each.unit_id, hamlet_key(each.name)): each for each in hamlets_in(self._units)}
        for (unit_id, key), name in named.items():
            if (unit_id, key) not in hamlets:
                hamlets[unit_id, key] = _hamlet(self._units[unit_id], name)
        db.session.add_all(hamlets.values())
        db.session.flush()
        self._hamlets = {key: hamlet.id for key, hamlet in hamlets.items()}
        self._employers: dict[tuple[str, int], Organisation] = {}

    def hamlet_id(self, unit_id: int, name: str) -> int | None:
        """The hamlet of that name in a unit; None for no name."""
        return self._hamlets[unit_id, hamlet_key(name)] if name else None

    def employer(self, planned: PlannedPosting) -> Organisation | None:
        """The organisation of that name: the one of the posting's unit, else the only one, else a new one."""
        if not planned.organisation:
            return None
        unit = self._units[planned.places[0].unit_id]
        key = fold(planned.organisation), unit.id
        if key not in self._employers:
            self._employers[key] = _employer(planned.organisation, unit, planned.since)
        return self._employers[key]


def _employer(name: str, unit: Unit, day: date) -> Organisation:
    found = db.session.scalars(organisations_named(name, day)).all()
    here = [each for each in found if each.unit_id == unit.id]
    if here or len(found) == 1:
        return (here or found)[0]
    return organisation(_kind_of(fold(name)), name, unit)


def _hamlet(unit: Unit, name: str) -> Hamlet:
    return Hamlet(unit_id=unit.id, name=name, valid_from=unit.valid_from, valid_until=unit.valid_until)


def _kind_of(folded: str) -> OrganisationKind:
    return next((kind for start, kind in _KINDS if folded.startswith(start)), OrganisationKind.OTHER)


def _plain(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value
