"""Doubtful rows on the preview of a list: whom they may mean, and what the form says of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from lms.people.models import Posting
from lms.people.queries import postings_of_each
from lms.staffing.queries.duplicates import evidence_counts
from lms.staffing.rules.known import KnownPerson
from lms.staffing.rules.matching import Candidate, Decision, key_of
from lms.staffing.rules.plans import Doubt

DOUBTS_AT_MOST = 30  # on one page; the next ones are asked when these are decided


class Face(NamedTuple):
    """Somebody whom a doubtful row may mean, with what tells her from others."""

    key: str
    is_on_record: bool
    row: str
    """The address of the row that named her; '' for somebody on record."""
    code: str
    full_name: str
    birth_date: date | None
    phone: str | None
    postings: Sequence[Posting]
    evidence: int


def faces_of(doubts: Sequence[Doubt]) -> list[tuple[Doubt, list[Face]]]:
    """The doubts, each with the faces of those who come into question."""
    ids = {each.id for doubt in doubts for each in doubt.candidates if isinstance(each, KnownPerson)}
    postings, evidence = postings_of_each(ids), evidence_counts(ids)
    return [(doubt, [_face(each, postings, evidence) for each in doubt.candidates]) for doubt in doubts]


def decisions_in(form: MultiDict[str, str]) -> dict[str, Decision]:
    """What the form decides, by the address of the row; a row left undecided is not among it."""
    decided = {}
    for number in range(DOUBTS_AT_MOST):
        row, choice = form.get(f"row-{number}"), form.get(f"choice-{number}")
        if row and choice:
            decided[row] = Decision(choice, frozenset(form.getlist(f"among-{number}")))
    return decided


def _face(
    candidate: Candidate, postings: Mapping[int, Sequence[Posting]], evidence: Mapping[int, int]
) -> Face:
    person_id = candidate.id if isinstance(candidate, KnownPerson) else 0
    return Face(
        key=key_of(candidate),
        is_on_record=isinstance(candidate, KnownPerson),
        row="" if isinstance(candidate, KnownPerson) else candidate.place.whole_row,
        code=candidate.code,
        full_name=candidate.full_name,
        birth_date=candidate.birth_date,
        phone=candidate.phone,
        postings=postings.get(person_id, ()),
        evidence=evidence.get(person_id, 0),
    )
