"""Reads in batches what the fold needs: rules of requirements, and the showings of many people at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Select, and_, select

from lms.base.database import db
from lms.standards.models import (
    Clause,
    CompetencyClause,
    Evidence,
    EvidenceClause,
    EvidenceKind,
    Mode,
    Requirement,
    Validity,
)
from lms.standards.rules.folding import ClauseVersion, Rule, Showing

BATCH = 500  # people per query: far below every engine's limit of parameters

Showings = dict[tuple[int, int], list[Showing]]


def batches(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    """Distinct ids in order, in pieces that one query can name."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def rules_of(requirements: Iterable[Requirement]) -> dict[int, Rule]:
    """The rule of each requirement, by its id; clause versions only where validity depends on them."""
    asked = list(requirements)
    by_clause = {each.competency_id for each in asked if each.validity is Validity.UNTIL_CLAUSE_CHANGE}
    versions = _clause_versions(by_clause)
    return {each.id: _rule(each, tuple(versions.get(each.competency_id, ()))) for each in asked}


def showings_of(
    person_ids: Collection[int] | Select[int], competency_ids: Collection[int] | None = None
) -> Showings:
    """The evidence of these people (at most ``BATCH``, or a query that yields their ids), by person and
    competency; of all competencies when none are named."""
    chosen = and_(Evidence.person_id.in_(person_ids))
    if competency_ids is not None:
        chosen = and_(chosen, Evidence.competency_id.in_(competency_ids))
    covered: defaultdict[int, set[int]] = defaultdict(set)
    pairs = select(EvidenceClause.evidence_id, EvidenceClause.clause_id).join(
        Evidence, Evidence.id == EvidenceClause.evidence_id
    )
    for evidence_id, clause_id in db.session.execute(pairs.where(chosen)):
        covered[evidence_id].add(clause_id)
    found: defaultdict[tuple[int, int], list[Showing]] = defaultdict(list)
    for row in db.session.execute(_SHOWINGS.where(chosen)):
        showing = Showing(
            id=row.id,
            occurred_on=row.occurred_on,
            kind=row.kind,
            status=row.status,
            mode=row.mode,
            level=row.level,
            clauses=frozenset(covered.get(row.id, ())),
            voids=row.voids_id,
        )
        found[row.person_id, row.competency_id].append(showing)
    return found


_SHOWINGS = select(
    Evidence.id,
    Evidence.person_id,
    Evidence.competency_id,
    Evidence.occurred_on,
    Evidence.kind,
    Evidence.status,
    Evidence.mode,
    Evidence.level,
    Evidence.voids_id,
)


def _rule(requirement: Requirement, clauses: tuple[ClauseVersion, ...]) -> Rule:
    return Rule(
        validity=requirement.validity,
        kinds=frozenset(EvidenceKind(word) for word in requirement.kinds_accepted),
        modes=frozenset(Mode(word) for word in requirement.modes_accepted),
        valid_from=requirement.valid_from,
        valid_until=requirement.valid_until,
        minimum_level=requirement.minimum_level,
        months=requirement.months or 0,
        fixed_end=requirement.fixed_end or "",
        window_days=requirement.window_days,
        clauses=clauses,
    )


def _clause_versions(competency_ids: Collection[int]) -> dict[int, list[ClauseVersion]]:
    """Every version of every article that these competencies name by any of its versions."""
    if not competency_ids:
        return {}
    named = (
        select(CompetencyClause.competency_id, Clause.document_id, Clause.article)
        .join(Clause, Clause.id == CompetencyClause.clause_id)
        .where(CompetencyClause.competency_id.in_(competency_ids))
        .distinct()
        .subquery()
    )
    versions = select(
        named.c.competency_id, Clause.id, Clause.document_id, Clause.article, Clause.effective_on
    )
    same = (Clause.document_id == named.c.document_id) & (Clause.article == named.c.article)
    found: defaultdict[int, list[ClauseVersion]] = defaultdict(list)
    for competency_id, clause_id, document_id, article, day in db.session.execute(versions.join(named, same)):
        found[competency_id].append(ClauseVersion(clause_id, f"{document_id} {article}", day))
    return found
