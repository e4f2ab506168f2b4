"""A corrected answer key: who changes is shown first; attempts stay, what they count for follows."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
import time_machine
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import func, select, text

from courses.models import Step, StepCompletion
from courses.queries import latest_enrolments
from lms.base import clock
from lms.base.database import db
from lms.outbox.models import MessageOut
from lms.people.models import AccessRole, Person
from lms.people.queries import merged_into
from lms.people.rules.merging import merge
from lms.places.queries import find_units
from lms.standards.models import Evidence, EvidenceKind, Mode
from lms.standards.queries import evidence_of
from quizzes.models import Attempt, AttemptRescore, Rescoring
from quizzes.queries.attempts import attempts_at, tallies_since
from quizzes.queries.results import critical_now, passed_now, score_now
from quizzes.rescoring.rules.applying import (
    NothingToRescore,
    ReasonMissing,
    SeenOtherwise,
    apply,
)
from quizzes.rescoring.rules.judging_again import preview
from quizzes.rules.drawing import allowance, draw_form
from quizzes.rules.publishing import publish
from quizzes.rules.receiving import Sent, receive
from tests.factories.account import client_of
from tests.factories.courses import steps
from tests.factories.people import make_asker, make_collaborator
from tests.factories.places import small_country
from tests.factories.quizzes import published_course, source_of
from tests.factories.statements import statements

TEXT = """
# Kiểm tra báo tin
Mã: bao-tin
Loại: kiểm tra
Năng lực: ghi_so
Điểm đạt: 60

== Số
Gọi số nào?
= 111
* 115

== Giờ
Trực lúc nào?
* Cả ngày đêm
= Giờ hành chính

