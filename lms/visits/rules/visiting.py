"""Recording a support visit: who went where, what the checklist says, what was found and advised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from lms.base import clock
from lms.base.audit import record
from lms.base.database import db, lock_for_writing
from lms.base.messages import Refusal, message
from lms.base.text import clean, clean_block
from lms.places.models import Unit, UnitKind
from lms.places.queries import ancestors_of
from lms.places.rules.naming import full_name
from lms.visits.models import CheckOutcome, SupportVisit, TeamMember, VisitCheck, VisitFinding

LOCK = "support-visits"


class BadVisit(Refusal):
    """A support visit cannot be as it was given."""


@dataclass(frozen=True)
class Visitor:
    """Somebody of the team."""

    name: str
    office: str = ""
    person_id: int | None = None


@dataclass(frozen=True)
class Checked:
    """What the team says of an item of the checklist."""

    name_vi: str
    name_en: str
    outcome: CheckOutcome
    note: str = ""
    code: str | None = None


@dataclass(frozen=True)
class Found:
    """Something to be put right; with ``finding_id`` one that the visit has already."""

    words: str
    advice: str
    responsible: str
    due_on: date
    finding_id: int | None = None


@dataclass(frozen=True)
class VisitNotes:
    """A visit as somebody wrote it down; the fields mean what the columns of :class:`SupportVisit` mean."""

    unit_id: int
    visiting_unit_id: int
    visited_on: date
    team: Sequence[Visitor]
    checks: Sequence[Checked] = ()
    findings: Sequence[Found] = ()
    received_by: str = ""
    document: str = ""
    summary: str = ""


def whole_visit(visit_id: int) -> SupportVisit | None:
    """A visit with its units, team, checklist and findings."""
    return db.session.scalar(
        select(SupportVisit)
        .where(SupportVisit.id == visit_id)
        .options(
            joinedload(SupportVisit.unit),
            joinedload(SupportVisit.visiting_unit),
            selectinload(SupportVisit.team).joinedload(TeamMember.person),
            selectinload(SupportVisit.checks),
            selectinload(SupportVisit.findings),
        )
    )


def record_visit(notes: VisitNotes, *, by: int | None) -> SupportVisit:
    """Keep a visit that was made. Raises :class:`BadVisit` for what cannot be."""
    lock_for_writing(LOCK)
    _check(notes)
    visit = SupportVisit(created_by_id=by, created_at=clock.now())
    db.session.add(visit)
    _describe(visit, notes)
    db.session.flush()
    record("visit:recorded", visit, by=by, facts=_facts(notes))
    return visit


def change_visit(visit_id: int, notes: VisitNotes, *, by: int | None) -> SupportVisit:
    """Make a visit as ``notes`` say; findings that stay keep what was done about them.

    Refuses to drop or reword a finding that was ever closed: what was done answers these words.
    """
    lock_for_writing(LOCK)
    visit = whole_visit(visit_id)
    if visit is None:
        raise BadVisit(message("There is no such visit."))
    _check(notes)
    _keep_answered(visit, notes.findings)
    for row in (*visit.team, *visit.checks):
        db.session.delete(row)
    kept = {found.finding_id for found in notes.findings}
    for finding in visit.findings:
        if finding.id not in kept:
            db.session.delete(finding)
    db.session.flush()
    db.session.expire(visit)
    _describe(visit, notes)
    db.session.flush()
    record("visit:changed", visit, by=by, facts=_facts(notes))
    return visit


def _check(notes: VisitNotes) -> None:
    """Refuse a visit of tomorrow, without a team, to a unit that does not lie below the visiting one, and
    findings that nobody could put right in time."""
    unit, visiting = (db.session.get_one(Unit, key) for key in (notes.unit_id, notes.visiting_unit_id))
    facts = {
        "unit": full_name(unit),
        "visiting": full_name(visiting),
        "day": f"{notes.visited_on:%d/%m/%Y}",
    }
    problems = (
        (notes.visited_on > clock.today(), message("A visit is written down once it was made.")),
        (not any(clean(each.name) for each in notes.team), message("Say who was in the team.")),
        (
            not (unit.holds_on(notes.visited_on) and _lies_below(unit, visiting)),
            message("On %(day)s %(unit)s did not lie below %(visiting)s.", **facts),
        ),
        (
            any(not clean(each.name_vi) for each in notes.checks),
            message("An item of the checklist needs words."),
        ),
        (any(not clean(each.words) for each in notes.findings), message("Say what was found.")),
        (
            any(each.due_on < notes.visited_on for each in notes.findings),
            message("A finding cannot be due before the visit."),
        ),
    )
    for wrong, sentence in problems:
        if wrong:
            raise BadVisit(sentence)


def _lies_below(unit: Unit, above: Unit) -> bool:
    if above.kind is UnitKind.COUNTRY:
        return unit.kind is not UnitKind.COUNTRY
    return above.id in {each.id for each in ancestors_of(unit)}


def _keep_answered(visit: SupportVisit, findings: Sequence[Found]) -> None:
    wanted = {found.finding_id: found for found in findings if found.finding_id is not None}
    if not set(wanted) <= {finding.id for finding in visit.findings}:
        raise BadVisit(message("A finding belongs to another visit."))
    for finding in visit.findings:
        if finding.turns and not _says_the_same(finding, wanted.get(finding.id)):
            raise BadVisit(message("A finding that was closed once stays as it is written."))


def _says_the_same(finding: VisitFinding, found: Found | None) -> bool:
    if found is None:
        return False
    before = (finding.words, finding.advice, finding.responsible, finding.due_on)
    return before == (_lines(found.words), _lines(found.advice), clean(found.responsible), found.due_on)


def _describe(visit: SupportVisit, notes: VisitNotes) -> None:
    visit.unit_id, visit.visiting_unit_id = notes.unit_id, notes.visiting_unit_id
    visit.visited_on, visit.received_by = notes.visited_on, clean(notes.received_by)
    visit.document, visit.summary = clean(notes.document), _lines(notes.summary)
    visit.team = [
        TeamMember(name=clean(each.name), office=clean(each.office), person_id=each.person_id)
        for each in notes.team
    ]
    visit.checks = [
        VisitCheck(
            ordinal=ordinal,
            code=each.code,
            name_vi=clean(each.name_vi),
            name_en=clean(each.name_en),
            outcome=each.outcome,
            note=clean(each.note),
        )
        for ordinal, each in enumerate(notes.checks, 1)
    ]
    before: dict[int | None, VisitFinding] = {finding.id: finding for finding in visit.findings}
    visit.findings = [_written(before.get(each.finding_id), each) for each in notes.findings]


def _written(finding: VisitFinding | None, found: Found) -> VisitFinding:
    finding = finding or VisitFinding()
    finding.words, finding.advice = _lines(found.words), _lines(found.advice)
    finding.responsible, finding.due_on = clean(found.responsible), found.due_on
    return finding


def _lines(text: str) -> str:
    """Text of several lines, without empty ends."""
    return clean_block(text).strip()


def _facts(notes: VisitNotes) -> dict[str, object]:
    return {
        "unit": notes.unit_id,
        "visiting": notes.visiting_unit_id,
        "on": notes.visited_on.isoformat(),
        "findings": len(notes.findings),
    }
