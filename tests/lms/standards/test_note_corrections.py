"""Correcting evidence: who looked is noted, and an end without its paper is refused."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from lms.base.audit import AccessLogEntry
from lms.base.database import db
from lms.standards.queries import entries_of, holdings_of
from lms.web.i18n import LANGUAGE_KEY
from tests.factories.account import client_of
from tests.factories.people import make_collaborator, make_officer
from tests.factories.places import unit
from tests.factories.standards import a_class, competency

CHILDREN = "bao_ve_tre_em"


def test_an_end_whose_paper_is_only_blanks_is_refused(shipped_app: Flask) -> None:
    lan = make_collaborator(unit())
    a_class(lan, CHILDREN, date(2026, 3, 5))
    officer = client_of(shipped_app, make_officer(unit()))
    sent = {"competency": competency(CHILDREN).id, "day": "2026-06-01", "note": "   "}
    assert officer.post(f"/people/{lan.id}/lapses/new", data=sent).status_code == 422
    assert holdings_of(lan.id)[0].valid_until != date(2026, 6, 1)


def test_a_look_at_what_is_to_be_corrected_is_noted(shipped_app: Flask) -> None:
    lan = make_collaborator(unit())
    a_class(lan, CHILDREN, date(2026, 3, 5))
    officer = client_of(shipped_app, make_officer(unit()))
    [entry] = entries_of(lan.id)
    officer.get(f"/evidence/{entry.newest.row.id}/void")
    officer.get(f"/people/{lan.id}/lapses/new")
    noted = select(AccessLogEntry).where(AccessLogEntry.person_id == lan.id)
    assert len(db.session.scalars(noted).all()) == 2


def test_a_reason_is_read_in_the_language_of_who_reads_it(shipped_app: Flask) -> None:
    lan = make_collaborator(unit())
    a_class(lan, CHILDREN, date(2026, 3, 5))
    officer = client_of(shipped_app, make_officer(unit()))
    with officer.session_transaction() as session:
        session[LANGUAGE_KEY] = "en"
    sent = {"reason": "wrong_person", "more": "Lan <b>2</b>: thôn Tây"}
    page = officer.post(
        f"/evidence/{entries_of(lan.id)[0].newest.row.id}/void", data=sent, follow_redirects=True
    )
    assert "It is of somebody else: Lan &lt;b&gt;2&lt;/b&gt;: thôn Tây" in page.text
    with officer.session_transaction() as session:
        session[LANGUAGE_KEY] = "vi"
    assert "Ghi nhầm người: Lan &lt;b&gt;2" in officer.get(f"/people/{lan.id}/evidence").text
