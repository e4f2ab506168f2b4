"""An office asks something new, asks otherwise from a day on, or asks no longer; history stays."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.base.audit import AuditEntry
from lms.base.database import db
from lms.standards.models import Holding, Requirement, Validity
from lms.standards.queries import history_of, requirement_by_code, targets_on
from lms.standards.rules.asking import ask, ask_otherwise, stop_asking
from lms.standards.rules.documenting import UnfitValue
from lms.standards.rules.holding import differences
from lms.standards.rules.mastering import add_competency, change_competency, retire_competency
from lms.standards.rules.proposing import CompetencyFacts
from lms.standards.rules.targeting import aim, aim_otherwise, stop_aiming
from lms.web.i18n import said
from tests.factories.documents import a_keeper, shipped
from tests.factories.requirements import aimed, asked_of, otherwise, proposal, targets_on_record
from tests.factories.standards import a_class, a_collaborator, competency, requirement

CHANGE = date(2027, 1, 1)


def refusal(act: Any, *args: Any, **kwargs: Any) -> tuple[str, str]:
    """The field that is refused, and the sentence in Vietnamese."""
    with pytest.raises(UnfitValue) as refused:
        act(*args, by=None, **kwargs)
    db.session.rollback()
    return refused.value.field, said(refused.value.message)


def test_a_new_requirement_is_asked_from_its_day_on_and_counts_older_evidence(
    both_shipped_app: Flask,
) -> None:
    hoa = a_collaborator()
    a_class(hoa, "ctv_nv5", date(2026, 3, 5))
    ask(proposal(), by=a_keeper().id)
    db.session.commit()
    assert requirement_by_code("so_a0", date(2026, 12, 31)) is None
    asked = requirement_by_code("so_a0", CHANGE)
    assert asked
    assert db.session.scalars(select(Holding.valid_from).where(Holding.requirement_id == asked.id)).all() == [
        CHANGE
    ]
    assert differences() == []


def test_a_change_from_a_day_on_is_a_new_row_and_the_old_one_stays_for_its_days(
    both_shipped_app: Flask,
) -> None:
    hoa = a_collaborator()
    a_class(hoa, "bao_ve_tre_em", date(2025, 11, 1))
    before = requirement("bao_ve_tre_em")
    ask_otherwise(before.id, otherwise(before, months=12), by=a_keeper().id)
    db.session.commit()
    new, old = history_of("bao_ve_tre_em")
    assert (old.months, old.valid_from, old.valid_until) == (24, date(2017, 6, 1), CHANGE)
    assert (new.months, new.valid_from, new.valid_until) == (12, CHANGE, None)
    held = {row.requirement_id: row.valid_until for row in db.session.scalars(select(Holding))}
    assert held == {old.id: CHANGE}
    assert differences() == []
    assert db.session.scalars(select(AuditEntry.action)).all()[-1] == "requirement:changed"


def test_the_targets_go_on_with_what_is_asked_after_a_change(both_shipped_app: Flask) -> None:
    before = requirement("kien_thuc_ds_co_ban")
    roles = asked_of("quan_ly_dsptt")
    ask_otherwise(before.id, otherwise(before, role_ids=roles), by=None)
    db.session.commit()
    assert targets_on_record("kien_thuc_ds_co_ban") == [
        ("T1", date(2021, 4, 1), CHANGE),
        ("T1", CHANGE, None),
    ]
    now = next(each for each in targets_on(CHANGE) if each.code == "T1")
    assert {role.id for role in now.roles} == set(roles)
    assert now.threshold == 80


def test_what_is_asked_no_longer_ends_with_its_targets(both_shipped_app: Flask) -> None:
    stop_asking(requirement("dich_vu_dsptt").id, CHANGE, by=None)
    db.session.commit()
    assert requirement_by_code("dich_vu_dsptt", CHANGE) is None
    assert targets_on_record("dich_vu_dsptt") == [("T3", date(2021, 4, 1), CHANGE)]


def test_a_code_may_be_asked_again_after_it_ended(shipped_app: Flask) -> None:
    row = requirement("dich_vu_dsptt")
    facts = otherwise(row, valid_from=date(2028, 1, 1))
    stop_asking(row.id, CHANGE, by=None)
    ask(facts, by=None)
    db.session.commit()
    assert [each.valid_from for each in history_of("dich_vu_dsptt")] == [date(2028, 1, 1), date(2021, 4, 1)]


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"code": "bao_ve_tre_em"}, "code", "Mã bao_ve_tre_em đã được dùng từ ngày 01/06/2017."),
        (
            {"code": "Sổ A0"},
            "code",
            "Mã gồm 2 đến 40 chữ thường không dấu, chữ số hoặc dấu gạch dưới, ví dụ so_a0.",
        ),
        (
            {"role_ids": ()},
            "roles",
            "Chưa chọn chức danh phải thực hiện: hãy đánh dấu ít nhất một chức danh.",
        ),
        (
            {"kinds": ()},
            "kinds",
            "Chưa chọn hình thức học được tính: hãy đánh dấu ít nhất một hình thức.",
        ),
        ({"modes": ()}, "modes", "Chưa chọn cách làm bài được chấp nhận: hãy đánh dấu ít nhất một cách."),
        ({"minimum_level": 4}, "minimum_level", "Thang đánh giá này không có mức 4."),
        ({"validity": Validity.MONTHS}, "months", "Hãy nhập số tháng, từ 1 đến 600."),
        (
            {"validity": Validity.FIXED, "fixed_end": "02-30"},
            "fixed_end",
            "Hãy nhập ngày cuối của kỳ theo dạng ngày/tháng, ví dụ 30/06.",
        ),
        ({"window_days": 400}, "window_days", "Hãy nhập số ngày từ 0 đến 366."),
        (
            {"document_id": 0},
            "document",
            "Văn bản này chưa có trong danh sách. Hãy thêm ở mục Văn bản trước.",
        ),
        (
            {"valid_from": date(2021, 3, 31)},
            "document",
            "Văn bản có hiệu lực từ ngày 01/04/2021; ngày áp dụng không thể sớm hơn.",
        ),
        ({"valid_from": date(2201, 1, 1)}, "valid_from", "Năm 2201 chắc là ghi nhầm."),
        (
            {"valid_until": date(2026, 12, 31)},
            "valid_until",
            "Ngày bắt đầu là 01/01/2027: ngày kết thúc phải sau ngày đó.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    shipped_app: Flask, more: dict[str, Any], field: str, sentence: str
) -> None:
    assert refusal(ask, proposal(**more)) == (field, sentence)


def test_a_change_cannot_begin_before_what_it_changes(shipped_app: Flask) -> None:
    row = requirement("bao_ve_tre_em")
    field, sentence = refusal(ask_otherwise, row.id, otherwise(row, valid_from=date(2017, 6, 1)))
    assert field == "valid_from"
    assert sentence.startswith("Nội dung này áp dụng từ ngày 01/06/2017")


def test_an_end_before_a_start_is_refused(shipped_app: Flask) -> None:
    assert refusal(stop_asking, requirement("bao_ve_tre_em").id, date(2017, 6, 1))[0] == "valid_until"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"threshold": Decimal(120)}, "threshold"),
        ({"threshold": Decimal(0)}, "threshold"),
        ({"number": 0}, "number"),
        ({"code": ""}, "code"),
        ({"valid_from": date(2017, 5, 31)}, "document"),
        ({"document_id": 0}, "document"),
        ({"year": 20255}, "year"),
    ],
)
def test_a_target_that_cannot_be_is_refused(shipped_app: Flask, more: dict[str, Any], field: str) -> None:
    assert refusal(aim, aimed(requirement("bao_ve_tre_em"), **more))[0] == field


def test_a_target_that_overlaps_another_one_is_refused(both_shipped_app: Flask) -> None:
    row = requirement("kien_thuc_ds_co_ban")
    field, sentence = refusal(aim, aimed(row, code="T1"))
    assert field == "valid_from"
    assert sentence == (
        "Đã có chỉ tiêu T1 áp dụng từ ngày 01/04/2021: hãy kết thúc hoặc thay đổi chỉ tiêu đó."
    )


def test_a_target_counts_only_those_of_whom_it_is_asked(shipped_app: Flask) -> None:
    row = requirement("kien_thuc_ds_co_ban")
    assert refusal(aim, aimed(row, role_ids=asked_of("tap_huan_ctv_hang_nam")))[0] == "roles"


def test_a_target_is_raised_from_a_day_on_and_ended(both_shipped_app: Flask) -> None:
    row = requirement("kien_thuc_ds_co_ban")
    first = next(each for each in targets_on(date(2026, 1, 1)) if each.code == "T1")
    raised = aim_otherwise(first.id, aimed(row, code="T1", threshold=Decimal(90)), by=None)
    stop_aiming(raised.id, date(2030, 1, 1), by=None)
    db.session.commit()
    assert targets_on_record("kien_thuc_ds_co_ban") == [
        ("T1", date(2021, 4, 1), CHANGE),
        ("T1", CHANGE, date(2030, 1, 1)),
    ]
    assert first.threshold == 80


def named(**more: Any) -> CompetencyFacts:
    told = {
        "code": "ghi_so_a0",
        "name_vi": "Ghi sổ A0",
        "name_en": "Keeping the A0 book",
        "scale": "practice",
        "document_id": shipped("520/QĐ-TTg").id,
        "valid_from": date(2026, 1, 1),
    }
    return CompetencyFacts(**{**told, **more})


def test_a_competency_is_added_renamed_and_ended(both_shipped_app: Flask) -> None:
    added = add_competency(named(), by=None)
    change_competency(added.id, named(name_vi="Ghi chép sổ A0"), by=None)
    retire_competency(added.id, CHANGE, by=None)
    db.session.commit()
    assert (added.name_vi, added.valid_until) == ("Ghi chép sổ A0", CHANGE)


def test_a_competency_that_something_asks_for_does_not_end(shipped_app: Flask) -> None:
    assert refusal(retire_competency, competency("bao_ve_tre_em").id, CHANGE) == (
        "valid_until",
        "Khi đó yêu cầu bao_ve_tre_em vẫn còn áp dụng năng lực này: hãy kết thúc yêu cầu trước.",
    )


def test_what_somebody_has_shown_keeps_its_scale(shipped_app: Flask) -> None:
    row = add_competency(named(), by=None)
    db.session.commit()
    a_class(a_collaborator(), "ghi_so_a0", date(2026, 3, 5))
    assert refusal(change_competency, row.id, named(scale="passed"))[0] == "scale"
    assert refusal(change_competency, row.id, named(code="so_khac"))[0] == "code"
    assert refusal(add_competency, named())[0] == "code"
    assert refusal(add_competency, named(code="so_khac", scale="không có"))[0] == "scale"
    assert db.session.scalar(select(Requirement.id).where(Requirement.competency_id == row.id)) is None
