"""A next version of the product corrects the documents that nobody here wrote, and leaves the others.

What the files ship is the next version; each test first makes of the database what an earlier one left.
"""

from datetime import date

from flask import Flask
from sqlalchemy import delete, select

from lms.base import clock
from lms.base.database import db
from lms.standards.models import Clause, Competency, CompetencyClause, Document, Validity
from lms.standards.queries import clause_of, document_by_number, holdings_of
from lms.standards.rules.documenting import end_document
from lms.standards.rules.holding import differences
from lms.standards.rules.loading import load_standard
from tests.factories.documents import a_keeper, a_plan, shipped
from tests.factories.standards import a_class, a_collaborator, competency, requirement

TODAY = date(2026, 11, 22)
LAW, ORDINANCE = "113/2025/QH15", "06/2003/PL-UBTVQH11"


def upgrade() -> None:
    load_standard()
    db.session.commit()
    db.session.expire_all()


def test_names_days_and_certainty_of_a_document_are_corrected(both_shipped_app: Flask) -> None:
    law = shipped(LAW)
    law.name_en, law.issued_on, law.effective_on, law.confidence = "Law", None, date(2026, 1, 1), "L"
    db.session.commit()
    upgrade()
    assert (law.name_en, law.confidence) == ("Population Law", "H")
    assert (law.issued_on, law.effective_on) == (date(2025, 12, 10), date(2026, 7, 1))


def test_a_number_that_was_written_otherwise_is_the_same_document(both_shipped_app: Flask) -> None:
    law = shipped(LAW)
    law.number = "113/2025/qh15"
    db.session.commit()
    upgrade()
    assert law.number == LAW


def test_a_document_ends_with_the_version_that_says_so(both_shipped_app: Flask) -> None:
    ordinance = _still_in_force(ORDINANCE)
    upgrade()
    assert (ordinance.ended_on, ordinance.replaced_by) == (date(2026, 7, 1), shipped(LAW))


def test_what_the_office_said_of_an_ending_stays_and_the_name_is_still_corrected(
    both_shipped_app: Flask,
) -> None:
    keeper = a_keeper()
    plan, ordinance = a_plan(keeper), _still_in_force(ORDINANCE)
    ordinance.name_en = "Ordinance"
    db.session.commit()
    end_document(ordinance.id, date(2026, 8, 1), plan.id, by=keeper.id)
    db.session.commit()
    upgrade()
    assert (ordinance.ended_on, ordinance.replaced_by) == (date(2026, 8, 1), plan)
    assert ordinance.name_en == "Population Ordinance"


def test_an_ending_that_was_taken_back_leaves_the_word_to_the_next_version(both_shipped_app: Flask) -> None:
    keeper, ordinance = a_keeper(), _still_in_force(ORDINANCE)
    end_document(ordinance.id, date(2026, 8, 1), None, by=keeper.id)
    end_document(ordinance.id, None, None, by=keeper.id)
    db.session.commit()
    upgrade()
    assert ordinance.ended_on == date(2026, 7, 1)


def test_a_document_of_the_office_stays_when_a_version_ships_its_number(both_shipped_app: Flask) -> None:
    law = shipped(LAW)
    law.added_at, law.name_vi, law.ended_on = clock.now(), "Luật Dân số (đơn vị ghi)", date(2030, 1, 1)
    passage = clause_of(LAW, "Điều 14", TODAY)
    assert passage
    passage.added_at, passage.summary = clock.now(), "Đơn vị tóm tắt."
    db.session.commit()
    upgrade()
    assert (law.name_vi, law.ended_on) == ("Luật Dân số (đơn vị ghi)", date(2030, 1, 1))
    assert passage.summary == "Đơn vị tóm tắt."


def test_a_passage_is_corrected_with_its_day_and_its_hash(both_shipped_app: Flask) -> None:
    passage = clause_of("102/2016/QH13", "Điều 1", TODAY)
    assert passage
    digest = passage.text_hash
    passage.summary, passage.text_hash = "Trẻ em là người dưới 18 tuổi.", "0" * 64
    passage.effective_on, passage.confidence = date(2016, 4, 5), "M"
    db.session.commit()
    upgrade()
    assert passage.summary == "Trẻ em là người dưới 16 tuổi."
    assert (passage.text_hash, passage.confidence) == (digest, "H")
    assert passage.effective_on == date(2017, 6, 1)


def test_a_passage_goes_to_the_competencies_it_belongs_to(both_shipped_app: Flask) -> None:
    passage = clause_of("102/2016/QH13", "Điều 1", TODAY)
    assert passage
    db.session.execute(delete(CompetencyClause).where(CompetencyClause.clause_id == passage.id))
    db.session.add(CompetencyClause(clause_id=passage.id, competency_id=competency("ctv_nv9").id))
    db.session.commit()
    upgrade()
    assert _competencies(passage) == ["bao_ve_tre_em"]


def test_a_passage_that_is_new_is_added(both_shipped_app: Flask) -> None:
    passage = clause_of(LAW, "Điều 14", TODAY)
    assert passage
    _forget(passage)
    assert clause_of(LAW, "Điều 14", TODAY) is None
    upgrade()
    assert clause_of(LAW, "Điều 14", TODAY)


def test_a_document_that_is_new_is_added(both_shipped_app: Flask) -> None:
    article = shipped("Tam Dương 2022")
    for passage in db.session.scalars(select(Clause).where(Clause.document_id == article.id)).all():
        _forget(passage)
    db.session.delete(article)
    db.session.commit()
    upgrade()
    assert document_by_number("Tam Dương 2022")


def test_what_evidence_must_cover_is_reckoned_again_when_a_day_is_corrected(shipped_app: Flask) -> None:
    person, asked = a_collaborator(), requirement("bao_ve_tre_em")
    asked.validity, asked.months = Validity.UNTIL_CLAUSE_CHANGE, None
    passages = db.session.scalars(select(Clause).join(CompetencyClause)).all()
    covered = tuple(each.id for each in passages if "bao_ve_tre_em" in _competencies(each))
    late = clause_of("102/2016/QH13", "Điều 1", TODAY)
    assert late
    late.effective_on = date(2027, 1, 1)
    db.session.commit()
    a_class(person, "bao_ve_tre_em", date(2026, 5, 1), clause_ids=tuple(set(covered) - {late.id}))
    held = [each.valid_until for each in holdings_of(person.id) if each.requirement_id == asked.id]
    assert held == [date(2027, 1, 1)]
    upgrade()
    assert not [each for each in holdings_of(person.id) if each.requirement_id == asked.id]
    assert differences() == []


def test_bringing_in_the_same_version_again_writes_nothing(both_shipped_app: Flask) -> None:
    load_standard()
    assert not db.session.dirty
    assert not db.session.new


def _still_in_force(number: str) -> Document:
    document = shipped(number)
    document.ended_on = document.replaced_by_id = None
    db.session.commit()
    return document


def _forget(passage: Clause) -> None:
    """Take a passage, which no evidence covers, out of the database and out of all that rests on it."""
    for table in db.metadata.sorted_tables[::-1]:
        if "clause_id" in table.columns and table.name != "evidence_clause":
            db.session.execute(table.delete().where(table.columns["clause_id"] == passage.id))
    db.session.delete(passage)
    db.session.commit()


def _competencies(clause: Clause) -> list[str]:
    found = select(Competency.code).join(CompetencyClause, CompetencyClause.competency_id == Competency.id)
    return list(db.session.scalars(found.where(CompetencyClause.clause_id == clause.id)))
