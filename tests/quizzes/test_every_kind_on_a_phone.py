"""Questions of every kind, answered on a phone: in a lesson, in a test, on the phone of a helper."""

import json
import random
import unicodedata
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from courses.models import Step
from lms.base.database import db
from lms.people.models import Person
from quizzes.exercise.answers import Answer
from quizzes.exercise.grammar import read_exercise
from quizzes.exercise.judging import judge
from quizzes.exercise.telling import feedback_of, told_of
from quizzes.kinds.player import play_data
from quizzes.models import Attempt
from tests.browser import axe, serve
from tests.factories.helping import two_communes
from tests.factories.kinds import ALL_KINDS, RIGHT, WRONG
from tests.factories.phones import sign_in_on

EXERCISE, _ = read_exercise(ALL_KINDS)


SIDES = """
# Hai phía
Mã: hai-phia

== Ghép
DẠNG: ghép đôi
Mỗi việc có phải báo ngay không?
= Trẻ bị đánh <=> Có
= Trẻ bị bỏ đói <=> có
* <=> Không
""".lstrip()


def told_in(scene: int, answer: Answer) -> list[tuple[str, str]]:
    asked = EXERCISE.scenes[scene]
    return told_of(asked, feedback_of(asked, judge(asked, answer), in_test=False))


TOLD = """([q, a]) => {
  window.words = {no: "", yes: "", right: ""};
  return kinds.told(q, a);
}"""
JUDGED = """cases => cases.map(([question, answer]) => kinds.wrong(question, answer))"""


@pytest.mark.browser
def test_the_phone_judges_as_the_server_does(page: Page) -> None:
    chance = random.Random(520)
    questions = json.loads(play_data(EXERCISE, {}))["s"]
    typed = [
        "75",
        "75,5",
        "75.6",
        "90",
        " 7 5 ",
        "sổ a0",
        "SO A0.",
        "a0/ctv",
        "A1",
        "1",
        "một",
        "",
        "1.962",
        "75%",
        "75 %.",
        "%",
    ]
    typed += ["SỔ A0", unicodedata.normalize("NFD", "Sổ A0"), "sổ\ta0", "TRẦN THỊ HOA!"]
    cases: list[tuple[int, Answer]] = [(at, each) for at, each in enumerate(RIGHT) if at]
    cases += [(at, each) for at, each in enumerate(WRONG) if at]
    for _ in range(60):
        cases += [
            (1, sorted(chance.sample(range(3), chance.randint(0, 3)))),
            (2, chance.sample(range(2), chance.randint(0, 2))),
            (3, chance.sample(range(3), 3)),
            (4, [chance.choice((0, 1, 2)), chance.choice((0, 1, 2))]),
            (5, chance.choice(typed)),
            (6, chance.choice(typed)),
            (7, [chance.choice([*typed, "trần thị hoa"]) for _ in range(3)]),
        ]
    for script in player_scripts_of_pages():
        page.add_script_tag(content=script)
    found = page.evaluate(JUDGED, [[questions[scene], answer] for scene, answer in cases])
    for (scene, answer), wrong in zip(cases, found, strict=True):
        expected = judge(EXERCISE.scenes[scene], answer)
        assert (wrong == []) is expected.is_right, (scene, answer)
        assert [each for each in wrong if each >= 0] == list(expected.wrong), (scene, answer)
    sides = play_data(read_exercise(SIDES)[0], {})
    assert page.evaluate("([q, a]) => kinds.wrong(q, a)", [json.loads(sides)["s"][0], [0, 0]]) == []
    said = page.evaluate(TOLD, [questions[4], [1, 2]])
    assert [line for line, *_ in said][1:3] == [f"{words}: {told}" for words, told in told_in(4, [1, 2])]


def player_scripts_of_pages() -> list[str]:
    """The judging part of the player, and what it needs of the script of every page."""
    pages = Path("lms/web/static/js/pages.js").read_text("utf-8").splitlines()
    folded = next(line for line in pages if line.startswith("const folded=")).removeprefix("const folded=")
    folded = f"window.lop520={{folded:{folded.removesuffix(';')}}}"
    kinds = Path("quizzes/player/kinds.js").read_text("utf-8").replace("const kinds=", "window.kinds=")
    return [folded, kinds]


