"""Anybody verifies a paper."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from certificates.rules.approving import approve
from certificates.rules.codes import new_code
from certificates.rules.drawing import draw_waiting
from certificates.rules.revoking import record_signature, replace_award, revoke
from certificates.rules.verifying import Verdict, verify
from lms.base import clock
from lms.base.database import db
from tests.factories.certificates import earn, issue, make_office, signed_by_deputy


@pytest.fixture(autouse=True)
def _day() -> object:
    with time_machine.travel("2026-02-05 10:00+07:00", tick=True):
        yield


def page_of(app: Flask, path: str) -> tuple[int, str]:
    response = app.test_client().get(path)
    return response.status_code, response.get_data(as_text=True)


def test_a_valid_certificate_shows_the_minimum(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    status, page = page_of(app, f"/v/{award.code}")
    assert status == 200
    assert "Giấy chứng nhận này còn hiệu lực." in page
    for shown in ("Trần Thị Lan", "Ghi sổ A0", "1 tiết", "Đạt", "001/2026/GCN-CCDSTE", "05/02/2026"):
        assert shown in page
    assert "Chi cục Dân số - Trẻ em" in page
    for hidden in ("20/05/1970", "Thôn Đông", "0900000556"):
        assert hidden not in page


def test_the_page_is_small_keeps_nothing_and_asks_for_nothing(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    for path in (f"/v/{award.code}", "/verify", "/v/SAI"):
        response = app.test_client().get(path)
        headers = sum(len(name) + len(value) + 4 for name, value in response.headers)
        assert headers + len(response.data) < 5000
        assert "Set-Cookie" not in response.headers
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Cache-Control"] == "no-store"
        page = response.get_data(as_text=True)
        assert "<script" not in page
        assert "src=" not in page
        assert "stylesheet" not in page


def test_the_code_may_be_typed_carelessly(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    typed = " ".join(award.code[start : start + 3].lower() for start in range(0, 12, 3)).replace("0", "o")
    response = app.test_client().get("/verify", query_string={"code": typed}, follow_redirects=True)
    assert "còn hiệu lực" in response.get_data(as_text=True)


def test_a_forged_code_is_told_from_a_slip(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    status, page = page_of(app, f"/v/{new_code()}")
    assert status == 404
    assert "có thể là giả" in page
    slip = ("2" if award.code[0] != "2" else "3") + award.code[1:]
    status, page = page_of(app, f"/v/{slip}")
    assert status == 404
    assert "có ký tự sai hoặc thiếu" in page


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "%00%ff", "a" * 5000, "…", "7K4M/2QPX"])
def test_whatever_is_typed_gets_a_page(app: Flask, typed: str) -> None:
    response = app.test_client().get("/verify", query_string={"code": typed}, follow_redirects=True)
    assert response.status_code == 404
    assert "<script" not in response.get_data(as_text=True)


def test_a_candidate_has_no_certificate_yet(app: Flask, tmp_path: Path) -> None:
    award = earn(make_office(tmp_path))
    assert verify(award.code, clock.today()).verdict is Verdict.UNKNOWN


def test_an_approved_one_counts_once_its_signature_is_noted(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    award = issue(office, approval=signed_by_deputy())
    assert "đã duyệt, chưa ký" in page_of(app, f"/v/{award.code}")[1]
    record_signature(award, by=office.head.id)
    db.session.commit()
    assert "còn hiệu lực" in page_of(app, f"/v/{award.code}")[1]


def test_an_expired_one_says_so(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    assert verify(award.code, date(2028, 2, 5)).verdict is Verdict.EXPIRED


def test_revoked_and_superseded_are_told_apart(app: Flask, tmp_path: Path) -> None:
    office = make_office(tmp_path)
    revoked, old = issue(office), issue(office, "Lê Thị Mai")
    revoke(revoked, reason="Cấp nhầm.", by=office.head.id)
    new = replace_award(old, reason="Sai ngày sinh.", by=office.head.id)
    db.session.commit()
    approve([new.id], signed_by_deputy())
    db.session.commit()
    for _ in draw_waiting():
        db.session.commit()
    assert "đã bị thu hồi" in page_of(app, f"/v/{revoked.code}")[1]
    assert "thay bằng giấy mới" in page_of(app, f"/v/{old.code}")[1]
    assert "chưa ký" in page_of(app, f"/v/{new.code}")[1]


def test_it_speaks_english_when_asked(app: Flask, tmp_path: Path) -> None:
    award = issue(make_office(tmp_path))
    page = page_of(app, f"/v/{award.code}?language=en")[1]
    assert "This certificate is valid." in page
    assert 'lang="en"' in page
    assert "This certificate" not in page_of(app, f"/v/{award.code}?language=xx")[1]


def test_a_wrong_method_is_answered_with_a_page(app: Flask) -> None:
    assert app.test_client().put("/verify").status_code in (400, 405)
