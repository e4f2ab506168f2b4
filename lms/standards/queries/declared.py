"""What is declared of the people somebody answers for, and waits for who has seen its document."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from lms.base.bulk import in_pieces
from lms.base.database import db
from lms.base.text import fold
from lms.people.models import Person, Posting, PostPlace
from lms.people.policies import seen_by
from lms.people.queries import merged_people
from lms.standards.models import Evidence, EvidenceKind, EvidenceStatus
from lms.standards.queries.papers import paper_of


class Waiting(NamedTuple):
    """One declaration that waits."""

    id: int
    person_id: int
    """As whom she is read."""
    code: str
    full_name: str
    sort_key: str
    unit_id: int | None
    """Where she serves in her main post, or served last; None where no post of hers has a place."""
    competency_id: int
    occurred_on: date
    document: str | None
    """What whoever declared it named."""
    note: str | None
    paper_id: int | None = None
    """The paper that was handed in with it."""


@dataclass(frozen=True)
class Wanted:
    """Which of them; what is not given leaves a question open."""

    unit_ids: frozenset[int | None] = frozenset()
    """None among them: who has no post with a place."""
    competency_id: int | None = None
    words: str = ""
    """Of the document, with or without diacritics."""
    evidence_ids: frozenset[int] | None = None

    def meets(self, each: Waiting) -> bool:
        """Whether a declaration is one of them."""
        return (
            (not self.unit_ids or each.unit_id in self.unit_ids)
            and self.competency_id in (None, each.competency_id)
            and fold(self.words) in fold(each.document or "")
            and (self.evidence_ids is None or each.id in self.evidence_ids)
        )


def waiting_for(asker: Person, today: date) -> list[Waiting]:
    """Everything that waits for the asker, by the name of the person and by day: of all whom she sees, but
    not of herself. The same few queries, however much that is."""
    read_as, others = merged_people(), _of_others(asker)
    rows = db.session.execute(_declared(others)).all()
    declarers = select(_declared(others).subquery().c.person_id)
    merged = [each for pair in read_as.items() for each in pair]
    people = {row.id: row for row in db.session.execute(_people(declarers, merged))}
    homes: dict[int, int] = {}
    for row in db.session.execute(_places(declarers, merged, today)):
        homes.setdefault(read_as.get(row.person_id, row.person_id), row.unit_id)
    found = []
    for row in rows:
        human = people[read_as.get(row.person_id, row.person_id)]
        who = (human.id, human.code, human.full_name, human.sort_key, homes.get(human.id))
        what = (row.competency_id, row.occurred_on, row.document, row.note, paper_of(row.source))
        found.append(Waiting(row.id, *who, *what))
    return sorted(found, key=lambda each: (each.sort_key, each.person_id, each.occurred_on, each.id))


def waiting_number(asker: Person) -> int:
    """How many declarations wait for the asker."""
    return db.session.scalar(select(func.count()).select_from(_declared(_of_others(asker)).subquery())) or 0


def _of_others(asker: Person) -> Select[int]:
    """The ids of all records for which the asker may confirm something."""
    read_as = merged_people()
    seen = {
        person_id
        for piece in in_pieces(sorted(set(read_as.values())))
        for person_id in db.session.scalars(select(Person.id).where(Person.id.in_(piece), seen_by(asker)))
    }
    hers = {asker.id, *(merged for merged, kept in read_as.items() if kept == asker.id)}
    merged = {merged for merged, kept in read_as.items() if kept in seen}
    return select(Person.id).where(seen_by(asker) | Person.id.in_(merged), Person.id.not_in(hers))


def _declared(person_ids: Select[int]) -> Select[Any]:
    voided = select(Evidence.voids_id).where(Evidence.voids_id.is_not(None))
    columns: tuple[Any, ...] = (Evidence.id, Evidence.person_id, Evidence.competency_id, Evidence.occurred_on)
    return select(*columns, Evidence.document, Evidence.note, Evidence.source).where(
        Evidence.person_id.in_(person_ids),
        Evidence.status == EvidenceStatus.DECLARED,
        Evidence.kind.not_in([EvidenceKind.VOID, EvidenceKind.LAPSE]),
        Evidence.id.not_in(voided),
    )


def _people(declared: Select[int], merged: Collection[int]) -> Select[Any]:
    columns: tuple[Any, ...] = (Person.id, Person.code, Person.full_name, Person.sort_key)
    return select(*columns).where(Person.id.in_(declared) | Person.id.in_(merged))


def _places(declared: Select[int], merged: Collection[int], today: date) -> Select[Any]:
    """``person_id, unit_id`` of all their posts: her main post of today first, the one left last next."""
    present = Posting.holding_on(today) & PostPlace.holding_on(today)
    columns: tuple[Any, ...] = (Posting.person_id, PostPlace.unit_id)
    return (
        select(*columns)
        .join(PostPlace, PostPlace.post_id == Posting.post_id)
        .where(Posting.person_id.in_(declared) | Posting.person_id.in_(merged))
        .order_by(present.desc(), Posting.second_job, PostPlace.valid_from.desc(), Posting.id)
    )
