"""An officer's phone hands in lines that were typed from paper: by its key, once, as the form does."""

import json
import random
import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from courses.models import SentApart, Step
from lms.base import clock
from lms.base.database import db
from lms.people.models import Person
from lms.standards.models import Mode
from quizzes.exercise.paper import LETTERS, book_of, sheet_check, sheet_code
from quizzes.models import AssessmentForm, Attempt, AttemptConflict
from quizzes.queries.exercises import version
from tests.browser import axe, serve
from tests.factories.account import client_of
from tests.factories.helping import two_communes
from tests.factories.phones import Phone, phone_of, rows, sign_in_on, wait_until_sent
from tests.factories.quizzes import answers_to, published_exercises

AGAIN = """entries => Promise.all(entries.map(async ({url, key, body}) => {
  const headers = {"Content-Type": "application/json", "Sending-Key": key};
  const answer = await fetch(url, {method: "POST", credentials: "omit", headers, body: JSON.stringify(body)});
  return answer.json();
}))"""


@pytest.fixture
def steps(app: Flask, tmp_path: Path) -> tuple[Step, Step]:
    """A story and a test of a published course."""
    return published_exercises(tmp_path)


@pytest.fixture
def people(app: Flask) -> dict[str, Person]:
    """Lan, Huệ, Mai and Cúc."""
    return two_communes()


@pytest.fixture
def mai_s(people: dict[str, Person]) -> Phone:
    """The officer's phone; nobody is signed in on it."""
    return phone_of(people["mai"])


def check_of(step: Step, scene: int) -> str:
    """The check letter of an ending."""
    pinned = version(step.frozen["version"])
    return book_of(pinned.exercise_in("vi"), pinned.content_hash).checks[scene]


def right_line(form: AssessmentForm, *, right: bool = True) -> str:
    """What stands in the boxes of a sheet with every answer right, or wrong."""
    return "".join(LETTERS[choice] for _, choice in answers_to(form, right=right)) + sheet_check(form.id)


def line(person: Person, text: str, **more: Any) -> dict[str, Any]:
    """A line as the phone sends it."""
    today = clock.today().isoformat()
    return {"id": str(uuid.uuid4()), "who": person.id, "text": text, "on": today, **more}


def url(step: Step) -> str:
    return f"/paper-results/{step.id}/lines"


def attempts() -> list[Attempt]:
    db.session.rollback()
    return list(db.session.scalars(select(Attempt).order_by(Attempt.received_at, Attempt.id)))


def forms_drawn(app: Flask, mai: Person, step: Step) -> dict[int, AssessmentForm]:
    """A sheet for each of her people."""
    client_of(app, mai).post(f"/helping/{step.id}/forms?paper=1")
    return {form.person_id: form for form in db.session.scalars(select(AssessmentForm))}


