"""A changed clause: exactly who is concerned, each with a reason; everything else stays valid."""

import hashlib
import re
from datetime import date, timedelta

from flask import Flask
from sqlalchemy import select

from certificates.models import AwardFile
from lms.activities.models import Half
from lms.activities.queries import roster_of
from lms.base import clock
from lms.base.database import db
from lms.base.spreadsheets import read_workbook
from lms.people.models import Level, Person
from lms.people.queries import person_by_code, role_of
from lms.people.rules.merging import merge
from lms.places.queries import unit_by_code
from lms.standards.models import Clause, EvidenceKind, EvidenceStatus, Holding, Requirement, Validity
from lms.standards.rules.asking import ask
from lms.standards.rules.mastering import add_competency, change_competency
from lms.standards.rules.proposing import CompetencyFacts
from lms.standards.rules.quoting import renew_clause
from lms.standards.rules.recording import NewEvidence, record_rows
from lms.standards.rules.tracing import Trace, trace
from tests.factories.account import sign_in
from tests.factories.activities import a_class
from tests.factories.documents import a_passage, a_plan
from tests.factories.requirements import proposal
from tests.factories.standards import requirement
from tests.factories.statements import statements

BEFORE, CHANGE, DAY = date(2026, 3, 1), date(2026, 6, 1), date(2026, 11, 1)
COLLABORATORS = [f"TD-C{number:03d}" for number in range(1, 198)]


def head() -> Person:
    found = person_by_code("DEMO-LD")
    assert found
    return found


def the_book(by: Person) -> Clause:
    """How the A0 book is kept since March: asked of 197 collaborators and, by itself, of the officers."""
    clause = a_passage(a_plan(by), by, "Sổ A0/CTV")
    for code, role in (
        ("so_a0", role_of("ctv_ds", Level.HAMLET)),
        ("so_a0_vien_chuc", role_of("vien_chuc_ds", Level.COMMUNE)),
    ):
        facts = CompetencyFacts(code, "Ghi sổ A0", "The A0 book", "passed", clause.document_id, BEFORE)
        row = add_competency(facts, by=by.id)
        told = CompetencyFacts(
            code, "Ghi sổ A0", "The A0 book", "passed", clause.document_id, BEFORE, (clause.id,)
        )
        change_competency(row.id, told, by=by.id)
        asked = proposal(
            code=code,
            competency_id=row.id,
            document_id=clause.document_id,
            role_ids=(role.id,),
            validity=Validity.UNTIL_CLAUSE_CHANGE,
            valid_from=BEFORE,
        )
        ask(asked, by=by.id)
    db.session.commit()
    return clause


def taught(codes: list[str], clause: Clause, day: date) -> None:
    """A class that taught these collaborators the book as this version of the clause has it."""
    asked = requirement("so_a0")
    people = db.session.execute(select(Person.id, Person.code).where(Person.code.in_(codes))).all()
    assert len(people) == len(codes)
    record_rows(
        NewEvidence(
            person_id=row.id,
            competency_id=asked.competency_id,
            occurred_on=day,
            kind=EvidenceKind.WORKSHOP,
            status=EvidenceStatus.CONFIRMED,
            source=f"a0:{day}:{row.code}",
            clause_ids=(clause.id,),
        )
        for row in people
    )
    db.session.commit()


def of(traces: list[Trace], code: str) -> Trace:
    return next(each for each in traces if each.requirement.code == code)


def certificates() -> dict[int, str]:
    return {row.id: hashlib.sha256(row.content).hexdigest() for row in db.session.scalars(select(AwardFile))}


def other_holdings() -> set[tuple[object, ...]]:
    found = select(Holding).join(Requirement).where(Requirement.code.not_like("so_a0%"))
    return {
        (row.person_id, row.requirement_id, row.valid_from, row.valid_until)
        for row in db.session.scalars(found)
    }