== Tiền
Mất bao nhiêu?
= Không mất
* Một nghìn
""".lstrip()
CORRECTED = TEXT.replace("* Cả ngày đêm\n= Giờ hành chính", "= Cả ngày đêm\n* Giờ hành chính")
COURSE = """
[name]
vi = "Báo tin"
en = "Telling"
[summary]
vi = "Biết báo cho ai."
en = "Know whom to tell."
[[sections]]
title = { vi = "Một", en = "One" }
[[sections.steps]]
kind = "exercise"
exercise = "bao-tin"
role = "assessment"
"""
RIGHT = {"Số": 0, "Giờ": 0, "Tiền": 0}
NOON = "2026-05-04 12:00+07:00"


class Class(NamedTuple):
    """A test that three collaborators take; a trainer who corrects its key."""

    step: Step
    lan: Person
    hue: Person
    cuc: Person
    trainer: Person

    def take(self, person: Person, committed: bool = True, **chosen: int) -> str:
        """An attempt: by the name of a question, which answer; the id."""
        form = draw_form(person.id, self.step, clock.now())
        exercise = form.version.exercise_in("vi")
        answers = {**RIGHT, **chosen}
        path = [(scene, answers[exercise.scenes[scene].name]) for scene in form.scenes]
        now = clock.now()
        sent = Sent(form.id, self.step.id, form.id, "vi", Mode.SELF, "máy", now, now, path)
        receive(person.id, sent, now=now)
        if committed:
            db.session.commit()
        return form.id


def a_class(folder: Path) -> Class:
    places = small_country()
    edition = published_course(folder / "bao-tin", COURSE, [TEXT], {})
    people = [make_collaborator(places.tam_duong, f"Trần Thị {name}") for name in ("Lan", "Huệ", "Cúc")]
    trainer = make_asker(AccessRole.TRAINER, places.phu_tho)
    db.session.commit()
    return Class(steps(edition)[0], *people, trainer)


@pytest.fixture
def taught(app: Flask, tmp_path: Path) -> Class:
    return a_class(tmp_path)


def correct(taught: Class, text: str = CORRECTED) -> None:
    publish(source_of(text), clock.now(), by=taught.trainer.id)
    db.session.commit()


def confirm(taught: Class, *, keeps: bool = True) -> Rescoring:
    found = preview("bao-tin")
    assert found
    row = apply(
        "bao-tin",
        reason="Đáp án sai",
        keeps_passed=keeps,
        seen=found.state,
        by=taught.trainer.id,
        now=clock.now(),
    )
    db.session.commit()
    return row


def standing(person: Person) -> list[EvidenceKind]:
    rows = evidence_of(person.id)
    voided = {each.voids_id for each in rows}
    return [each.kind for each in rows if each.id not in voided and each.kind is not EvidenceKind.VOID]


def counts_of(attempt_id: str) -> tuple[int, bool, bool]:
    found = db.session.execute(
        select(score_now(), passed_now(), critical_now()).where(Attempt.id == attempt_id)
    ).one()
    result = db.session.get_one(Attempt, attempt_id, populate_existing=True).result
    assert tuple(found) == (result.score, result.passed, result.critical)
    return tuple(found)


def test_who_changes_is_known_before_anything_is_written(app: Flask, taught: Class) -> None:
    taught.take(taught.lan, Tiền=1)  # one of three: by the corrected key two
    taught.take(taught.hue, Giờ=1, Tiền=1)  # two of three: by the corrected key one
    taught.take(taught.cuc, Số=1, Giờ=1, Tiền=1)  # one, then none
    correct(taught)
    found = preview("bao-tin")
    assert found
    told = found.people, found.changed_people, found.newly_passed, found.no_longer_passed
    assert told == (3, 3, 1, 1)
    assert db.session.scalar(select(func.count()).select_from(AttemptRescore)) == 0


def test_who_passes_while_a_key_is_corrected_is_looked_at_first(both_app: Flask, tmp_path: Path) -> None:
    taught = a_class(tmp_path)
    taught.take(taught.hue, Giờ=1, Tiền=1)
    correct(taught)
    found = preview("bao-tin")
    assert found
    seen, by = found.state, taught.trainer.id

    def confirm_aside() -> None:
        with both_app.app_context():
            apply("bao-tin", reason="Sai", keeps_passed=False, seen=seen, by=by, now=clock.now())

    draw_form(taught.cuc.id, taught.step, clock.now())
    db.session.commit()
    taught.take(taught.cuc, committed=False)
    with ThreadPoolExecutor(1) as pool:
        confirming = pool.submit(confirm_aside)
        wait_for_the_lock(confirming)
        db.session.commit()
        with pytest.raises(SeenOtherwise):
            confirming.result(timeout=60)


def wait_for_the_lock(other: Future[None]) -> None:
    """Until the other waits for what this connection holds, or is done; SQLite cannot tell."""
    if db.engine.dialect.name == "postgresql":
        waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        while not other.done() and not db.session.scalar(waits):
            pass


def test_applying_keeps_the_attempt_and_lets_what_follows_follow(both_app: Flask, tmp_path: Path) -> None:
    with time_machine.travel(NOON, tick=False) as clockwork:
        taught = a_class(tmp_path)
        lan, hue = taught.take(taught.lan, Tiền=1), taught.take(taught.hue, Giờ=1, Tiền=1)
        day = clock.today()
        clockwork.shift(timedelta(days=9))
        correct(taught)
        confirm(taught)
        attempt = db.session.get_one(Attempt, lan)
        assert (attempt.score, attempt.passed) == (3333, False)
        assert counts_of(lan) == (6667, True, False)
        assert counts_of(hue) == (3333, True, False)
        completion = db.session.scalars(
            select(StepCompletion).where(StepCompletion.source == f"attempt:{lan}")
        ).one()
        assert completion.occurred_on == day
        assert standing(taught.lan) == standing(taught.hue) == [EvidenceKind.COURSE]
        keys = sorted(
            db.session.scalars(select(MessageOut.person_id).where(MessageOut.key.startswith("rescoring:")))
        )
        assert keys == sorted([taught.lan.id, taught.hue.id])


def test_it_is_applied_once_and_again_only_to_what_came_later(app: Flask, taught: Class) -> None:
    taught.take(taught.lan, Tiền=1)
    correct(taught)
    confirm(taught)
    with pytest.raises(NothingToRescore):
        confirm(taught)
    taught.take(taught.cuc, Tiền=1)  # her edition still asks the earlier version
    found = preview("bao-tin")
    assert found
    assert [each.attempt.person_id for each in found.changes] == [taught.cuc.id]
    confirm(taught)
    assert standing(taught.cuc) == [EvidenceKind.COURSE]


def test_what_was_kept_is_not_taken_for_a_change_again(app: Flask, taught: Class) -> None:
    taught.take(taught.hue, Giờ=1, Tiền=1)
    correct(taught)
    confirm(taught)
    found = preview("bao-tin")
    assert found
    assert (found.changes, found.failing) == ((), frozenset())


def test_who_passes_no_longer_does_it_again_where_that_is_wanted(both_app: Flask, tmp_path: Path) -> None:
    taught = a_class(tmp_path)
    hue = taught.take(taught.hue, Giờ=1, Tiền=1)
    lan = taught.take(taught.lan, Giờ=1, Tiền=1)
    taught.take(taught.lan, Giờ=0, Tiền=0)  # passes by the corrected key too
    correct(taught)
    confirm(taught, keeps=False)
    assert counts_of(hue)[1] is counts_of(lan)[1] is False
    assert standing(taught.hue) == []
    assert latest_enrolments(taught.hue.id)[taught.step.section.edition.course_id].completed_on is None
    assert standing(taught.lan) == [EvidenceKind.COURSE]
    assert (
        "chưa đạt. Xin làm lại"
        in db.session.scalars(
            select(MessageOut.text).where(
                MessageOut.person_id == taught.hue.id, MessageOut.key.startswith("rescoring:")
            )
        ).one()
    )


def test_two_records_of_one_person_pass_and_fail_as_one(both_app: Flask, tmp_path: Path) -> None:
    """Huệ passed on the record that was merged and passes by the corrected key on the one that is kept: her
    step stays done. Lan fails on both, and is one person."""
    taught = a_class(tmp_path)
    old = make_collaborator(find_units("Xã Tam Dương", clock.today())[0], "Trần Thị Huệ")
    other = make_collaborator(find_units("Xã Tam Dương", clock.today())[0], "Trần Thị Lan")
    first = taught.take(old, Giờ=1, Tiền=1)
    taught.take(taught.hue, Giờ=0, Tiền=0)
    for person in (other, taught.lan):
        taught.take(person, Giờ=1, Tiền=1)
    merge(taught.hue, old, by=taught.trainer.id)
    merge(taught.lan, other, by=taught.trainer.id)
    db.session.commit()
    correct(taught)
    found = preview("bao-tin")
    assert found
    told = found.people, found.changed_people, found.newly_passed, found.no_longer_passed
    assert told == (2, 2, 0, 1)
    assert found.failing == {(taught.lan.id, taught.step.id)}
    confirm(taught, keeps=False)
    assert counts_of(first)[1] is False
    assert [each.kind for each in held_by(taught.hue)] == [EvidenceKind.COURSE]
    assert held_by(taught.lan) == []


def held_by(person: Person) -> list[Evidence]:
    """What stands on a person's record and on those merged into it."""
    rows = [row for each in (person.id, *merged_into([person.id])) for row in evidence_of(each)]
    voided = {each.voids_id for each in rows}
    return [each for each in rows if each.id not in voided and each.kind is not EvidenceKind.VOID]


