"""The demonstration shows what can become of a certificate."""

from collections import defaultdict

from flask import Flask
from sqlalchemy import select

from certificates.models import Award, AwardState
from lms.base import clock
from lms.base.database import db


def test_its_certificates_are_numbered_drawn_and_in_several_states(demo_app: Flask) -> None:
    awards = db.session.scalars(select(Award).where(Award.number.is_not(None))).all()
    assert 5 <= len(awards) <= 30
    assert all(award.is_drawn for award in awards)
    states = {award.state_on(clock.today()) for award in awards}
    assert states >= {AwardState.VALID, AwardState.REVOKED, AwardState.SUPERSEDED}
    numbers = defaultdict(list)
    for award in awards:
        numbers[award.year].append(award.number)
    assert all(sorted(each) == list(range(1, len(each) + 1)) for each in numbers.values())
