"""Who holds something that is asked of her is reminded a month before it ends, unless it goes on."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base import clock
from lms.base.database import db
from lms.people.models import Posting
from lms.standards.models import Holding, Validity
from lms.standards.rules.reminding import AHEAD, ending_soon
from tests.factories.standards import a_class, a_collaborator, requirement

CODE = "bao_ve_tre_em"


def held_until(person_id: int) -> date:
    """The last day of what she holds."""
    of = Holding.person_id == person_id, Holding.requirement_id == requirement(CODE).id
    until = db.session.scalars(select(Holding.valid_until).where(*of)).one()
    assert until
    return until - timedelta(days=1)


def test_what_ends_within_a_month_is_a_matter(shipped_app: Flask) -> None:
    assert requirement(CODE).validity is Validity.MONTHS
    her = a_collaborator()
    a_class(her, CODE, clock.today() - timedelta(days=200))
    last = held_until(her.id)
    assert ending_soon(last - AHEAD - timedelta(days=1)) == []
    [matter] = ending_soon(last - timedelta(days=10))
    assert (matter.person_id, matter.key, matter.due_on) == (her.id, f"holding:{CODE}", last)
    assert ending_soon(last + timedelta(days=1)) == []


def test_nobody_is_reminded_of_what_goes_on_or_is_no_longer_asked_of_her(shipped_app: Flask) -> None:
    today = clock.today()
    renewed, left = a_collaborator("CTV-1"), a_collaborator("CTV-2")
    for person in (renewed, left):
        a_class(person, CODE, today - timedelta(days=200))
    day = held_until(renewed.id) - timedelta(days=10)
    assert {matter.person_id for matter in ending_soon(day)} == {renewed.id, left.id}
    a_class(renewed, CODE, today)
    db.session.scalars(select(Posting).where(Posting.person_id == left.id)).one().valid_until = today
    db.session.commit()
    assert ending_soon(day) == []


@pytest.mark.parametrize("code", ["tap_huan_ctv_hang_nam"])
def test_what_ends_for_everybody_with_the_year_is_no_matter(shipped_app: Flask, code: str) -> None:
    her = a_collaborator()
    a_class(her, code, clock.today() - timedelta(days=1))
    end = db.session.scalars(select(Holding.valid_until).where(Holding.person_id == her.id)).first()
    assert end
    assert [each.key for each in ending_soon(end - timedelta(days=5))] == []