def test_what_is_read_of_an_attempt_is_what_counts(app: Flask, taught: Class) -> None:
    lan = taught.take(taught.lan, Tiền=1)
    attempts = attempts_at(taught.lan.id, taught.step.id)
    before = allowance(attempts[0].version, attempts, clock.now()).left
    correct(taught)
    confirm(taught)
    db.session.expire_all()
    attempts = attempts_at(taught.lan.id, taught.step.id)
    assert allowance(attempts[0].version, attempts, clock.now()).left == before + 1
    assert [each.passed for each in tallies_since(clock.now() - timedelta(days=1)).values()] == [1]
    page = client_of(app, taught.lan).get(f"/attempts/{lan}").text
    assert "Đáp án sai" in page
    assert "66,7" in page


def test_a_second_correction_stands_over_the_first(app: Flask, taught: Class) -> None:
    lan = taught.take(taught.lan, Tiền=1)
    correct(taught)
    confirm(taught)
    correct(taught, CORRECTED.replace("= Không mất\n* Một nghìn", "* Không mất\n= Một nghìn"))
    confirm(taught)
    assert counts_of(lan) == (10_000, True, False)


def test_without_a_reason_or_after_something_came_in_nothing_is_written(app: Flask, taught: Class) -> None:
    taught.take(taught.lan, Tiền=1)
    correct(taught)
    found = preview("bao-tin")
    assert found
    given = {"keeps_passed": True, "by": taught.trainer.id, "now": clock.now()}
    with pytest.raises(ReasonMissing):
        apply("bao-tin", reason=" ", seen=found.state, **given)
    taught.take(taught.cuc, Tiền=1)
    with pytest.raises(SeenOtherwise):
        apply("bao-tin", reason="Sai", seen=found.state, **given)
    assert db.session.scalar(select(func.count()).select_from(Rescoring)) == 0