def test_a_line_arrives_once_whatever_tab_or_day_sends_it_again(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    story, body = steps[0], line(people["lan"], f"b á {check_of(steps[0], 2).lower()}")
    answers = [mai_s.post(app, url(story), body).json for _ in range(2)]
    answers.append(mai_s.post(app, url(story), body | {"id": str(uuid.uuid4()), "on": "2026-01-05"}).json)
    (kept,) = attempts()
    assert {answer["receipt"] for answer in answers} == {kept.receipt}
    assert {answer["state"] for answer in answers} == {"kept"}
    assert f"100,0\u00a0% – đạt. Mã biên nhận: {kept.receipt}." in answers[0]["sentence"]
    assert (kept.person_id, kept.helper_id, kept.mode) == (people["lan"].id, people["mai"].id, Mode.PAPER)


def test_in_whatever_order_and_however_often_they_come_each_line_has_one_receipt(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    story, chance = steps[0], random.Random(520)
    texts = (f"BA{check_of(story, 2)}", f"A{check_of(story, 3)}", f"BB{check_of(story, 3)}")
    lines = [line(people[name], text) for name in ("lan", "hue") for text in texts]
    receipts: dict[str, set[str]] = {}
    for body in chance.choices(lines, k=24):
        receipts.setdefault(body["id"], set()).add(mai_s.post(app, url(story), body).json["receipt"])
    kept = {each.receipt: each for each in attempts()}
    assert len(kept) == len(receipts) == len(lines)
    assert {receipt for some in receipts.values() for receipt in some} == set(kept)
    assert all(len(some) == 1 for some in receipts.values())


def test_the_form_and_the_phone_give_one_receipt(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    story, lan, text = steps[0], people["lan"], f"BA{check_of(steps[0], 2)}"
    address = f"/paper-results?code={sheet_code(story.id)}"
    client_of(app, people["mai"]).post(address, data={"on": "2026-01-05", f"line-{lan.id}": text})
    answer = mai_s.post(app, url(story), line(lan, text)).json
    assert [each.receipt for each in attempts()] == [answer["receipt"]]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("BAH H", "Câu chuyện đã hết ở cảnh"),
        ("B 4 K", "không phải chữ cái"),
        ("B", "Một dòng gồm các chữ"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_for_good_in_a_sentence(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone, text: str, sentence: str
) -> None:
    answer = mai_s.post(app, url(steps[0]), line(people["lan"], text))
    assert answer.status_code == 422
    assert sentence in answer.json["error"]
    assert attempts() == []


def test_a_check_letter_of_another_ending_is_refused(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    answer = mai_s.post(app, url(steps[0]), line(people["lan"], f"BA{check_of(steps[0], 3)}"))
    assert (answer.status_code, attempts()) == (422, [])
    assert "không khớp với các chữ này" in answer.json["error"]


def test_the_sheet_of_somebody_else_and_one_that_was_never_printed_are_refused(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    test, lan, hue = steps[1], people["lan"], people["hue"]
    assert "Chưa in tờ kiểm tra này" in mai_s.post(app, url(test), line(lan, "AAK")).json["error"]
    forms = forms_drawn(app, people["mai"], test)
    while sheet_check(forms[lan.id].id) == sheet_check(forms[hue.id].id):  # one of eleven letters
        db.session.delete(forms[hue.id])
        db.session.commit()
        forms = forms_drawn(app, people["mai"], test)
    answer = mai_s.post(app, url(test), line(hue, right_line(forms[lan.id])))
    assert (answer.status_code, attempts()) == (422, [])
    assert "không khớp với các chữ này" in answer.json["error"]


def test_a_sheet_that_was_handed_in_already_stands_and_the_other_line_is_kept_beside_it(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    test, lan = steps[1], people["lan"]
    form = forms_drawn(app, people["mai"], test)[lan.id]
    lines = [line(lan, right_line(form)), line(lan, right_line(form, right=False))]
    first, second, again = (mai_s.post(app, url(test), each).json for each in (*lines, lines[0]))
    assert (first["state"], second["state"], again["state"]) == ("kept", "conflict", "kept")
    assert first["receipt"] == again["receipt"]
    assert "đã được nộp trước với câu trả lời khác" in second["sentence"]
    assert [each.passed for each in attempts()] == [True]
    assert len(db.session.scalars(select(AttemptConflict)).all()) == 1


def test_only_for_her_own_people_and_only_by_a_known_key(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    text = f"BA{check_of(steps[0], 2)}"
    assert mai_s.post(app, url(steps[0]), line(people["cuc"], text)).status_code == 403
    assert mai_s.post(app, url(steps[0]), line(people["mai"], text)).status_code == 404
    lan_s = phone_of(people["lan"])
    assert lan_s.post(app, url(steps[0]), line(people["hue"], text)).status_code == 403
    assert Phone("forged", lan_s.user).post(app, url(steps[0]), line(people["lan"], text)).status_code == 401
    assert attempts() == []


def test_a_withdrawn_edition_and_what_is_no_line_are_refused_in_a_sentence(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    story, good = steps[0], line(people["lan"], f"BA{check_of(steps[0], 2)}")
    for wrong in (
        [],
        {**good, "who": "Lan"},
        {**good, "on": "hôm qua"},
        {**good, "id": 3},
        {**good, "text": None},
    ):
        answer = mai_s.post(app, url(story), wrong)  # type: ignore[arg-type]
        assert answer.status_code == 400
        assert answer.json["error"]
    assert mai_s.post(app, url(story), good | {"text": "A" * 9000}).status_code == 413
    story.section.edition.published_at = None
    db.session.commit()
    answer = mai_s.post(app, url(story), good)
    assert (answer.status_code, answer.json["error"]) == (404, "Không có bài tập này.")


def test_what_a_lost_phone_sends_is_kept_apart_once_and_counts_when_it_is_taken_over(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    story, body = steps[0], line(people["lan"], f"BA{check_of(steps[0], 2)}")
    mai_s.lose()
    for _ in range(2):
        answer = mai_s.post(app, url(story), body).json
        assert (answer["state"], answer["receipt"]) == ("apart", None)
        assert "đã bị ngừng dùng" in answer["sentence"]
    assert attempts() == []
    row_id = db.session.scalars(select(SentApart.id)).one()
    client_of(app, people["mai"]).post(f"/receipts/apart/{row_id}/take")
    assert [(each.person_id, each.helper_id, each.mode) for each in attempts()] == [
        (people["lan"].id, people["mai"].id, Mode.PAPER)
    ]


def test_a_day_to_come_is_that_of_a_clock_that_is_ahead(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    tomorrow = (clock.today() + timedelta(days=2)).isoformat()
    mai_s.post(app, url(steps[0]), line(people["lan"], f"BA{check_of(steps[0], 2)}", on=tomorrow))
    assert [clock.day_of(each.finished_at) for each in attempts()] == [clock.today()]


def test_the_page_is_kept_for_her_under_one_address_and_tells_no_right_answers(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    test, client, code = steps[1], client_of(app, people["mai"]), sheet_code(steps[1].id)
    forms = forms_drawn(app, people["mai"], test)
    answer = client.get(f"/paper-results?code={code}")
    assert (
        answer.headers["Kept-For"]
        == client.get("/paper-results").headers["Kept-For"]
        == str(people["mai"].id)
    )
    assert (
        client.get(f"/paper-results?code={code.lower().replace('-', '')}").location
        == f"/paper-results?code={code}"
    )
    known = json.loads(re.findall(r"data-known>(.*?)</script>", answer.text)[0])
    lan = people["lan"]
    assert known["sheets"][str(lan.id)] == [[sheet_check(forms[lan.id].id), [2, 2], True]]
    assert f"/paper-results?code={code}" in client.get(f"/paper/{test.id}").text
    assert client.get(f"/paper/{test.id}").headers["Kept-For"] == str(people["mai"].id)


@pytest.mark.browser
def test_results_are_entered_without_a_network_and_arrive_once(
    app: Flask, page: Page, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    story, lan, hue = steps[0], people["lan"], people["hue"]
    good, lost = check_of(story, 2), check_of(story, 3)
    pinned = version(story.frozen["version"])
    number = book_of(pinned.exercise_in("vi"), pinned.content_hash).number(1)
    with serve(app) as address:
        sign_in_on(page.context, app, address, people["mai"])
        page.goto(f"{address}/paper/{story.id}")
        expect(page.get_by_text("nhập ngay trên máy này")).to_be_visible()
        page.context.set_offline(True)
        page.goto(f"{address}/paper-results")
        expect(page.get_by_role("link", name=sheet_code(story.id))).to_be_visible()
        page.get_by_label("Mã trên giấy").fill(sheet_code(story.id).lower().replace("-", ""))
        page.get_by_role("button", name="Đi tiếp").click()
        boxes = {person.id: page.locator(f"#line-{person.id}") for person in (lan, hue)}
        boxes[lan.id].fill(f"b a {good}")
        boxes[hue.id].fill(f"BD{good}")
        page.get_by_role("button", name="Giữ kết quả").click()
        expect(page.get_by_text(f"Cảnh {number} không có lựa chọn D.")).to_be_visible()
        expect(boxes[hue.id]).to_be_focused()
        expect(boxes[hue.id]).to_have_value(f"BD{good}")
        expect(boxes[lan.id]).to_have_value("")
        assert axe(page) == []
        boxes[hue.id].fill(f"A{good}")
        page.get_by_role("button", name="Giữ kết quả").click()
        expect(page.get_by_text("không khớp với các chữ này")).to_be_visible()
        boxes[hue.id].fill(f"A{lost}")
        boxes[hue.id].press("Enter")
        expect(page.get_by_text("Đã giữ trên máy này. Khi có mạng")).to_have_count(2)
        page.reload()
        expect(page.locator("[data-said]", has_text="Đã giữ trên máy này")).to_have_count(2)
        waiting = rows(page, "outbox")
        assert {row["body"]["who"] for row in waiting} == {lan.id, hue.id}
        expect(page.locator("#say")).to_contain_text("Còn 3 câu chưa gửi.")
        page.context.set_offline(False)
        page.evaluate("lop520.flush()")
        wait_until_sent(page)
        expect(page.locator("[data-said]", has_text="Mã biên nhận:")).to_have_count(2)
        answers = page.evaluate(AGAIN, waiting)
        for answer in answers:
            expect(page.locator("[data-said]", has_text=answer["receipt"])).to_have_count(1)
    kept = attempts()
    assert {(each.person_id, each.passed) for each in kept} == {(lan.id, True), (hue.id, False)}
    assert len(kept) == 2
    assert {each.helper_id for each in kept} == {people["mai"].id}


@pytest.mark.browser
def test_what_the_server_refuses_stands_at_its_line_to_be_put_right(
    app: Flask, page: Page, people: dict[str, Person], steps: tuple[Step, Step]
) -> None:
    test, lan = steps[1], people["lan"]
    with serve(app) as address:
        sign_in_on(page.context, app, address, people["mai"])
        page.goto(f"{address}/paper-results?code={sheet_code(test.id)}")
        page.locator(f"#line-{lan.id}").fill("AAK")
        page.get_by_role("button", name="Giữ kết quả").click()
        for _seen in range(2):
            expect(page.get_by_text("Chưa in tờ kiểm tra này")).to_be_visible()
            expect(page.locator(f"#line-{lan.id}")).to_have_value("AAK")
            page.reload()
        expect(page.locator(f"#line-{lan.id}")).to_have_value("AAK")
        line_now = right_line(forms_drawn(app, people["mai"], test)[lan.id])
        page.locator(f"#line-{lan.id}").fill(line_now)
        page.get_by_role("button", name="Giữ kết quả").click()
        expect(page.locator("[data-said]", has_text="100,0")).to_have_count(1)
    assert [each.person_id for each in attempts()] == [lan.id]


def test_the_answer_is_in_the_language_of_the_page_on_which_the_line_was_typed(
    app: Flask, people: dict[str, Person], steps: tuple[Step, Step], mai_s: Phone
) -> None:
    told = {}
    for language in ("vi", "en", "xx"):
        answer = mai_s.post(app, url(steps[0]), line(people["lan"], "B 4 K"), **{"Page-Language": language})
        told[language] = answer.json["error"]
    assert "không phải chữ cái" in told["vi"]
    assert "is no letter" in told["en"]
    assert told["xx"] == told["vi"]
