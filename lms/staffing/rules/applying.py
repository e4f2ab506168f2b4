"""Carrying out a plan: people, posts, places, postings and declared evidence, all in one go.

A province's list has thousands of rows, and the write lock is held meanwhile: everything is written in bulk.
What single rows must be like has been checked by comparing, with what is on record under this lock.
"""

from collections.abc import Iterable

from lms.people.models import BY_LIST, UNIT_ENDED
from lms.people.rules.correcting import (
    CorrectedPerson,
    CorrectedPosting,
    Values,
    correct_people,
    correct_postings,
)
from lms.people.rules.joining import NewPerson, add_people
from lms.people.rules.posting import NewPlace, NewPost, NewPosting, assign_many, open_posts
from lms.staffing.rules.filling_posts import Turns
from lms.staffing.rules.offering_posts import posts_in_turn
from lms.staffing.rules.plans import Plan, PlannedPerson, PlannedPosting, PlannedTraining
from lms.staffing.rules.surrounding import Surroundings
from lms.staffing.rules.tracing_trainings import source_of
from lms.standards.models import EvidenceKind, EvidenceStatus
from lms.standards.rules.recording import NewEvidence, record_rows

PersonIds = dict[PlannedPerson, int]


def write_people(plan: Plan, by: int | None) -> PersonIds:
    """Add those who are new and correct those on record; returns the ids by plan."""
    new = [each for each in plan.people if each.known is None]
    ids = add_people(
        [NewPerson(each.full_name, each.birth_date, each.phone, each.code or None) for each in new], by=by
    )
    corrections = [_corrected(each) for each in plan.people if each.changed]
    if corrections:
        correct_people(corrections, by=by)
    on_record = {each: each.known.id for each in plan.people if each.known}
    return {**on_record, **dict(zip(new, ids, strict=True))}


def write_postings(plan: Plan, people: PersonIds, by: int | None) -> None:
    """Correct postings on record, and add those that are new: in posts that stand vacant, or that this list
    ends a posting in, else in new ones with their places."""
    where = Surroundings(plan.postings)
    corrections = [_corrected_posting(each, where) for each in plan.postings if each.known]
    if corrections:
        correct_postings(corrections, by=by)
    turns = posts_in_turn(plan)
    posts = _post_ids(turns, where, by)
    new = [each for each in plan.postings if each.known is None]
    ids = assign_many([_new_posting(each, people, posts[each]) for each in new], by=by)
    named = _employers_named(turns, dict(zip(new, ids, strict=True)), where)
    if named:
        correct_postings(named, by=by)


def write_trainings(trainings: Iterable[PlannedTraining], people: PersonIds, by: int | None) -> list[int]:
    """Declare past trainings: nobody has seen their documents yet. Returns the ids of the evidence."""
    return record_rows(
        NewEvidence(
            person_id=record_id,
            competency_id=each.requirement.competency_id,
            occurred_on=each.day,
            kind=EvidenceKind.OUTSIDE,
            status=EvidenceStatus.DECLARED,
            source=source_of(record_id, each.requirement.code, each.day),
            by=by,
            document=each.document,
        )
        for each in trainings
        for record_id in [each.on_record_of or people[each.person]]
    )


def _corrected(planned: PlannedPerson) -> CorrectedPerson:
    known = planned.known
    if known is None:
        raise ValueError("somebody new has nothing to correct")
    before = Values(known.full_name, known.birth_date, known.phone)
    return CorrectedPerson(known.id, before, Values(planned.full_name, planned.birth_date, planned.phone))


def _post_ids(turns: Iterable[Turns], where: Surroundings, by: int | None) -> dict[PlannedPosting, int]:
    """The post of each new posting; those that are not on record are opened."""
    turns = list(turns)
    opened = [each for each in turns if each.on_record is None]
    ids = dict(zip(opened, open_posts([_post(each, where) for each in opened], by=by), strict=True))
    return {
        posting: each.on_record.id if each.on_record else ids[each]
        for each in turns
        for posting in each.postings
    }


def _post(turns: Turns, where: Surroundings) -> NewPost:
    """A post lasts beyond its postings, but not beyond its unit."""
    last = turns.postings[-1]
    *before, place = turns.places
    employed = next((each for each in turns.postings if each.organisation), last)
    return NewPost(
        role_id=last.role_id,
        organisation_id=where.employer_id(employed),
        since=turns.postings[0].since,
        until=last.until if last.ends_with_unit else None,
        places=tuple(
            NewPlace(each.unit_id, where.hamlet_id(each.unit_id, each.hamlet), each.since, each.until)
            for each in (*before, place if last.ends_with_unit else place._replace(until=None))
        ),
    )


def _new_posting(planned: PlannedPosting, people: PersonIds, post_id: int) -> NewPosting:
    return NewPosting(
        person_id=people[planned.person],
        post_id=post_id,
        since=planned.since,
        until=planned.until,
        second_job=planned.second_job,
        end_reason=_reason(planned),
    )


def _employers_named(
    turns: Iterable[Turns], ids: dict[PlannedPosting, int], where: Surroundings
) -> list[CorrectedPosting]:
    """The organisations that rows name of posts on record that had none."""
    found: list[CorrectedPosting] = []
    for each in turns:
        posting = next((one for one in each.postings if one.organisation), None)
        if each.on_record and not each.on_record.employer and posting:
            found.append(
                CorrectedPosting(
                    posting_id=ids[posting],
                    post_id=each.on_record.id,
                    second_job=posting.second_job,
                    changed=frozenset({"organisation"}),
                    organisation_id=where.employer_id(posting),
                )
            )
    return found


def _corrected_posting(planned: PlannedPosting, where: Surroundings) -> CorrectedPosting:
    known = planned.known
    if known is None:
        raise ValueError("a new posting has nothing to correct")
    return CorrectedPosting(
        posting_id=known.id,
        post_id=known.post_id,
        second_job=planned.second_job,
        changed=frozenset(planned.changed),
        until=planned.until,
        end_reason=BY_LIST,
        organisation_id=where.employer_id(planned) if "organisation" in planned.changed else None,
        hamlets=tuple(
            (place.id, where.hamlet_id(place.unit_id, each.hamlet))
            for place, each in zip(known.places, planned.places, strict=True)
        ),
    )


def _reason(planned: PlannedPosting) -> str | None:
    if planned.until is None:
        return None
    return UNIT_ENDED if planned.ends_with_unit else BY_LIST