def test_a_version_that_asks_something_else_changes_nobody(app: Flask, taught: Class) -> None:
    taught.take(taught.lan, Tiền=1)
    correct(taught, CORRECTED.replace("Gọi số nào?", "Gọi số nào trước?"))
    found = preview("bao-tin")
    assert found
    assert (len(found.others), found.people) == (1, 0)


def test_a_trainer_sees_the_list_confirms_and_has_it_as_a_workbook(app: Flask, taught: Class) -> None:
    taught.take(taught.lan, Tiền=1)
    correct(taught)
    desk = client_of(app, taught.trainer)
    assert "Xem ai đổi kết quả" in desk.get("/exercises").text
    assert "xem ai đổi kết quả" in desk.get("/").text
    address = "/exercises/bao-tin/rescore"
    page = desk.get(address).text
    assert (
        "1 người làm bản cũ; điểm của 1 người đổi, 1 người từ chưa đạt thành đạt, 0 người ngược lại." in page
    )
    assert taught.lan.full_name in page
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(desk.get(f"{address}/workbook").data))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert any(taught.lan.full_name in row for row in rows)
    found = preview("bao-tin")
    assert found
    assert desk.post(address, data={"reason": "", "seen": found.state}).status_code == 422
    assert desk.post(address, data={"reason": "Sai", "seen": found.state}).status_code == 303
    assert "Không ai đổi kết quả" in desk.get(address).text
    assert "Xem ai đổi kết quả" not in desk.get("/exercises").text
    assert desk.get("/exercises/khong-co/rescore").status_code == 404


def test_names_of_people_whom_she_does_not_teach_are_only_counted(app: Flask, taught: Class) -> None:
    taught.take(taught.lan, Tiền=1)
    correct(taught)
    elsewhere = make_asker(AccessRole.TRAINER, find_units("Hội Thịnh", clock.today())[0])
    db.session.commit()
    page = client_of(app, elsewhere).get("/exercises/bao-tin/rescore").text
    assert taught.lan.full_name not in page
    assert "Bài của người ngoài phạm vi phụ trách: 1." in page


def test_a_page_with_many_names_asks_no_more_than_one_with_few(app: Flask, taught: Class) -> None:
    taught.take(taught.lan, Tiền=1)
    correct(taught)
    desk = client_of(app, taught.trainer)
    desk.get("/exercises/bao-tin/rescore")
    with statements() as few:
        desk.get("/exercises/bao-tin/rescore")
    for person in (taught.hue, taught.cuc):
        taught.take(person, Tiền=1)
    with statements() as many:
        desk.get("/exercises/bao-tin/rescore")
    assert len(many) == len(few)
