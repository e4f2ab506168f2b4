"""An office adds its own documents, and says of others how they ended."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.base.messages import Refusal
from lms.people.models import Person
from lms.standards.models import DocumentState
from lms.standards.rules.documenting import (
    DocumentFacts,
    NotOurs,
    UnfitValue,
    add_document,
    change_document,
    end_document,
)
from tests.factories.documents import PLAN, a_keeper, a_passage, a_plan, shipped

TODAY = date(2026, 11, 22)


def facts(**more: Any) -> DocumentFacts:
    return DocumentFacts(**{**vars(PLAN), **more})


def refused_field(by: Person, **more: Any) -> str:
    with pytest.raises(UnfitValue) as refusal:
        add_document(facts(**more), by=by.id)
    db.session.rollback()
    return refusal.value.field


def acts() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_plan_of_the_province_joins_the_list_with_who_added_it(both_shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    assert plan.is_local
    assert plan.added_by_id == keeper.id
    assert plan.state_on(TODAY) is DocumentState.IN_FORCE
    assert acts()[-1] == "document:added"


def test_a_text_is_kept_in_its_normal_form(shipped_app: Flask) -> None:
    plan = a_plan(a_keeper(), number="  89/KH-UBND  ", name_vi="Ke\u0302\u0301  hoạch")
    assert (plan.number, plan.name_vi) == ("89/KH-UBND", "Kế hoạch")


@pytest.mark.parametrize("number", ["520/QĐ-TTg", "520/qđ-ttg", " 520 / QD-TTG ", "520/QĐ–TTg"])
def test_a_number_that_is_listed_is_refused_however_it_is_typed(shipped_app: Flask, number: str) -> None:
    assert refused_field(a_keeper(), number=number) == "number"


def test_a_number_of_every_year_is_told_apart_by_its_year(shipped_app: Flask) -> None:
    keeper = a_keeper()
    a_plan(keeper)
    assert refused_field(keeper, number="89/kh-ubnd") == "number"
    assert a_plan(keeper, number="89/KH-UBND (2027)").id


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"effective_on": date(2026, 2, 9)}, "effective_on"),
        ({"issued_on": date(2026, 12, 31), "effective_on": None}, "issued_on"),
        ({"issued_on": date(1026, 2, 10)}, "issued_on"),
        ({"effective_on": date(9999, 12, 31)}, "effective_on"),
        ({"issued_on": date.min}, "issued_on"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(
    shipped_app: Flask, more: dict[str, Any], field: str
) -> None:
    assert refused_field(a_keeper(), **more) == field


def test_a_document_may_come_into_force_on_the_day_it_is_issued(shipped_app: Flask) -> None:
    assert a_plan(a_keeper(), effective_on=date(2026, 2, 10)).effective_on == date(2026, 2, 10)


def test_a_document_that_a_specialist_must_confirm_says_so_until_it_is_changed(
    both_shipped_app: Flask,
) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper, unconfirmed=True)
    passage = a_passage(plan, keeper)
    assert plan.state_on(TODAY) is DocumentState.UNCONFIRMED
    assert passage.confidence == "M"
    change_document(plan.id, facts(), by=keeper.id)
    db.session.commit()
    assert plan.state_on(TODAY) is DocumentState.IN_FORCE
    assert passage.confidence == "H"


def test_changing_a_document_notes_which_columns_changed(shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    change_document(plan.id, facts(name_en="Plan"), by=keeper.id)
    db.session.commit()
    noted = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert noted
    assert (noted.action, noted.actor_id) == ("document:changed", keeper.id)
    assert noted.facts == {"number": "89/KH-UBND", "columns": ["name_en"]}


def test_a_document_may_keep_its_own_number_when_it_is_changed(shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    assert change_document(plan.id, facts(number="89/KH-UBND."), by=keeper.id).number == "89/KH-UBND."


def test_a_document_cannot_begin_after_a_passage_of_it(shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    a_passage(plan, keeper)
    with pytest.raises(UnfitValue) as refusal:
        change_document(plan.id, facts(effective_on=date(2026, 4, 1)), by=keeper.id)
    assert refusal.value.field == "effective_on"


def test_a_shipped_document_is_not_rewritten(shipped_app: Flask) -> None:
    with pytest.raises(NotOurs):
        change_document(shipped("102/2016/QH13").id, facts(), by=a_keeper().id)


def test_a_shipped_document_may_be_marked_as_replaced_by_one_of_the_office(both_shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan, programme = a_plan(keeper), shipped("1248/QĐ-TTg")
    end_document(programme.id, date(2026, 7, 1), plan.id, by=keeper.id)
    db.session.commit()
    assert programme.state_on(date(2026, 6, 30)) is DocumentState.IN_FORCE
    assert programme.state_on(date(2026, 7, 1)) is DocumentState.ENDED
    assert programme.replaced_by is plan
    assert acts()[-1] == "document:ended"


def test_an_ending_may_be_taken_back(shipped_app: Flask) -> None:
    keeper, programme = a_keeper(), shipped("1248/QĐ-TTg")
    end_document(programme.id, date(2026, 7, 1), None, by=keeper.id)
    end_document(programme.id, None, None, by=keeper.id)
    db.session.commit()
    assert programme.state_on(TODAY) is DocumentState.IN_FORCE
    assert programme.end_noted_at is None
    assert acts()[-1] == "document:reopened"


def test_what_was_shipped_as_ended_stays_ended(shipped_app: Flask) -> None:
    with pytest.raises(NotOurs):
        end_document(shipped("06/2003/PL-UBTVQH11").id, None, None, by=a_keeper().id)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2025, 1, 1), date(1900, 1, 1), date(9999, 12, 31)])
def test_a_document_cannot_end_before_it_began_or_in_a_thousand_years(shipped_app: Flask, day: date) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    with pytest.raises(UnfitValue) as refusal:
        end_document(plan.id, day, None, by=keeper.id)
    assert refusal.value.field == "ended_on"


def test_what_is_replaced_needs_the_day(shipped_app: Flask) -> None:
    keeper = a_keeper()
    plan = a_plan(keeper)
    with pytest.raises(UnfitValue) as refusal:
        end_document(plan.id, None, shipped("520/QĐ-TTg").id, by=keeper.id)
    assert refusal.value.field == "ended_on"


def test_documents_do_not_replace_one_another_in_a_circle(shipped_app: Flask) -> None:
    keeper = a_keeper()
    first, second, third = (a_plan(keeper, number=f"{each}/KH-UBND") for each in "123")
    end_document(first.id, date(2026, 6, 1), second.id, by=keeper.id)
    end_document(second.id, date(2026, 7, 1), third.id, by=keeper.id)
    db.session.commit()
    for impossible in (first, second, third):
        with pytest.raises(UnfitValue) as refusal:
            end_document(third.id, date(2026, 8, 1), impossible.id, by=keeper.id)
        assert refusal.value.field == "replaced_by_id"
    assert isinstance(refusal.value, Refusal)
