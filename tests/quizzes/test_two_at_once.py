"""The same attempt arrives several times at once, in any order, on both engines."""

import itertools
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Enrolment, StepCompletion
from lms.base.database import db
from quizzes.models import Attempt, AttemptConflict
from tests.factories.account import sign_in
from tests.factories.people import make_person
from tests.factories.quizzes import BEST_PATH, WORST_PATH, published_exercises, sent


def test_eight_at_once_make_one_row_and_one_receipt(both_app: Flask, tmp_path: Path) -> None:
    step_id = published_exercises(tmp_path)[0].id
    lan = make_person("Trần Thị Lan")
    db.session.commit()
    phones = [both_app.test_client() for _ in range(8)]
    for phone in phones:
        sign_in(phone, lan)
    db.session.rollback()

    def send(phone: Any) -> tuple[int, Any]:
        answer = phone.post("/attempts", json=sent(step_id))
        return answer.status_code, answer.json

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, phones))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 200
    assert db.session.query(Attempt).count() == 1
    assert db.session.query(StepCompletion).count() == 1
    assert db.session.query(Enrolment).count() == 1


def test_two_contents_at_once_leave_one_attempt_and_one_conflict(both_app: Flask, tmp_path: Path) -> None:
    step_id = published_exercises(tmp_path)[0].id
    lan = make_person("Trần Thị Lan")
    db.session.commit()
    phones = [both_app.test_client() for _ in range(2)]
    for phone in phones:
        sign_in(phone, lan)
    db.session.rollback()

    def send(pair: tuple[Any, list[list[int]]]) -> Any:
        return pair[0].post("/attempts", json=sent(step_id, pair[1])).json

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, zip(phones, (BEST_PATH, WORST_PATH), strict=True)))
    assert sorted(answer["state"] for answer in answers) == ["conflict", "kept"]
    assert len({answer["receipt"] for answer in answers}) == 1
    assert db.session.query(AttemptConflict).count() == 1


def test_many_at_once_all_stand_and_one_that_is_refused_takes_none_with_it(
    both_app: Flask, tmp_path: Path
) -> None:
    step_id = published_exercises(tmp_path)[0].id
    lan = make_person("Trần Thị Lan")
    db.session.commit()
    phones = [both_app.test_client() for _ in range(8)]
    for phone in phones:
        sign_in(phone, lan)
    assert phones[0].post("/attempts", json=sent(step_id)).json["state"] == "kept"  # now the step is done
    db.session.rollback()
    ids = [str(uuid.UUID(int=number)) for number in range(40)]

    def send(turn: tuple[Any, str]) -> Any:
        phone, attempt_id = turn
        return phone.post("/attempts", json=sent(step_id, id=attempt_id)).json

    turns = zip(itertools.cycle(phones), [*ids, *ids[::5]], strict=False)  # eight of them twice
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, turns))
    assert {each["state"] for each in answers} == {"kept"}
    assert [each["receipt"] for each in answers[40:]] == [each["receipt"] for each in answers[:40:5]]
    assert {each.id for each in db.session.query(Attempt)} >= set(ids)
    assert db.session.query(Attempt).count() == 41
    assert db.session.query(AttemptConflict).count() == 0
    assert db.session.query(StepCompletion).count() == 1


numbers = itertools.count()


def test_any_repetition_in_any_order_keeps_each_attempt_once(app: Flask, tmp_path: Path) -> None:
    step_id = published_exercises(tmp_path)[0].id
    lan = make_person("Trần Thị Lan")
    db.session.commit()
    phone = app.test_client()
    sign_in(phone, lan)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=12))
    def holds(arrivals: list[tuple[int, bool]]) -> None:
        ids = [str(uuid.UUID(int=next(numbers))) for _ in range(3)]
        receipts: dict[int, set[str]] = {}
        first: dict[int, bool] = {}
        for which, best in arrivals:
            path = BEST_PATH if best else WORST_PATH
            answer = phone.post("/attempts", json=sent(step_id, path, id=ids[which])).json
            receipts.setdefault(which, set()).add(answer["receipt"])
            assert answer["state"] == ("kept" if first.setdefault(which, best) == best else "conflict")
        assert all(len(each) == 1 for each in receipts.values())
        kept = db.session.query(Attempt).filter(Attempt.id.in_(ids)).all()
        assert {each.id for each in kept} == {ids[which] for which in receipts}
        conflicts = db.session.query(AttemptConflict).filter(AttemptConflict.attempt_id.in_(ids)).count()
        assert conflicts == sum(
            {best for w, best in arrivals if w == which} == {True, False} for which in first
        )

    holds()