@pytest.mark.browser
def test_every_kind_is_practised_in_the_lesson(app: Flask, page: Page, practised: Step, lan: Person) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    box = page.locator("[data-ex]").nth(0)
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/cac-dang/1")
        box.get_by_role("button", name="Bắt đầu").click()

        def give(said: str) -> None:
            box.get_by_role("button", name="Trả lời").click()
            expect(box.locator(".note").first).to_have_text(said)
            box.get_by_role("button", name="Đi tiếp").click()

        box.get_by_role("button", name="111").click()
        box.get_by_role("button", name="Đi tiếp").click()
        box.locator("summary").click()
        expect(box.get_by_text("Ai thấy cũng báo được.")).to_be_visible()
        box.get_by_role("button", name="Trả lời").click()
        expect(box.get_by_role("alert")).to_have_text("Câu này chưa được trả lời đủ.")
        box.get_by_label("Cơ quan, tổ chức").check()
        box.get_by_label("Cá nhân").check()
        assert axe(page) == []
        box.get_by_role("button", name="Trả lời").click()
        expect(box.get_by_text("Căn cứ pháp lý: Điều 51 Luật Trẻ em")).to_be_visible()
        expect(box.locator(".note").first).to_have_text("✓ Đúng.")
        box.get_by_role("button", name="Đi tiếp").click()
        for at, said in enumerate(("Đúng", "Sai")):
            box.locator(f"input[name=t{at}]").nth(0 if said == "Đúng" else 1).check()
        give("✓ Đúng.")
        for step in ("Lắng nghe", "Trấn an", "Báo tin", "Lắng nghe", "Trấn an", "Lắng nghe"):
            up = box.get_by_role("button", name=f"Lên: {step}")
            if up.is_enabled():
                up.click()
        expect(box.locator(".k span").first).to_have_text("1. Lắng nghe")
        expect(box.locator(".k span").nth(1)).to_have_text("2. Trấn an")
        assert axe(page) == []
        give("✓ Đúng.")
        box.get_by_label("Cấp cứu").select_option("115")
        box.get_by_label("Báo tin về trẻ em").select_option("113")
        box.get_by_role("button", name="Trả lời").click()
        expect(box.get_by_text("Câu trả lời đúng: Cấp cứu – 115; Báo tin về trẻ em – 111")).to_be_visible()
        box.get_by_role("button", name="Đi tiếp").click()
        box.get_by_label("Câu trả lời").fill("75,2")
        give("✓ Đúng.")
        box.get_by_label("Câu trả lời").fill("so a0")
        give("✓ Đúng.")
        box.get_by_label("Họ và tên chủ hộ").fill("tran thi hoa")
        box.get_by_label("Năm sinh").fill("1962")
        box.get_by_label("Số người trong hộ").fill("2")
        assert axe(page) == []
        give("✗ Chưa đúng.")
        expect(box.locator(".call")).to_have_text("Đúng 6/8")
        expect(box.get_by_role("status")).to_contain_text("Mã biên nhận:")
    attempt = db.session.query(Attempt).one()
    assert attempt.path[3:5] == [[3, [0, 1, 2]], [4, [0, 2]]]
    assert attempt.score == round(10_000 * (6 + 1 / 2 + 2 / 3) / 8)


@pytest.mark.browser
def test_every_kind_is_kept_and_handed_in_from_a_test(
    app: Flask, page: Page, tested: Step, lan: Person
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    with serve(app) as address:
        sign_in_on(page.context, app, address, lan)
        page.goto(f"{address}/learn/cac-dang/1")
        page.get_by_role("button", name="Làm bài kiểm tra").click()
        expect(page.locator("#assessment")).to_be_visible()
        assert axe(page) == []
        page.locator("[name=q0]").nth(1).check()
        page.locator("[name='q1.0']").check()
        page.get_by_role("button", name="Nộp bài").click()
        for at in (0, 1):
            page.locator(f"[name='q2.{at}'][value='{int(at == 0)}']").check()
        up = page.get_by_role("button", name="Lên: Lắng nghe")
        while up.is_enabled():
            up.click()
        page.locator("[name='q4.0']").select_option("115")
        page.locator("[name='q4.1']").select_option("111")
        page.locator("[name=q5]").fill("75")
        page.locator("[name=q6]").fill("sổ a0")
        page.locator("[name='q7.1']").fill("1962")
        page.evaluate(STORED)
        page.reload()
        expect(page.locator("[name=q6]")).to_have_value("sổ a0")
        expect(page.locator("[name='q1.0']")).to_be_checked()
        expect(page.locator(".question-step span").first).to_have_text("Lắng nghe")
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.get_by_text("Mã biên nhận:")).to_be_visible()
    path = dict(db.session.query(Attempt).one().path)
    assert path[1] == [0]
    assert path[3][0] == 0
    assert (path[2], path[4], path[5]) == ([0], [0, 1], "75")
    assert (path[6], path[7]) == ("sổ a0", ["", "1962", ""])


STORED = """async () => {
  const key = "form:" + document.getElementById("assessment").dataset.form;
  while (((await lop520.read(key)) || {})["q7.1"] !== "1962") await new Promise(done => setTimeout(done, 20));
}"""


@pytest.mark.browser
def test_a_test_of_every_kind_is_answered_on_the_phone_of_a_helper(
    app: Flask, page: Page, tested: Step
) -> None:
    people = two_communes()
    page.set_viewport_size({"width": 360, "height": 640})
    with serve(app) as address:
        sign_in_on(page.context, app, address, people["mai"])
        page.goto(f"{address}/helping/{tested.id}")
        page.get_by_role("button", name="Lấy câu hỏi cho mọi người").click()
        expect(page.get_by_role("button", name=people["lan"].full_name)).to_be_enabled()
        page.get_by_role("button", name=people["lan"].full_name).click()
        page.get_by_role("button", name="Làm chung").click()
        form = page.locator("[data-sheet]")
        form.locator("[name=q0]").nth(1).check()
        form.locator("[name='q1.0']").check()
        form.locator("[name='q1.1']").check()
        form.locator("[name='q2.0'][value='1']").check()
        for step in ("Trấn an", "Lắng nghe"):
            up = form.get_by_role("button", name=f"Lên: {step}")
            while up.is_enabled():
                up.click()
        form.locator("[name='q4.0']").select_option("115")
        form.locator("[name='q4.1']").select_option("111")
        form.locator("[name=q5]").fill("75")
        form.locator("[name=q6]").fill("so a0")
        for at, text in enumerate(("Trần Thị Hoa", "1962", "1")):
            form.locator(f"[name='q7.{at}']").fill(text)
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.locator("[data-missing]")).to_contain_text("chưa trả lời")
        form.locator("[name='q2.1'][value='0']").check()
        assert axe(page) == []
        page.get_by_role("button", name="Nộp bài").click()
        expect(page.locator("[data-handed]")).to_contain_text("Mã biên nhận:")
    db.session.rollback()
    attempt = db.session.query(Attempt).one()
    assert (attempt.person_id, attempt.score) == (people["lan"].id, 10_000)
    assert dict(attempt.path)[3] == [0, 1, 2]
