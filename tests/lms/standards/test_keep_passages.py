"""An office says what its documents say, and from which day they say something else."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.database import db
from lms.standards.models import (
    Clause,
    CompetencyClause,
    Holding,
    Requirement,
    Validity,
)
from lms.standards.queries import clause_of, holdings_of, passages_of
from lms.standards.rules.documenting import NotOurs, UnfitValue, change_document, end_document
from lms.standards.rules.holding import differences
from lms.standards.rules.quoting import ClauseFacts, add_clause, correct_clause, renew_clause
from tests.factories.documents import PLAN, a_keeper, a_passage, a_plan, shipped
from tests.factories.standards import a_class, a_collaborator, requirement

BEGINNING = date(2026, 3, 1)
CHANGE = date(2026, 9, 1)
TODAY = date(2026, 11, 22)


def test_a_passage_is_found_by_document_and_article(both_shipped_app: Flask) -> None:
    keeper = a_keeper()
    passage = a_passage(a_plan(keeper), keeper)
    assert clause_of("89/KH-UBND", "Mục 3", BEGINNING) is passage
    assert (passage.added_by_id, passage.version, len(passage.text_hash)) == (keeper.id, 1, 64)


def test_an_article_is_added_once(shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    a_passage(plan, keeper)
    with pytest.raises(UnfitValue) as refusal:
        add_clause(plan.id, ClauseFacts("muc 3", CHANGE, "Khác."), by=keeper.id)
    assert refusal.value.field == "article"


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 12, 31), date(2027, 6, 1)])
def test_a_passage_holds_while_its_document_does(shipped_app: Flask, day: date) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    end_document(plan.id, date(2026, 12, 31), None, by=keeper.id)
    with pytest.raises(UnfitValue) as refusal:
        add_clause(plan.id, ClauseFacts("Mục 3", day, "Một câu."), by=keeper.id)
    assert refusal.value.field == "effective_on"


def test_a_new_version_holds_from_its_day_and_the_old_one_until_then(both_shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    old = a_passage(plan, keeper)
    new = renew_clause(old.id, CHANGE, "Mỗi thôn có hai cộng tác viên.", by=keeper.id)
    db.session.commit()
    assert clause_of("89/KH-UBND", "Mục 3", date(2026, 8, 31)) is old
    assert clause_of("89/KH-UBND", "Mục 3", CHANGE) is new
    assert [(each.clause, each.until) for each in passages_of(plan.id)] == [(new, None), (old, CHANGE)]


def test_versions_follow_one_another(shipped_app: Flask) -> None:
    keeper = a_keeper()
    old = a_passage(a_plan(keeper), keeper)
    new = renew_clause(old.id, CHANGE, "Hai cộng tác viên.", by=keeper.id)
    for clause, day in ((old, CHANGE), (new, BEGINNING)):
        with pytest.raises(UnfitValue) as refusal:
            correct_clause(clause.id, ClauseFacts("Mục 3", day, "Một câu."), by=keeper.id)
        assert refusal.value.field == "effective_on"
    with pytest.raises(UnfitValue):
        renew_clause(old.id, CHANGE, "Ba cộng tác viên.", by=keeper.id)


def test_a_slip_is_mended_and_the_article_renamed_in_every_version(shipped_app: Flask) -> None:
    keeper = a_keeper()
    old = a_passage(a_plan(keeper), keeper)
    new = renew_clause(old.id, CHANGE, "Hai cộng tác viên.", by=keeper.id)
    before = new.text_hash
    correct_clause(new.id, ClauseFacts("Mục III", CHANGE, "Hai người."), by=keeper.id)
    db.session.commit()
    assert (old.article, new.article, new.summary) == ("Mục III", "Mục III", "Hai người.")
    assert new.text_hash != before


def test_passages_of_shipped_documents_are_not_touched(shipped_app: Flask) -> None:
    keeper, law = a_keeper(), shipped("102/2016/QH13")
    passage = clause_of("102/2016/QH13", "Điều 1", TODAY)
    assert passage
    said = ClauseFacts("Điều 1", TODAY, "Khác.")
    with pytest.raises(NotOurs):
        add_clause(law.id, said, by=keeper.id)
    with pytest.raises(NotOurs):
        correct_clause(passage.id, said, by=keeper.id)
    with pytest.raises(NotOurs):
        renew_clause(passage.id, TODAY, "Khác.", by=keeper.id)


def test_a_new_version_reckons_again_what_rests_on_the_passage(shipped_app: Flask) -> None:
    """A requirement that lasts until its rules change ends for those who learned the old ones."""
    keeper, person = a_keeper(), a_collaborator()
    passage = a_passage(a_plan(keeper), keeper)
    asked = requirement("bao_ve_tre_em")
    _lasting_until_a_change(asked, passage)
    a_class(person, "bao_ve_tre_em", date(2026, 5, 1), clause_ids=(passage.id,))
    assert _ends(person.id, asked) == [None]
    renew_clause(passage.id, CHANGE, "Hai cộng tác viên.", by=keeper.id)
    db.session.commit()
    assert _ends(person.id, asked) == [CHANGE]
    assert differences() == []


def _lasting_until_a_change(asked: Requirement, passage: Clause) -> None:
    for link in db.session.scalars(select(CompetencyClause)):
        if link.competency_id == asked.competency_id:
            db.session.delete(link)
    db.session.flush()
    db.session.add(CompetencyClause(competency_id=asked.competency_id, clause_id=passage.id))
    asked.validity, asked.months = Validity.UNTIL_CLAUSE_CHANGE, None
    db.session.commit()


def _ends(person_id: int, asked: Requirement) -> list[date | None]:
    held: list[Holding] = [each for each in holdings_of(person_id) if each.requirement_id == asked.id]
    return [each.valid_until for each in held]


def test_what_a_passage_says_stays_when_its_document_is_changed(shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    passage = a_passage(plan, keeper)
    change_document(plan.id, PLAN, by=keeper.id)
    db.session.commit()
    assert passage.summary == "Mỗi thôn có một cộng tác viên."