def test_n7_a_changed_clause_lists_132_then_10_and_leaves_the_rest_valid(both_demo_app: Flask) -> None:
    keeper = head()
    old = the_book(keeper)
    taught(COLLABORATORS, old, date(2026, 4, 1))
    papers, rest = certificates(), other_holdings()
    assert papers
    assert not of(trace(old, date(2026, 5, 1), head()), "so_a0").affected

    new = renew_clause(old.id, CHANGE, "Sổ A0 mới có thêm cột sàng lọc.", by=keeper.id)
    db.session.commit()
    taught(COLLABORATORS[:65], new, date(2026, 7, 1))
    first = of(trace(new, DAY, head()), "so_a0")
    assert (first.asked, first.learned, len(first.affected)) == (197, 65, 132)
    assert {each.person.code for each in first.affected} == set(COLLABORATORS[65:])

    new_id = new.id
    db.session.rollback()
    with statements() as before:
        trace(db.session.get_one(Clause, new_id), DAY, head())
    taught(COLLABORATORS[65:187], new, date(2026, 9, 1))
    db.session.rollback()
    with statements() as after:
        left = of(trace(db.session.get_one(Clause, new_id), DAY, head()), "so_a0")
    assert len(after) == len(before)
    assert {each.person.code for each in left.affected} == set(COLLABORATORS[187:])
    assert len(left.affected) == 10
    assert all("A new rule took effect on 01/06/2026" in str(each.reason) for each in left.affected)

    officers = of(trace(new, DAY, head()), "so_a0_vien_chuc")
    assert officers.asked == len(officers.affected) == 13
    assert (certificates(), other_holdings()) == (papers, rest)


def test_who_was_merged_is_one_name_and_has_learned_what_either_learned(both_demo_app: Flask) -> None:
    clause = the_book(head())
    kept, merged = (person_by_code(code) for code in COLLABORATORS[:2])
    assert kept
    assert merged
    merge(kept, merged, by=None)
    db.session.commit()
    found = of(trace(clause, DAY, head()), "so_a0")
    assert found.asked == 196
    assert {each.person.code for each in found.affected} == set(COLLABORATORS) - {merged.code}
    taught([merged.code, COLLABORATORS[2]], clause, date(2026, 7, 1))
    found = of(trace(clause, DAY, head()), "so_a0")
    assert (found.asked, found.learned) == (196, 2)
    assert kept.code not in {each.person.code for each in found.affected}


def test_the_list_is_a_page_and_a_workbook_for_those_who_answer(demo_app: Flask) -> None:
    clause = the_book(head())
    clause_id = clause.id
    client = demo_app.test_client()
    sign_in(client, head())
    page = client.get(f"/clauses/{clause_id}/affected")
    assert page.status_code == 200
    assert "Phải đạt: 197 người; đã học: 0; chưa học: 197." in page.text
    book = read_workbook(client.get(f"/clauses/{clause_id}/affected.xlsx").data)
    assert [sheet.name for sheet in book] == ["so_a0", "so_a0_vien_chuc"]
    assert len(book[0].rows) == 4 + 197
    learner = person_by_code("TD-C001")
    assert learner
    other = demo_app.test_client()
    sign_in(other, learner)
    assert other.get(f"/clauses/{clause_id}/affected").status_code == 403


def test_who_is_affected_is_brought_into_a_class_or_one_is_planned_for_them(demo_app: Flask) -> None:
    demo_app.config["WTF_CSRF_ENABLED"] = False
    clause = the_book(head())
    soon = clock.today() + timedelta(days=30)
    province = unit_by_code("25", soon)
    assert province
    planned = a_class(unit_id=province.id, half_days=((soon, Half.MORNING),))
    db.session.commit()
    activity_id, clause_id = planned.id, clause.id
    client = demo_app.test_client()
    sign_in(client, head())
    page = client.get(f"/clauses/{clause_id}/affected").text
    people = re.findall(r'name="person" value="(\d+)"', page)
    assert len(people) == len(set(people)) == 197 + 13
    assert f'formaction="/activities/{activity_id}/roster/seats"' in page
    answer = client.post(f"/activities/{activity_id}/roster/seats", data={"person": people})
    assert answer.status_code == 303
    assert len(roster_of(activity_id)) == 210
    new = client.get(f"/activities/new?clause={clause_id}").text
    assert "89/KH-UBND, Sổ A0/CTV" in new
    assert client.get("/activities/new?clause=x").status_code == 200
